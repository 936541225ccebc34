import { Trans } from "@lingui/react/macro";
import { fromMoney } from "@tenure/core/money";
import type { ClauseId } from "@tenure/core/policy";
import { Amount, ClauseReference } from "@tenure/ui";
import type { ReactNode } from "react";
import type { Dispute } from "./types.ts";

/** What a dispute moved, line by line, each with the clause that it goes by; a line that came to nothing is left out. */
export function DisputeMoney(props: { readonly dispute: Dispute }) {
  const { money, holds, state } = props.dispute;
  const { loss } = money;
  const lines: readonly MoneyLine[] = [
    { key: "withdrawn", label: <Trans>Held by the bank</Trans>, amount: money.withdrawn, clause: null },
    { key: "fee", label: <Trans>Provider's fee</Trans>, amount: money.fee, clause: null },
    {
      key: "frozen",
      label: holds === "plan" ? <Trans>Included usage shut</Trans> : <Trans>Credits frozen</Trans>,
      amount: money.frozen,
      clause: "C4.10",
    },
    { key: "bonus", label: <Trans>Bonus frozen</Trans>, amount: money.frozenBonus, clause: "R3.4" },
    ...(loss === null
      ? []
      : ([
          {
            key: "taken",
            label: holds === "plan" ? <Trans>Not used of the plan</Trans> : <Trans>Credits taken</Trans>,
            amount: loss.taken,
            clause: "C4.10",
          },
          { key: "takenBonus", label: <Trans>Bonus taken</Trans>, amount: loss.takenBonus, clause: "R3.4" },
          { key: "debt", label: <Trans>Debt of the holder</Trans>, amount: loss.debt, clause: "C4.10" },
          {
            key: "claim",
            label: <Trans>Claim on the previous holder</Trans>,
            amount: loss.claim,
            clause: "C4.10",
          },
          { key: "ours", label: <Trans>Loss of ours</Trans>, amount: loss.ours, clause: null },
        ] as const satisfies readonly MoneyLine[])),
  ];
  const moved = lines.filter(({ amount }) => fromMoney(amount) !== 0n);
  if (moved.length === 0)
    return (
      <span className="text-muted">
        {state === "inquiry" ? <Trans>An inquiry takes nothing</Trans> : "—"}
      </span>
    );
  return (
    <dl className="grid min-w-52 grid-cols-[1fr_auto] gap-x-4 text-sm phone:min-w-0">
      {moved.map(({ key, label, amount, clause }) => (
        <div key={key} className="col-span-2 grid grid-cols-subgrid items-baseline">
          <dt className="text-left text-muted">
            {label} {clause !== null && <ClauseReference id={clause} />}
          </dt>
          <dd className="text-right">
            <Amount value={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface MoneyLine {
  readonly key: string;
  readonly label: ReactNode;
  readonly amount: Dispute["money"]["fee"];
  readonly clause: ClauseId | null;
}
