import type { SwitchedOff } from "./clauses.ts";

const decide = "src/referrals/decide-referral.ts";
const reward = "src/referrals/return-reward.ts";
const programme = "src/referrals/programme.ts";

/** How each rule of the referral programme and of a lot's expiry is switched off. */
export const REFERRAL_SWITCHED_OFF: readonly SwitchedOff[] = [
  { clause: "R3.5", file: decide, find: "facts.orderNow < facts.dueAt", replace: "false" },
  { clause: "R3.5", file: decide, find: 'facts.orderStanding === "in_question"', replace: "false" },
  { clause: "R3.5", file: decide, find: 'facts.orderStanding === "returned"', replace: "false" },
  { clause: "R3.5", file: decide, find: "facts.shared.length > 0", replace: "false" },
  { clause: "R3.5", file: decide, find: 'facts.state !== "waiting"', replace: "false" },
  {
    clause: "R3.5",
    file: decide,
    find: "facts.rewardsThisMonth >= maxRewardsPerMonth",
    replace: "false",
  },
  { clause: "T4.2", file: decide, find: 'facts.referrerState === "terminated"', replace: "false" },
  {
    clause: "R3.5",
    file: "src/referrals/traits.ts",
    find: "other[trait].some((each) => known.has(normalise(each)))",
    replace: "other[trait].some((each) => known.has(each) && false)",
  },
  {
    clause: "R3.5",
    file: "src/referrals/traits.ts",
    find: "  email: normaliseEmail,\n",
    replace: "",
  },
  {
    clause: "R3.5",
    file: programme,
    find: "order.amountNanos >= offer.minimumOrderNanos",
    replace: "true",
  },
  { clause: "R3.5", file: programme, find: "!order.gift &&", replace: "" },
  {
    clause: "R3.5",
    file: programme,
    find: "order.paidAt <= invitationEndsAt(invitedAt, policy)",
    replace: "true",
  },
  {
    clause: "R3.5",
    file: programme,
    find: "plusMs(plusHours(paidAt, policy.refunds.windowHours), 1)",
    replace: "plusHours(paidAt, policy.refunds.windowHours)",
  },
  { clause: "R3.5", file: reward, find: 'facts.orderStanding !== "returned"', replace: "false" },
  {
    clause: "R3.5",
    file: reward,
    find: "facts.balanceNanos - unspentNanos < facts.promisedNanos",
    replace: "false",
  },
  {
    clause: "R6.2",
    file: reward,
    find: "effects: { amountNanos: unspentNanos },",
    replace: "effects: { amountNanos: 0n },",
  },
  {
    clause: "R6.4",
    file: reward,
    find: "amountNanos: facts.takenNanos,",
    replace: "amountNanos: 0n,",
  },
  {
    clause: "R6.4",
    file: "src/credits/lot-expiry.ts",
    find: "Math.max(0, msBetween(takenAt, now))",
    replace: "0 * msBetween(takenAt, now)",
  },
  {
    clause: "R3.4",
    file: "src/credits/lot-expiry.ts",
    find: "expiresAt !== null && expiresAt <= now;",
    replace: "expiresAt !== null && expiresAt < now;",
  },
  {
    clause: "R3.4",
    file: "src/credits/lot-expiry.ts",
    find: "(warnedAt === null || warnedAt < at)",
    replace: "warnedAt === null",
  },
];
