import { attempt } from "@tenure/core/lifecycle";
import { type OrderState, orderLifecycle } from "@tenure/core/orders";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

const markFailed = plainCommand({
  name: "orders.fail",
  input: z.strictObject({ orderId: z.uuid() }),
  async apply({ tx }, { orderId }) {
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
    const move = attempt(orderLifecycle, order.state as OrderState, "fail");
    const state = move.legal ? move.to : order.state;
    if (move.legal) await tx.order.update({ where: { id: orderId, state: order.state }, data: { state } });
    return {
      answer: { orderId, state },
      target: { kind: "order", id: orderId },
      before: { state: order.state },
      after: { state },
    };
  },
});

/**
 * Ends the order of a payment that failed for good. Only where one page is one payment: on a card's page another card
 * can be tried. An order that was paid or closed stays as it is.
 */
export async function failOrder(
  services: Services,
  orderId: string | null,
): Promise<{ state: "applied" | "ignored" }> {
  const order =
    orderId === null
      ? null
      : await services.db.within(PLATFORM, (tx) =>
          tx.order.findUnique({ where: { id: orderId }, select: { accountId: true, state: true } }),
        );
  if (orderId === null || order === null || order.state !== "pending") return { state: "ignored" };
  await services.runner.run(
    markFailed,
    { orderId },
    systemContext("payments.apply_event", order.accountId, `fail:${orderId}`),
  );
  return { state: "applied" };
}
