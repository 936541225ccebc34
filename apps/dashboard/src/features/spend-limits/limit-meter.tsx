import { Trans } from "@lingui/react/macro";
import type { SpendLimits } from "@tenure/core/contract";
import { fromMoney, type Money } from "@tenure/core/money";
import { Amount, Meter } from "@tenure/ui";
import type { ReactNode } from "react";

/** How much of a limit is spent and promised; without a limit, what was spent. */
export function LimitMeter(props: {
  readonly label: ReactNode;
  readonly period: SpendLimits["day"];
  readonly held: Money;
}) {
  const { label, period, held } = props;
  const used = fromMoney(period.spent);
  const promised = fromMoney(held);
  const limit = period.limit === null ? null : fromMoney(period.limit);
  if (period.limit === null || limit === null)
    return (
      <div className="flex flex-col gap-1">
        <p className="font-medium">{label}</p>
        <p className="text-muted">
          <Trans>
            <Amount value={period.spent} /> spent, no limit
          </Trans>
        </p>
      </div>
    );
  const free = limit - used - promised;
  return (
    <Meter label={label} used={used} held={promised} free={free > 0n ? free : 0n}>
      <Trans>
        <Amount value={period.spent} /> of <Amount value={period.limit} /> spent, <Amount value={held} />{" "}
        promised
      </Trans>
    </Meter>
  );
}
