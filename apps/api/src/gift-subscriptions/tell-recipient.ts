import type { Instant } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { queueNotice } from "../notices/queue.ts";
import { planOf } from "./row.ts";

type Gift = NonNullable<Awaited<ReturnType<Tx["giftSubscription"]["findUnique"]>>>;

/** Who was sent a gift, in their language; null where the mail with its code did not leave yet. */
async function recipientOf({ tx, now }: Pick<Acting, "tx" | "now">, gift: Gift) {
  if (gift.lastSentAt === null) return null;
  const [account, price] = [
    await readAccount(tx, gift.accountId),
    await tx.planPrice.findUniqueOrThrow({ where: { id: gift.planPriceId } }),
  ];
  return {
    notice: {
      accountId: account.id,
      now,
      zone: account.timeZone,
      to: { email: gift.recipientEmail, name: "", language: gift.language === "zh" ? "zh" : "en" },
    },
    params: {
      plan: planOf(price).planId,
      sender: gift.senderName,
      sentAt: gift.lastSentAt.toISOString(),
    },
  } as const;
}

/** Tells whoever was sent a gift that its code is worth nothing any more (R2.7). */
export async function tellVoid(acting: Pick<Acting, "tx" | "now" | "outbox">, gift: Gift): Promise<void> {
  const told = await recipientOf(acting, gift);
  if (told === null) return;
  await queueNotice(acting.tx, acting.outbox, {
    ...told.notice,
    kind: "gift_void",
    dedupeKey: `gift_void:${gift.id}:${acting.now}`,
    params: told.params,
  });
}

/** Tells them that it can be redeemed after all: what was to be returned to its payer was not (R6.4). */
export async function tellOfferedAgain(
  acting: Pick<Acting, "tx" | "now" | "outbox">,
  gift: Gift,
  redeemBy: Instant,
): Promise<void> {
  const told = await recipientOf(acting, gift);
  if (told === null) return;
  await queueNotice(acting.tx, acting.outbox, {
    ...told.notice,
    kind: "gift_offered_again",
    dedupeKey: `gift_offered_again:${gift.id}:${acting.now}`,
    params: { ...told.params, redeemBy },
  });
}
