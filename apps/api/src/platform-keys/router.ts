import { z } from "zod";
import { KEY_SCOPES } from "../partners/key-scopes.ts";
import { router } from "../trpc/init.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { keyFields, rotateFields } from "./fields.ts";
import { createPlatformKey, newPlatformKey, revokePlatformKey, rotatePlatformKey } from "./manage.ts";

const keySchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Its first characters; the rest nobody knows any more. */
  prefix: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  /** From where it may be used; none: from anywhere. */
  allowedNetworks: z.array(z.string()),
  /** The key that it takes the place of. */
  replacesId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});

const madeShape = {
  id: z.uuid(),
  prefix: z.string(),
  expiresAt: z.iso.datetime(),
  /** The key, on its first answer only. */
  key: z.string().nullable(),
};

/** Keys of the platform's own programs, newest first, revoked ones too. */
const list = staffProcedureFor("platform_key.read")
  .input(z.strictObject({}))
  .output(z.strictObject({ items: z.array(keySchema) }))
  .query(async ({ ctx }) => {
    const rows = await ctx.read((tx) => tx.platformKey.findMany({ orderBy: { id: "desc" }, take: 200 }));
    return {
      items: rows.map(({ keyHash: _, livemode: __, ...row }) => ({
        ...row,
        scopes: KEY_SCOPES.filter((scope) => row.scopes.includes(scope)),
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        revokedAt: row.revokedAt?.toISOString() ?? null,
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      })),
    };
  });

/** Makes a key and shows it once: asked again with the same idempotency key, `key` is null. */
const create = staffProcedureFor("platform_key.manage")
  .input(z.strictObject(keyFields))
  .output(z.strictObject(madeShape))
  .mutation(async ({ ctx, input }) => {
    const { livemode } = ctx.services.env;
    const key = newPlatformKey(livemode);
    const { answer, replayed } = await ctx.services.runner.run(
      createPlatformKey(key, livemode),
      input,
      ctx.command(),
    );
    return { ...answer, key: replayed ? null : key };
  });

/** Replaces a key by a new one like it, and shows that once. The old one works until the overlap is over. */
const rotate = staffProcedureFor("platform_key.manage")
  .input(z.strictObject(rotateFields))
  .output(z.strictObject({ ...madeShape, oldExpiresAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input }) => {
    const key = newPlatformKey(ctx.services.env.livemode);
    const { answer, replayed } = await ctx.services.runner.run(rotatePlatformKey(key), input, ctx.command());
    return { ...answer, key: replayed ? null : key };
  });

/** Revokes a key: its next request is refused. */
const revoke = staffProcedureFor("platform_key.manage")
  .input(z.strictObject({ keyId: z.uuid() }))
  .output(z.strictObject({ revokedAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(revokePlatformKey, input, ctx.command());
    return answer;
  });

/** Keys of the platform's own programs. */
export const platformKeysRouter = router({ list, create, rotate, revoke });
