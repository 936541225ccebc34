import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Amount, Callout, Instant, KeyValue, planName } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

type Change = Outputs["priceChanges"]["announced"]["items"][number];

/** What the running plan will cost, from which renewal on, and what to do about it (T3.2). Nothing where nothing changes. */
export function AnnouncedPriceChanges() {
  const { account } = useCurrentAccount();
  const changes = useQuery(trpc.priceChanges.announced.queryOptions({ accountId: account.id }));
  return (
    <div className="flex max-w-2xl flex-col gap-3 empty:hidden">
      <ProblemCallout error={changes.error} />
      {changes.data?.items.map((change) => (
        <AnnouncedChange key={change.id} change={change} />
      ))}
    </div>
  );
}

function PerTerm(props: { readonly price: Change["before"]; readonly interval: Change["interval"] }) {
  return props.interval === "year" ? (
    <Trans>
      <Amount value={props.price} /> a year
    </Trans>
  ) : (
    <Trans>
      <Amount value={props.price} /> a month
    </Trans>
  );
}

function AnnouncedChange(props: { readonly change: Change }) {
  const { t } = useLingui();
  const { planId, interval, before, after, raise, renewalAt, cancelBy, noticeAcceptedAt } = props.change;
  const name = planName(planId);
  return (
    <Callout
      tone={raise ? "warning" : "info"}
      title={raise ? t`The price of ${name} goes up` : t`The price or content of ${name} changes`}
    >
      <KeyValue
        entries={[
          {
            key: "before",
            label: t`Price now`,
            value: <PerTerm price={before} interval={interval} />,
          },
          {
            key: "after",
            label: t`New price`,
            value: <PerTerm price={after} interval={interval} />,
          },
          { key: "from", label: t`First paid on`, value: <Instant at={renewalAt} /> },
          ...(raise
            ? [{ key: "cancel", label: t`To avoid it, cancel by`, value: <Instant at={cancelBy} /> }]
            : []),
        ]}
      />
      {raise && (
        <p className="mt-2">
          {noticeAcceptedAt === null ? (
            <Trans>
              No notice has reached you by e-mail so far. Until one has, early enough, you keep the present
              price.
            </Trans>
          ) : (
            <Trans>
              Every renewal before that keeps the present price. Staying past it accepts the new one; you need
              not do anything.
            </Trans>
          )}
        </p>
      )}
    </Callout>
  );
}
