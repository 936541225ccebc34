import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { openAlert } from "../payments/alerts.ts";

/**
 * Records that a mail came back, once (T3.2: a notice that bounced is none, however late). An operator is told; where it
 * announced a price, another address is tried.
 */
export const recordBounce = plainCommand({
  name: "notices.bounce",
  input: z.strictObject({ noticeId: z.uuid(), status: z.string().max(20) }),
  async apply({ tx, now, context, outbox }, { noticeId, status }): Promise<Done<{ bounced: boolean }>> {
    const target = { kind: "notice", id: noticeId };
    const { count } = await tx.notice.updateMany({
      where: { id: noticeId, bouncedAt: null },
      data: { bouncedAt: new Date(now), bounceStatus: status },
    });
    if (count === 0) return { answer: { bounced: false }, target };
    const notice = await tx.notice.findUniqueOrThrow({
      where: { id: noticeId },
      include: { priceChangeNotice: true },
    });
    await openAlert(tx, "notice_bounced", noticeId, noticeId, context.accountId, {
      kind: notice.kind,
      problem: status,
      // A raise that was charged already, on a notice that came back after all: a person decides.
      raiseCharged: notice.priceChangeNotice?.acceptedAt != null,
    });
    if (notice.priceChangeNotice !== null)
      await outbox.enqueue(tx, "price_changes.tell", {
        subscriptionId: notice.priceChangeNotice.subscriptionId,
      });
    return { answer: { bounced: true }, target, after: { bounceStatus: status } };
  },
});
