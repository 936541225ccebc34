import { useLingui } from "@lingui/react/macro";
import type { Decision, Line } from "@tenure/core/decision";
import { fill, LINE_TEXTS, type LineKey, type TextContext } from "@tenure/core/text";
import type { ReactNode } from "react";
import { Money } from "../display/money.tsx";
import { useUiSettings } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { classNames } from "../foundation/class-names.ts";
import { ClauseReference } from "../clauses/clause-reference.tsx";

type Part = "evidence" | "passes" | "ends" | "responsible" | "frozen" | "blockers";

/** Beginnings of keys; the order is that of asking. */
const PARTS: readonly (readonly [string, Part])[] = [
  ["change_evidence_", "evidence"],
  ["change_passes_", "passes"],
  ["change_ends_", "ends"],
  ["change_frozen_", "frozen"],
  ["change_blocker_", "blockers"],
  ["change_", "responsible"],
];

const partOf = (key: LineKey): Part | undefined => PARTS.find(([start]) => key.startsWith(start))?.[1];

/**
 * What a change of account subject does, as both sides read it before they agree: left what passes, right what ends, below
 * who answers for what, what stands still meanwhile, and what holds it back with who can lift it (C4). It shows the lines
 * that core decided, each with its clause, and computes nothing.
 *
 * States: with or without blockers; with or without evidence; on a phone the parts stand one below the other.
 */
export function ConsequenceSheet(props: { readonly decision: Decision }) {
  const { decision } = props;
  const { t } = useLingui();
  const language = useLocale();
  const { timeZone } = useUiSettings();
  const context: TextContext = { language, zone: timeZone, currency: decision.currency };
  const linesOf = (part: Part) => decision.lines.filter(({ key }) => partOf(key) === part);
  const show = (part: Part, title: string, whenNone?: string): ReactNode => {
    const lines = linesOf(part);
    if (lines.length === 0 && whenNone === undefined) return null;
    return <PartOf title={title} lines={lines} decision={decision} context={context} whenNone={whenNone} />;
  };
  return (
    <div className="flex flex-col gap-6 border-y border-hairline-strong py-5">
      <div className="grid grid-cols-2 gap-x-10 gap-y-6 max-lg:grid-cols-1">
        {show("passes", t`What passes`)}
        {show("ends", t`What ends`)}
      </div>
      {show("responsible", t`Who answers for what`)}
      {show("frozen", t`What stands still until it is decided`)}
      {show("blockers", t`What holds it back`, t`Nothing at present.`)}
      {show("evidence", t`Evidence handed in`)}
    </div>
  );
}

function PartOf(props: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly decision: Decision;
  readonly context: TextContext;
  readonly whenNone: string | undefined;
}) {
  const { title, lines, decision, context, whenNone } = props;
  return (
    <section className="min-w-0">
      <h3 className="mb-1 font-semibold">{title}</h3>
      {lines.length === 0 && <p className="text-muted">{whenNone}</p>}
      <ul>
        {lines.map((line, index) => (
          <li
            // A key may occur twice: only the place in the order is unique.
            key={`${index}-${line.key}`}
            className={classNames(
              "flex items-baseline justify-between gap-x-4 border-b border-hairline py-1.5 last:border-b-0",
              line.kind === "subtotal" && "font-semibold",
            )}
          >
            <span className="min-w-0">
              {fill(LINE_TEXTS[line.key], line.params, context)}
              {line.clause !== null && (
                <>
                  {" "}
                  <ClauseReference id={line.clause} policyVersion={decision.policyVersion} />
                </>
              )}
            </span>
            {(line.kind !== "memo" || line.amountNanos !== 0n) && (
              <Money nanos={line.amountNanos} currency={context.currency} spaced />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
