import { Trans, useLingui } from "@lingui/react/macro";
import { CURRENCIES } from "@tenure/core/money";
import type { Policy } from "@tenure/core/policy";
import { Money } from "@tenure/ui";
import { Days, Group, type Row } from "./policy-group.tsx";

/** What inviting others earns, and its limits. */
export function ReferralNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const { offers, rewardExpiryDays, invitationDays, maxRewardsPerMonth } = policy.referrals;
  return (
    <Group
      title={t`Referrals`}
      version={policy.version}
      rows={[
        ...CURRENCIES.flatMap((currency): Row[] => {
          const offer = offers[currency];
          if (offer === undefined) return [];
          return [
            {
              key: currency,
              label: currency,
              value: (
                <Trans>
                  <Money nanos={offer.rewardNanos} currency={currency} /> for an order from{" "}
                  <Money nanos={offer.minimumOrderNanos} currency={currency} />
                </Trans>
              ),
              clauses: ["R3.5"],
            },
          ];
        }),
        {
          key: "expiry",
          label: t`Rewards expire after`,
          value: <Days count={rewardExpiryDays} />,
          clauses: ["R3.5"],
        },
        {
          key: "invitation",
          label: t`An order counts within`,
          value: <Days count={invitationDays} />,
          clauses: ["R3.5"],
        },
        {
          key: "month",
          label: t`Rewards of one account in a month`,
          value: maxRewardsPerMonth,
          clauses: ["R3.5"],
        },
      ]}
    />
  );
}
