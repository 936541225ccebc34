import { Trans, useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { Instant, KeyValue } from "@tenure/ui";

type Effects = NonNullable<Outputs["priceChanges"]["preview"]["effects"]>;

/** How many subscriptions a change concerns, and how. */
export function ConcernedCounts(props: { readonly effects: Effects }) {
  const { t } = useLingui();
  const { affected, firstRaisedRenewalAt, direction } = props.effects;
  const count = (value: number) => <span className="figures">{value}</span>;
  return (
    <KeyValue
      entries={[
        { key: "renewing", label: t`Renew and are told`, value: count(affected.renewing) },
        ...(direction === "raise"
          ? [
              {
                key: "tooSoon",
                label: t`Of these, too soon for the coming renewal`,
                value: (
                  <>
                    {count(affected.tooSoon)}
                    {affected.tooSoon > 0 && (
                      <span className="block text-sm text-muted">
                        <Trans>They keep the old price for one more term.</Trans>
                      </span>
                    )}
                  </>
                ),
              },
            ]
          : []),
        { key: "ending", label: t`Cancelled, never see it`, value: count(affected.ending) },
        { key: "distributor", label: t`Priced by their distributor`, value: count(affected.byDistributor) },
        { key: "gifts", label: t`Gifts, end without renewing`, value: count(affected.gifts) },
        ...(firstRaisedRenewalAt === null
          ? []
          : [
              {
                key: "first",
                label: t`First renewals at the new price`,
                value: <Instant at={firstRaisedRenewalAt} />,
              },
            ]),
      ]}
    />
  );
}
