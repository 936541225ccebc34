import { useLingui } from "@lingui/react/macro";
import { refundStates, type ShownRefundStatus, shownRefundStatus } from "@tenure/core/refunds";
import type { Tone } from "@tenure/ui";
import type { Referral } from "./types.ts";

/** How a referral's state is coloured. */
export const referralTones: Readonly<Record<Referral["state"], Tone>> = {
  invited: "neutral",
  waiting: "progress",
  rewarded: "done",
  revoked: "refused",
  refused: "refused",
};

/** What states of a referral, and things two accounts have in common, are called. */
export function useReferralWords() {
  const { t } = useLingui();
  const states = {
    invited: t`Invited`,
    waiting: t`Waiting`,
    rewarded: t`Rewarded`,
    revoked: t`Taken back`,
    refused: t`No reward`,
  } satisfies Record<Referral["state"], string>;
  const traits = {
    login: t`same login`,
    subject: t`same legal person`,
    card: t`same card`,
    device: t`same device`,
    tax_id: t`same tax id`,
    email: t`same mailbox`,
  } satisfies Record<Referral["shared"][number], string>;
  const refunds = {
    refunding: t`refund under way`,
    refunded: t`refunded`,
    failed: t`refund failed`,
    canceled: t`refund canceled`,
  } satisfies Record<ShownRefundStatus, string>;
  const disputes: Readonly<Record<string, string>> = {
    open: t`disputed`,
    won: t`dispute won`,
    lost: t`dispute lost`,
  };
  return {
    /** What became of the order's latest refund; null without one. */
    refund: (state: string | null) => {
      const known = refundStates.find((each) => each === state);
      return known === undefined ? null : refunds[shownRefundStatus(known)];
    },
    /** How a dispute of the order's payment stands; null without one. */
    dispute: (state: string | null) => (state === null ? null : (disputes[state] ?? null)),
    state: (state: Referral["state"]) => states[state],
    trait: (trait: Referral["shared"][number]) => traits[trait],
  };
}
