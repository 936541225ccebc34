/** What a movement of credits is to a person. Usage is no transaction: it is in the statement, by day. */
export const transactionKinds = [
  "top_up",
  "gift",
  "gift_revoked",
  "referral",
  "referral_revoked",
  "expiry",
  "refund",
  "dispute",
  "adjustment",
] as const;

/** One of {@link transactionKinds}. */
export type TransactionKind = (typeof transactionKinds)[number];
