import { useLingui } from "@lingui/react/macro";
import type { Tone } from "@tenure/ui";
import type { Lot, LotEntry } from "./types.ts";

/** How a lot's state is coloured. */
export const lotTones: Readonly<Record<Lot["state"], Tone>> = {
  open: "done",
  spent: "neutral",
  expired: "neutral",
  revoked: "refused",
  forfeited: "refused",
  refunded: "neutral",
  frozen: "waiting",
  charged_back: "refused",
};

/** What lots, their states and what happens to them are called. */
export function useLotWords() {
  const { t } = useLingui();
  const kinds = {
    paid: t`Paid credits`,
    bonus: t`Bonus credits`,
    gift: t`Gift credits`,
    referral: t`Referral rewards`,
  } satisfies Record<Lot["kind"], string>;
  const inSentence = {
    paid: t`paid credits`,
    bonus: t`bonus credits`,
    gift: t`gift credits`,
    referral: t`referral rewards`,
  } satisfies Record<Lot["kind"], string>;
  const states = {
    open: t`Usable`,
    spent: t`Spent`,
    expired: t`Expired`,
    revoked: t`Taken back`,
    forfeited: t`Forfeited`,
    refunded: t`Refunded`,
    frozen: t`Frozen: payment disputed`,
    charged_back: t`Taken back by the bank`,
  } satisfies Record<Lot["state"], string>;
  const moves = {
    opened: t`Credits received`,
    used: t`Used by requests`,
    used_corrected: t`Usage corrected`,
    debt_repaid: t`Paid a debt`,
    expired: t`Expired`,
    revoked: t`Taken back`,
    restored: t`Credits returned`,
    forfeited: t`Forfeited`,
    refunded: t`Refunded`,
    frozen: t`Frozen: payment disputed`,
    other: t`Booked`,
  } satisfies Record<LotEntry["move"], string>;
  return {
    kind: (kind: Lot["kind"]) => kinds[kind],
    kindInSentence: (kind: Lot["kind"]) => inSentence[kind],
    state: (state: Lot["state"]) => states[state],
    move: (move: LotEntry["move"]) => moves[move],
  };
}
