import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "../actions/button.tsx";
import { Checkbox } from "../forms/checkbox.tsx";
import { classNames } from "../foundation/class-names.ts";
import { keep, useKept } from "../foundation/kept.ts";
import type { Column } from "./column.ts";
import {
  canHide,
  type ColumnChoice,
  columnChoiceKey,
  inOrder,
  readColumnChoice,
  withMoved,
  withShown,
} from "./column-choice.ts";

/** Which columns of a table are shown, and in which order. Each change shows at once and is kept in this browser. */
export default function ColumnsPanel(props: {
  readonly table: string;
  readonly columns: ReadonlyArray<Pick<Column<never>, "key" | "head" | "rowHead" | "unlabelled">>;
}) {
  const { table, columns } = props;
  const { t } = useLingui();
  const key = columnChoiceKey(table);
  const choice = readColumnChoice(useKept(key));
  const choose = (next: ColumnChoice) => keep(key, JSON.stringify(next));
  const listed = inOrder(columns, choice).filter((column) => column.unlabelled !== true);
  const list = useRef<HTMLUListElement>(null);
  // The panel arrives after the popover, which looked for something to give the focus to when it opened.
  useEffect(() => list.current?.querySelector<HTMLElement>("button:enabled")?.focus(), []);
  return (
    <>
      <p className="pb-2 text-sm text-muted">
        <Trans>Shown in this browser, in this order</Trans>
      </p>
      <ul ref={list} className="flex flex-col">
        {listed.map((column, index) => (
          <li key={column.key} className="flex items-center justify-between gap-4 phone:min-h-11">
            <Checkbox
              label={column.head}
              checked={!(canHide(column) && choice?.hidden.includes(column.key) === true)}
              disabled={!canHide(column)}
              onCheckedChange={(shown) => choose(withShown(columns, choice, column.key, shown))}
            />
            <span className="flex">
              <MoveButton
                label={t`Move up`}
                column={column.head}
                disabled={index === 0}
                onPress={() => choose(withMoved(columns, choice, column.key, -1))}
              >
                <ChevronUp aria-hidden className="size-4" />
              </MoveButton>
              <MoveButton
                label={t`Move down`}
                column={column.head}
                disabled={index === listed.length - 1}
                onPress={() => choose(withMoved(columns, choice, column.key, 1))}
              >
                <ChevronDown aria-hidden className="size-4" />
              </MoveButton>
            </span>
          </li>
        ))}
      </ul>
      {choice !== null && (
        <div className="mt-2 border-t border-hairline pt-2">
          <Button size="sm" tone="quiet" onClick={() => keep(key, null)}>
            <Trans>Reset to default</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function MoveButton(props: {
  readonly label: string;
  readonly column: ReactNode;
  /** Stays focusable: who moves a column to an end with the keyboard must not lose their place. */
  readonly disabled: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  const { label, column, disabled, onPress, children } = props;
  return (
    <button
      type="button"
      aria-disabled={disabled}
      className={classNames(
        "inline-flex size-7 items-center justify-center rounded-sm phone:size-11",
        disabled ? "cursor-default text-faint opacity-40" : "text-muted hover:bg-hover hover:text-ink",
      )}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {children}
      <span className="sr-only">
        {label}: {column}
      </span>
    </button>
  );
}
