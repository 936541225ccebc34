import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

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
    // One that came back only after the charge was decided is still the one that was counted; the operator sees it.
    orderBy: [{ notice: { bouncedAt: { sort: "desc", nulls: "first" } } }, { attempt: "asc" }],
  });
  if (told === null) return;
  await tx.priceChangeNotice.updateMany({
    where: { id: told.id, acceptedAt: null },
    data: { acceptedTermId: termId, acceptedAt: new Date(now) },
  });
}
