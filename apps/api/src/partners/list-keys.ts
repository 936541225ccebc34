import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { KEY_SCOPES } from "./key-scopes.ts";

const keySchema = z
  .strictObject({
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
  })
  .meta({ id: "ApiKey" });

/** The account's API keys, newest first, revoked ones too. */
export const list = procedureFor("key.read", { method: "get", path: "/keys", summary: "List API keys" })
  .input(accountInput({}))
  .output(z.strictObject({ items: z.array(keySchema) }))
  .query(async ({ ctx }) => {
    const rows = await ctx.read((tx) =>
      tx.apiKey.findMany({ where: { accountId: ctx.account.id }, orderBy: { id: "desc" }, take: 200 }),
    );
    return {
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        prefix: row.prefix,
        scopes: KEY_SCOPES.filter((scope) => row.scopes.includes(scope)),
        allowedNetworks: row.allowedNetworks,
        replacesId: row.replacesId,
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        revokedAt: row.revokedAt?.toISOString() ?? null,
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      })),
    };
  });
