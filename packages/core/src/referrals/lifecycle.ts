import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A referral (R3.5, design.md "Referral reward"). `invited`: the account was opened by the invitation. `waiting`: it paid
 * an order that can earn the reward, whose refund window must close first. A reward whose order is returned later is
 * `revoked`, and comes back with it (R6.4); so does a referral that was refused because of a return that bounced.
 */
export const referralLifecycle = defineLifecycle({
  name: "referral",
  initial: "invited",
  table: {
    invited: {
      order_paid: { to: "waiting", by: ["system"] },
      lapse: { to: "refused", by: ["system"] },
    },
    waiting: {
      reward: { to: "rewarded", by: ["system"] },
      refuse: { to: "refused", by: ["system"] },
    },
    rewarded: { revoke: { to: "revoked", by: ["system"] } },
    revoked: { restore: { to: "rewarded", by: ["system"] } },
    refused: { reopen: { to: "waiting", by: ["system"] } },
  },
});

/** State of a referral. */
export type ReferralState = keyof typeof referralLifecycle.table;

/** Every state, in the order of the table. */
export const referralStates = [
  "invited",
  "waiting",
  "rewarded",
  "revoked",
  "refused",
] as const satisfies readonly ReferralState[];
