import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { requireCurrentTerms } from "../accounts/terms.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { MAX_KEYS, MS_PER_DAY, newKey, requireRoomForKey, storeKey } from "./create-key.ts";

const MS_PER_HOUR = 3_600_000;
/** A week: whoever needs longer makes a second key and revokes the first one when it is no longer used. */
const MAX_OVERLAP_HOURS = 168;

const fields = {
  keyId: z.uuid(),
  /** How long the old key still works; never longer than it would have. */
  overlapHours: z.coerce.number().int().min(0).max(MAX_OVERLAP_HOURS).default(24),
};

/** Makes a key like another one, which ends after the overlap. Like `createKey` it keeps the new key's hash only. */
export const rotateKey = (key: string) =>
  plainCommand({
    name: "partners.keys.rotate",
    input: z.strictObject(fields),
    async apply({ tx, now, context }, { keyId, overlapHours }) {
      const accountId = context.accountId ?? "";
      // A key of an earlier holder lives on for its overlap alone (C4.10): nobody makes it live longer.
      const { id: holderPeriodId } = await currentHolderPeriod(tx, accountId);
      const old = await tx.apiKey.findFirst({
        where: { id: keyId, accountId, holderPeriodId, revokedAt: null, expiresAt: { gt: new Date(now) } },
        include: { replacedBy: { select: { id: true } } },
      });
      if (old === null) throw new AppError("not_found", "No active key of this account has that id.");
      if (old.replacedBy !== null)
        throw new AppError("conflict", "This key was replaced already; rotate the one that replaced it.");
      // Old and new ones side by side: no account is too full to replace its keys.
      await requireRoomForKey(tx, accountId, now, 2 * MAX_KEYS);
      const days = Math.round((old.expiresAt.getTime() - old.createdAt.getTime()) / MS_PER_DAY);
      const oldExpiresAt = new Date(
        Math.min(old.expiresAt.getTime(), Date.parse(now) + overlapHours * MS_PER_HOUR),
      );
      const made = await storeKey(tx, now, {
        key,
        accountId,
        name: old.name,
        scopes: old.scopes,
        allowedNetworks: old.allowedNetworks,
        replacesId: old.id,
        lifetimeDays: Math.max(1, days),
      });
      await tx.apiKey.updateMany({ where: { id: old.id }, data: { expiresAt: oldExpiresAt } });
      const answer = { ...made, oldExpiresAt: oldExpiresAt.toISOString() };
      return {
        answer,
        target: { kind: "api_key", id: made.id },
        after: {
          prefix: made.prefix,
          replacesId: old.id,
          expiresAt: made.expiresAt,
          oldExpiresAt: answer.oldExpiresAt,
        },
      };
    },
  });

/** Replaces an API key by a new one like it, and shows that once. The old one works until the overlap is over. */
export const rotate = procedureFor("key.manage", {
  method: "post",
  path: "/keys/{keyId}/rotate",
  status: 201,
  summary: "Replace an API key by a new one (shown once); the old one works on for a while",
})
  .input(accountInput(fields))
  .output(
    z.strictObject({
      id: z.uuid(),
      prefix: z.string(),
      expiresAt: z.iso.datetime(),
      /** When the old key ends. */
      oldExpiresAt: z.iso.datetime(),
      /** The key, on its first answer only. */
      key: z.string().nullable(),
    }),
  )
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    await requireCurrentTerms(ctx);
    const key = newKey(ctx.account.livemode);
    const { answer, replayed } = await ctx.services.runner.run(rotateKey(key), given, ctx.command());
    return { ...answer, key: replayed ? null : key };
  });
