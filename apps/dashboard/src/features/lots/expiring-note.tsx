import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { fromMoney } from "@tenure/core/money";
import { Callout, Instant, Money, useNow, usePolicyInForce } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { useLotWords } from "./use-lot-words.ts";

const DAY_MS = 86_400_000;

/** A quiet word about credits that expire soon, and of which kind: within the days from which the mails warn. */
export function ExpiringNote() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { kindInSentence } = useLotWords();
  const nowMs = useNow(60_000);
  const lots = useQuery(trpc.wallet.lots.queryOptions({ accountId: account.id, state: "open", limit: 100 }));
  const { expiryWarningDays } = usePolicyInForce().credits;
  const untilMs = nowMs + Math.max(0, ...expiryWarningDays) * DAY_MS;
  const soon = (lots.data?.items ?? []).flatMap(({ kind, expiresAt, remaining }) =>
    expiresAt !== null && Date.parse(expiresAt) <= untilMs && fromMoney(remaining) > 0n
      ? [{ kind, expiresAt, nanos: fromMoney(remaining) }]
      : [],
  );
  const [first] = soon;
  if (first === undefined) return null;
  const kinds = new Set(soon.map(({ kind }) => kind));
  const kind = kinds.size === 1 ? kindInSentence(first.kind) : t`credits`;
  const sum = (
    <Money nanos={soon.reduce((total, lot) => total + lot.nanos, 0n)} currency={account.currency} />
  );
  return (
    <div className="mb-7">
      <Callout
        tone="info"
        title={
          soon.length === 1 ? (
            <Trans>
              {sum} of {kind} expire on <Instant at={first.expiresAt} />
            </Trans>
          ) : (
            <Trans>
              {sum} of {kind} expire soon, the first on <Instant at={first.expiresAt} />
            </Trans>
          )
        }
      >
        <Trans>Credits that expire next are used first. There is nothing you need to do.</Trans>
      </Callout>
    </div>
  );
}
