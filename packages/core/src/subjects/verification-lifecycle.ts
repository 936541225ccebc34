import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A person's proof of who they are, at the provider of identity checks (C1.2). `open`: its page waits for them. An
 * `expired` document or a `rejected` try may be tried again on the same page, so both can still become verified;
 * `mismatch` is a valid document of another name, and needs a new one. An account without a row has none yet.
 */
export const identityVerificationLifecycle = defineLifecycle({
  name: "identity_verification",
  initial: "open",
  table: {
    open: {
      process: { to: "processing", by: ["system"] },
      verify: { to: "verified", by: ["system"] },
      mismatch: { to: "mismatch", by: ["system"] },
      expire: { to: "expired", by: ["system"] },
      reject: { to: "rejected", by: ["system"] },
      cancel: { to: "cancelled", by: ["owner", "system"] },
    },
    processing: {
      verify: { to: "verified", by: ["system"] },
      mismatch: { to: "mismatch", by: ["system"] },
      expire: { to: "expired", by: ["system"] },
      reject: { to: "rejected", by: ["system"] },
      cancel: { to: "cancelled", by: ["system"] },
    },
    expired: {
      process: { to: "processing", by: ["system"] },
      verify: { to: "verified", by: ["system"] },
      mismatch: { to: "mismatch", by: ["system"] },
      reject: { to: "rejected", by: ["system"] },
      cancel: { to: "cancelled", by: ["owner", "system"] },
    },
    rejected: {
      process: { to: "processing", by: ["system"] },
      verify: { to: "verified", by: ["system"] },
      mismatch: { to: "mismatch", by: ["system"] },
      expire: { to: "expired", by: ["system"] },
      cancel: { to: "cancelled", by: ["owner", "system"] },
    },
    verified: {},
    mismatch: {},
    cancelled: {},
  },
});

/** State of an identity verification. */
export type IdentityVerificationState = keyof typeof identityVerificationLifecycle.table;

/** States in which the provider may still tell something. */
export const identityVerificationsLive: readonly IdentityVerificationState[] = [
  "open",
  "processing",
  "expired",
  "rejected",
];
