import { referralSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import type { ReferralState } from "@tenure/core/referrals";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

/** Who the account invited, newest first, by how each referral stands; nothing else of the other side is told. */
export const referralList = procedureFor("referral.read", {
  method: "get",
  path: "/referrals",
  summary: "List referrals, newest first",
})
  .input(accountInput({ ...pageShape }))
  .output(pageOf(referralSchema))
  .query(({ ctx: { account, read }, input: { limit, cursor } }) =>
    read(async (tx) => {
      const rows = await tx.referral.findMany({
        where: { referrerAccountId: account.id, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const lots = await tx.creditLot.findMany({
        where: { accountId: account.id, id: { in: rows.flatMap((row) => row.rewardLotId ?? []) } },
        select: { id: true, grantedNanos: true },
      });
      const grantedOf = new Map(lots.map((lot) => [lot.id, lot.grantedNanos]));
      return toPage(rows, limit, (row) => {
        const granted = grantedOf.get(row.rewardLotId ?? "");
        return {
          id: row.id,
          state: row.state as ReferralState,
          invitedAt: row.createdAt.toISOString(),
          dueAt: row.state === "waiting" ? (row.dueAt?.toISOString() ?? null) : null,
          decidedAt: row.decidedAt?.toISOString() ?? null,
          reward: granted === undefined ? null : toMoney(granted, account.currency),
          reason: row.reason,
          rewardLotId: row.rewardLotId,
        };
      });
    }),
  );
