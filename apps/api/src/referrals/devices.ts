import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** Remembers that an account was opened, or invites, with a device. */
export async function rememberDevice(
  tx: Tx,
  accountId: string,
  deviceHash: string | null,
  now: Instant,
): Promise<void> {
  if (deviceHash === null) return;
  await tx.accountDevice.createMany({
    data: { accountId, deviceHash, firstSeenAt: new Date(now) },
    skipDuplicates: true,
  });
}
