import { closeUnused } from "@tenure/core/credits";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { plainCommand } from "../command/command.ts";
import { readHolds } from "./holds.ts";
import { writeClosings } from "./write-charges.ts";

/** Ends holds of one account that are past their expiry; whatever they had promised is free again. */
export const expireAccountHolds = plainCommand({
  name: "usage.expire_holds",
  input: z.strictObject({ limit: z.int().min(1).max(1000) }),
  async apply(acting, { limit }) {
    const { tx, now, context } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const overdue = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM usage_hold
       WHERE account_id = ${account.id}::uuid AND state = 'open' AND expires_at <= ${now}::timestamptz
       ORDER BY expires_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
    const holds = await readHolds(
      tx,
      account.id,
      overdue.map((each) => each.id),
    );
    const closings = [...holds.values()].flatMap((hold) => closeUnused(hold, "expired") ?? []);
    await writeClosings(acting, account, closings, holds);
    return {
      answer: { expired: closings.length },
      target: { kind: "account", id: account.id },
      after: { expired: closings.length },
    };
  },
});
