import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { cardSchema } from "./card.ts";
import { keepCard } from "./keep-card.ts";

/** Saves the card that an order was paid with, for payments without its holder; who pays with it in person chose it. */
export const savePaymentMethod = plainCommand({
  name: "payment_methods.save",
  input: z.strictObject({ orderId: z.uuid(), ...cardSchema.shape }),
  async apply(acting, { orderId, ...card }) {
    const order = await acting.tx.order.findFirst({
      where: { id: orderId, accountId: acting.context.accountId ?? "" },
      select: { holderPeriod: { select: { id: true, endedAt: true } } },
    });
    if (order === null) throw new AppError("not_found", "No such order.");
    const { paymentMethodId, isNew, ended } = await keepCard(acting, order.holderPeriod, card, true);
    return {
      answer: { paymentMethodId },
      target: { kind: "payment_method", id: paymentMethodId },
      after: { saved: isNew, ended },
    };
  },
});
