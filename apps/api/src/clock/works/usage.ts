import { type AccountWork, onlyInstant } from "../work.ts";

/** Promises to requests in flight that run out. */
export const holdExpiry: AccountWork = {
  job: "usage.expire_holds",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(expires_at) AS at FROM usage_hold WHERE account_id = ${accountId}::uuid AND state = 'open'`,
    ),
  async run({ usage }, accountId) {
    await usage.expire({
      accountId,
      actor: { kind: "system", id: "usage.expire_holds" },
      checkKey: false,
    });
  },
};
