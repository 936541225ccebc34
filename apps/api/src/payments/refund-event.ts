import { chargeBack } from "@tenure/core/orders";
import { PLATFORM } from "../db/database.ts";
import { reduceLeg } from "../refunds/advance.ts";
import type { Services } from "../runtime/services.ts";
import { type Handled, problemOf } from "./handled.ts";
import type { ProviderRefund } from "./provider.ts";

/** Brings the leg of a refund, as it was read from the provider, to the same state. */
export async function applyRefundOf(services: Services, known: ProviderRefund): Promise<Handled> {
  const { providerRefundId } = known;
  const leg = await services.db.within(PLATFORM, async (tx) => {
    const include = { payment: true };
    const named =
      known.legId !== null && /^[0-9a-f-]{36}$/.test(known.legId)
        ? await tx.refundLeg.findUnique({ where: { id: known.legId }, include })
        : null;
    // One that was made at the provider names no leg of ours; booked, it is known by its own id (decision 0036).
    return named ?? tx.refundLeg.findUnique({ where: { providerRefundId }, include });
  });
  if (leg === null) return problemOf(providerRefundId, "a refund at the provider that we did not ask for");
  const problem = (text: string) =>
    problemOf(providerRefundId, text, "provider_event_problem", leg.accountId);
  const asked = chargeBack(leg.payment, leg.amountMinor);
  if (asked.amountMinor !== known.amountMinor || asked.currency !== known.currency)
    return problem("a refund at the provider of another amount or currency than ours");
  if (leg.providerRefundId !== null && leg.providerRefundId !== providerRefundId)
    return problem("a second refund at the provider of one that we asked for once");
  if (leg.state === "ready" || leg.state === "canceled")
    return problem("a refund at the provider that we have not asked it for");
  await reduceLeg(services, leg.accountId, leg.id, known);
  return { state: "applied" };
}
