import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { openAlert } from "../payments/alerts.ts";

/** A raise that was accepted by staying past the renewal it was announced for (T3.2). */
interface Acceptance {
  readonly subscriptionId: string;
  readonly changeId: string;
  /** The term that was paid at the new price. */
  readonly termId: string;
  readonly now: Instant;
}

/**
 * Records, together with the payment of the raised renewal, that its price was accepted: on the notice that counted. A
 * second recording changes nothing.
 */
export async function recordAcceptance(
  tx: Tx,
  { subscriptionId, changeId, termId, now }: Acceptance,
): Promise<void> {
  const told = await tx.priceChangeNotice.findFirst({
    where: {
      subscriptionId,
      priceChangeId: changeId,
      notice: { sentAt: { not: null } },
    },
    // One that came back only after the charge was decided is still the one that was counted.
    orderBy: [{ notice: { bouncedAt: { sort: "desc", nulls: "first" } } }, { attempt: "asc" }],
    include: { notice: { select: { bouncedAt: true, bounceStatus: true, kind: true } } },
  });
  if (told === null) return;
  if (told.noticeId !== null && told.notice?.bouncedAt != null)
    await openAlert(tx, "notice_bounced", `${told.noticeId}:charged`, told.noticeId, told.accountId, {
      kind: told.notice.kind,
      problem: told.notice.bounceStatus,
      raiseCharged: true,
    });
  await tx.priceChangeNotice.updateMany({
    where: { id: told.id, acceptedAt: null },
    data: { acceptedTermId: termId, acceptedAt: new Date(now) },
  });
}
