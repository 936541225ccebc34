import { randomBytes } from "node:crypto";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { lineOfText } from "../accounts/input.ts";
import { requireCurrentTerms } from "../accounts/terms.ts";
import { plainCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { KEY_SCOPES } from "./key-scopes.ts";
import { networksInput } from "./networks.ts";
import { hashKey } from "./read-key.ts";

export const MAX_KEYS = 20;
export const MS_PER_DAY = 86_400_000;
/** Characters of a key that stay readable: enough to recognise it, 24 of its 256 bits. */
const PREFIX_LENGTH = "tnr_test_".length + 4;

const fields = {
  name: lineOfText(80),
  /** Addresses and networks (CIDR) from which it may be used; none: from anywhere. */
  allowedNetworks: networksInput,
  scopes: z
    .array(z.enum(KEY_SCOPES))
    .min(1)
    .refine((scopes) => new Set(scopes).size === scopes.length, { error: "names a scope twice" }),
  /** Days until it expires; a key that never does is not offered. */
  expiresInDays: z.coerce.number().int().min(1).max(365).default(90),
};

/** A fresh key: 256 random bits. */
export const newKey = (livemode: boolean) =>
  `tnr_${livemode ? "live" : "test"}_${randomBytes(32).toString("base64url")}`;

/** What stays readable of a key. */
const prefixOf = (key: string): string => key.slice(0, PREFIX_LENGTH);

/** @throws AppError conflict when the account gets no further key */
export async function requireRoomForKey(
  tx: Tx,
  accountId: string,
  now: string,
  most = MAX_KEYS,
): Promise<void> {
  const { state } = await readAccount(tx, accountId);
  if (state !== "active") throw new AppError("conflict", `A ${state} account gets no new key.`);
  const active = await tx.apiKey.count({
    where: { accountId, revokedAt: null, expiresAt: { gt: new Date(now) } },
  });
  if (active >= most)
    throw new AppError("conflict", `An account has at most ${most} active keys; revoke one first.`);
}

/** What a key's row says, beside what is made with it. */
interface NewKey {
  readonly key: string;
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly allowedNetworks: readonly string[];
  readonly replacesId: string | null;
  readonly lifetimeDays: number;
}

/** Writes the row of a key of the account's holder: its hash, never itself. */
export async function storeKey(tx: Tx, now: string, { key, lifetimeDays, ...fields }: NewKey) {
  const id = newId();
  const prefix = prefixOf(key);
  const expiresAt = new Date(Date.parse(now) + lifetimeDays * MS_PER_DAY);
  await tx.apiKey.createMany({
    data: {
      ...fields,
      id,
      prefix,
      holderPeriodId: (await currentHolderPeriod(tx, fields.accountId)).id,
      keyHash: hashKey(key),
      scopes: [...fields.scopes],
      allowedNetworks: [...fields.allowedNetworks],
      createdAt: new Date(now),
      expiresAt,
    },
  });
  return { id, prefix, expiresAt: expiresAt.toISOString() };
}

/** Stores a key's hash. The key itself never enters the command: its input and answer are kept, the key must not be. */
export const createKey = (key: string) =>
  plainCommand({
    name: "partners.keys.create",
    input: z.strictObject(fields),
    async apply({ tx, now, context }, { name, scopes, allowedNetworks, expiresInDays }) {
      const accountId = context.accountId ?? "";
      await requireRoomForKey(tx, accountId, now);
      const made = await storeKey(tx, now, {
        key,
        accountId,
        name,
        scopes,
        allowedNetworks,
        replacesId: null,
        lifetimeDays: expiresInDays,
      });
      return {
        answer: made,
        target: { kind: "api_key", id: made.id },
        after: { prefix: made.prefix, scopes, allowedNetworks, expiresAt: made.expiresAt },
      };
    },
  });

/** Makes an API key of the account and shows it once: asked again with the same idempotency key, `key` is null. */
export const create = procedureFor("key.manage", {
  method: "post",
  path: "/keys",
  status: 201,
  summary: "Create an API key (shown once)",
})
  .input(accountInput(fields))
  .output(
    z.strictObject({
      id: z.uuid(),
      prefix: z.string(),
      expiresAt: z.iso.datetime(),
      /** The key, on its first answer only. */
      key: z.string().nullable(),
    }),
  )
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    await requireCurrentTerms(ctx);
    const key = newKey(ctx.account.livemode);
    const { answer, replayed } = await ctx.services.runner.run(createKey(key), given, ctx.command());
    return { ...answer, key: replayed ? null : key };
  });
