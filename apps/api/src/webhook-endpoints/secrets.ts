import { randomBytes } from "node:crypto";
import { newSecret, SECRET_BYTES } from "@tenure/core/webhooks";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Vault } from "../vault/vault.ts";

/** How long the secret before still signs as well after a rotation. Milliseconds. */
export const OVERLAP_MS = 24 * 3_600_000;

/** A fresh secret. It never enters a command's input or answer, which are kept. */
export const freshSecret = (): string => newSecret(randomBytes(SECRET_BYTES));

/** Seals a secret under the key of who holds the account now; those before it sign for a day longer. */
export async function addSecret(
  { tx, vault }: { readonly tx: Tx; readonly vault: Vault },
  { accountId, endpointId, secret }: { accountId: string; endpointId: string; secret: string },
): Promise<void> {
  // Receivers have no sandbox clock: what they must replace by when is said by the machine's.
  const now = await readClock(tx, null);
  await tx.webhookSecret.updateMany({
    where: { endpointId, retiresAt: null },
    data: { retiresAt: new Date(Date.parse(now) + OVERLAP_MS) },
  });
  const { subjectId } = await tx.holderPeriod.findFirstOrThrow({
    where: { accountId, endedAt: null },
    select: { subjectId: true },
  });
  const recordId = await vault.put(tx, subjectId, "webhook_secret", { secret }, now);
  await tx.webhookSecret.createMany({
    data: { id: newId(), accountId, endpointId, recordId, createdAt: new Date(now) },
  });
}

/** The secrets that sign now, newest first. A deletion of the holder's data takes them along. */
export async function secretsOf(tx: Tx, vault: Vault, endpointId: string, now: Date): Promise<string[]> {
  const rows = await tx.webhookSecret.findMany({
    where: { endpointId, OR: [{ retiresAt: null }, { retiresAt: { gt: now } }] },
    orderBy: { id: "desc" },
    take: 10,
  });
  const records = await vault.getAll(
    tx,
    "webhook_secret",
    rows.map(({ recordId }) => recordId),
  );
  return rows.flatMap(({ recordId }) => records.get(recordId)?.secret ?? []);
}
