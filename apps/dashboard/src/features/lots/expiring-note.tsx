import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { fromMoney } from "@tenure/core/money";
import { Callout, Instant, Money, useNow, usePolicyInForce } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const DAY_MS = 86_400_000;

/** A quiet word about credits that expire soon: within the days from which the mails warn. */
export function ExpiringNote() {
  const { account } = useCurrentAccount();
  const nowMs = useNow(60_000);
  const lots = useQuery(trpc.wallet.lots.queryOptions({ accountId: account.id, state: "open", limit: 100 }));
  const { expiryWarningDays } = usePolicyInForce().credits;
  const untilMs = nowMs + Math.max(0, ...expiryWarningDays) * DAY_MS;
  const soon = (lots.data?.items ?? []).flatMap(({ expiresAt, remaining }) =>
    expiresAt !== null && Date.parse(expiresAt) <= untilMs && fromMoney(remaining) > 0n
      ? [{ expiresAt, nanos: fromMoney(remaining) }]
      : [],
  );
  const [first] = soon;
  if (first === undefined) return null;
  return (
    <div className="mb-7 max-w-2xl">
      <Callout
        tone="info"
        title={
          <Trans>
            <Money nanos={soon.reduce((sum, lot) => sum + lot.nanos, 0n)} currency={account.currency} />{" "}
            expire soon, the first on <Instant at={first.expiresAt} />
          </Trans>
        }
      >
        <Trans>Credits that expire next are used first. There is nothing you need to do.</Trans>
      </Callout>
    </div>
  );
}
