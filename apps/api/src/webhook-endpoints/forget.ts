import { DELIVERY_KEPT_DAYS } from "@tenure/core/webhooks";
import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

/** Deliveries that one transaction lets go: it holds their locks for some tens of milliseconds. */
const AT_ONCE = 2_000;

/**
 * Job `webhook_endpoints.forget`: deliveries that came to their end long ago leave the log, with their attempts. The events
 * themselves stay.
 */
export async function forgetDeliveries({ db }: Pick<Services, "db">): Promise<void> {
  for (let gone = AT_ONCE; gone === AT_ONCE; )
    gone = await db.within(PLATFORM, async (tx) => {
      const [row] = await tx.$queryRaw<[{ gone: number }]>`
        SELECT webhook_forget(tenure_now() - make_interval(days => ${DELIVERY_KEPT_DAYS}::int), ${AT_ONCE}::int) AS gone`;
      return row.gone;
    });
}
