import { Trans, useLingui } from "@lingui/react/macro";
import { Columns3 } from "lucide-react";
import { Popover } from "radix-ui";
import { Suspense } from "react";
import type { Column } from "./column.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

// Opened by few: not worth a byte of a page that has a table.
const ColumnsPanel = lazyPiece(() => import("./columns-panel.tsx"));

/** Opens the choice of a table's columns. */
export function ColumnsButton(props: {
  readonly table: string;
  readonly columns: ReadonlyArray<Pick<Column<never>, "key" | "head" | "rowHead" | "unlabelled">>;
}) {
  const { t } = useLingui();
  return (
    <Popover.Root>
      <Popover.Trigger className="-mr-2 inline-flex min-h-7 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink phone:min-h-11">
        <Columns3 aria-hidden className="size-4" />
        <Trans>Columns</Trans>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={t`Columns`}
          className="z-50 max-h-(--radix-popover-content-available-height) min-w-64 animate-appear overflow-y-auto rounded-lg bg-raised p-3 text-ink shadow-raised"
        >
          <Suspense>
            <ColumnsPanel table={props.table} columns={props.columns} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
