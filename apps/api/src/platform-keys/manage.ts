import { randomBytes } from "node:crypto";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { hashKey } from "../partners/read-key.ts";
import {
  keyFields,
  MAX_PLATFORM_KEYS,
  MS_PER_DAY,
  MS_PER_HOUR,
  PLATFORM_KEY_START,
  rotateFields,
} from "./fields.ts";

/** A fresh key: 256 random bits. */
export const newPlatformKey = (livemode: boolean): string =>
  `${PLATFORM_KEY_START}${livemode ? "live" : "test"}_${randomBytes(32).toString("base64url")}`;

/** Characters that stay readable: enough to recognise it, 24 of its 256 bits. */
const PREFIX_LENGTH = `${PLATFORM_KEY_START}test_`.length + 4;

interface NewKey {
  readonly key: string;
  readonly livemode: boolean;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly allowedNetworks: readonly string[];
  readonly replacesId: string | null;
  readonly lifetimeDays: number;
}

/** Writes a key's row: its hash, never itself. */
async function storeKey(tx: Tx, now: string, { key, lifetimeDays, ...fields }: NewKey) {
  const id = newId();
  const prefix = key.slice(0, PREFIX_LENGTH);
  const expiresAt = new Date(Date.parse(now) + lifetimeDays * MS_PER_DAY);
  await tx.platformKey.createMany({
    data: {
      ...fields,
      id,
      prefix,
      keyHash: hashKey(key),
      scopes: [...fields.scopes],
      allowedNetworks: [...fields.allowedNetworks],
      createdAt: new Date(now),
      expiresAt,
    },
  });
  return { id, prefix, expiresAt: expiresAt.toISOString() };
}

/** @throws AppError conflict when there are as many as there may be */
async function requireRoom(tx: Tx, now: string, most: number): Promise<void> {
  const active = await tx.platformKey.count({ where: { revokedAt: null, expiresAt: { gt: new Date(now) } } });
  if (active >= most)
    throw new AppError(
      "conflict",
      `The platform has at most ${MAX_PLATFORM_KEYS} active keys; revoke one first.`,
    );
}

/** Stores a key's hash. The key itself never enters the command: its input and answer are kept, the key must not be. */
export const createPlatformKey = (key: string, livemode: boolean) =>
  plainCommand({
    name: "platform_keys.create",
    input: z.strictObject(keyFields),
    async apply({ tx, now }, { name, scopes, allowedNetworks, expiresInDays }) {
      await requireRoom(tx, now, MAX_PLATFORM_KEYS);
      const made = await storeKey(tx, now, {
        key,
        livemode,
        name,
        scopes,
        allowedNetworks,
        replacesId: null,
        lifetimeDays: expiresInDays,
      });
      return {
        answer: made,
        target: { kind: "platform_key", id: made.id },
        after: { prefix: made.prefix, scopes, allowedNetworks, expiresAt: made.expiresAt },
      };
    },
  });

/** Makes a key like another one, which ends after the overlap. */
export const rotatePlatformKey = (key: string) =>
  plainCommand({
    name: "platform_keys.rotate",
    input: z.strictObject(rotateFields),
    async apply({ tx, now }, { keyId, overlapHours }) {
      const old = await tx.platformKey.findFirst({
        where: { id: keyId, revokedAt: null, expiresAt: { gt: new Date(now) } },
        include: { replacedBy: { select: { id: true } } },
      });
      if (old === null) throw new AppError("not_found", "No active platform key has that id.");
      if (old.replacedBy !== null)
        throw new AppError("conflict", "This key was replaced already; rotate the one that replaced it.");
      await requireRoom(tx, now, 2 * MAX_PLATFORM_KEYS);
      const days = Math.round((old.expiresAt.getTime() - old.createdAt.getTime()) / MS_PER_DAY);
      const made = await storeKey(tx, now, {
        key,
        livemode: old.livemode,
        name: old.name,
        scopes: old.scopes,
        allowedNetworks: old.allowedNetworks,
        replacesId: old.id,
        lifetimeDays: Math.max(1, days),
      });
      const oldExpiresAt = new Date(
        Math.min(old.expiresAt.getTime(), Date.parse(now) + overlapHours * MS_PER_HOUR),
      );
      // Without an overlap it ends at this very instant.
      await tx.platformKey.updateMany({
        where: { id: old.id },
        data: overlapHours === 0 ? { revokedAt: new Date(now) } : { expiresAt: oldExpiresAt },
      });
      const answer = { ...made, oldExpiresAt: oldExpiresAt.toISOString() };
      return {
        answer,
        target: { kind: "platform_key", id: made.id },
        after: { prefix: made.prefix, replacesId: old.id, oldExpiresAt: answer.oldExpiresAt },
      };
    },
  });

/** Ends a key. */
export const revokePlatformKey = plainCommand({
  name: "platform_keys.revoke",
  input: z.strictObject({ keyId: z.uuid() }),
  async apply({ tx, now }, { keyId }) {
    const { count } = await tx.platformKey.updateMany({
      where: { id: keyId, revokedAt: null },
      data: { revokedAt: new Date(now) },
    });
    if (count === 0) throw new AppError("not_found", "No active platform key has that id.");
    return {
      answer: { revokedAt: now },
      target: { kind: "platform_key", id: keyId },
      after: { revokedAt: now },
    };
  },
});
