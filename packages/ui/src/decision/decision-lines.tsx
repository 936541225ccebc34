import { Trans } from "@lingui/react/macro";
import type { Decision, Line } from "@tenure/core/decision";
import { fill, LINE_TEXTS, type TextContext } from "@tenure/core/text";
import { Money } from "../display/money.tsx";
import { classNames } from "../foundation/class-names.ts";
import { moneyParts } from "../foundation/format-money.ts";
import { ClauseReference } from "../clauses/clause-reference.tsx";

/**
 * The lines of a decision as a statement: label, clause, amount. Subtotals carry the rule above them; what is only
 * told (memo) is set off below. Digits below the minor unit are shown wherever a line has any, so that what is seen
 * adds up by hand.
 */
export function DecisionLines(props: { readonly decision: Decision; readonly context: TextContext }) {
  const { decision, context } = props;
  const { lines, currency } = decision;
  const subDigits = lines.reduce(
    (most, line) => Math.max(most, moneyParts(line.amountNanos, currency, context.language).sub.length),
    0,
  );
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">
        <Trans>How the amount is made up</Trans>
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">
            <Trans>Line</Trans>
          </th>
          <th scope="col">
            <Trans>Clause</Trans>
          </th>
          <th scope="col">
            <Trans>Amount</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <LineRow
            // A key may occur twice (one leg per payment): only the place in the order is unique.
            key={`${index}-${line.key}`}
            line={line}
            context={context}
            policyVersion={decision.policyVersion}
            subDigits={subDigits}
            first={index === 0}
            startsMemos={line.kind === "memo" && lines[index - 1]?.kind === "subtotal"}
          />
        ))}
      </tbody>
    </table>
  );
}

function LineRow(props: {
  readonly line: Line;
  readonly context: TextContext;
  readonly policyVersion: string;
  readonly subDigits: number;
  readonly first: boolean;
  readonly startsMemos: boolean;
}) {
  const { line, context, policyVersion, subDigits, first, startsMemos } = props;
  const sum = line.kind === "subtotal";
  return (
    <tr className={classNames("align-baseline", startsMemos && "[&>*]:pt-3")}>
      <th
        scope="row"
        className={classNames(
          "py-1 pr-3 text-left font-normal",
          sum && "font-semibold",
          line.kind === "memo" && "text-muted",
        )}
      >
        {fill(LINE_TEXTS[line.key], line.params, context)}
        {line.clause !== null && (
          <span className="hidden phone:inline">
            {" "}
            <ClauseReference id={line.clause} policyVersion={policyVersion} />
          </span>
        )}
      </th>
      <td className="w-16 py-1 pr-4 phone:hidden">
        {line.clause !== null && <ClauseReference id={line.clause} policyVersion={policyVersion} />}
      </td>
      <td
        className={classNames(
          "w-px py-1 pl-2 text-right",
          sum && "font-semibold",
          // A sum line over nothing looks like a mistake.
          sum && !first && "border-t border-hairline-strong",
          line.kind === "memo" && "text-muted",
        )}
      >
        <Money nanos={line.amountNanos} currency={context.currency} subDigits={subDigits} spaced />
      </td>
    </tr>
  );
}
