import { attempt } from "@tenure/core/lifecycle";
import { priceChangeLifecycle } from "@tenure/core/subscriptions";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";

/** Takes a price change back before it applies (T3.2): its version never holds, whatever was announced. */
export const takeBack = plainCommand({
  name: "price_changes.take_back",
  input: z.strictObject({ priceChangeId: z.uuid() }),
  async apply({ tx, now, context, outbox }, { priceChangeId }) {
    const change = await tx.priceChange.findUnique({ where: { id: priceChangeId } });
    if (change === null) throw new AppError("not_found", "No such price change.");
    const move = attempt(
      priceChangeLifecycle,
      change.state === "canceled" ? "canceled" : "scheduled",
      "take_back",
    );
    if (!move.legal) throw new AppError("conflict", "This price change was taken back already.");
    if (change.appliesFrom.toISOString() <= now)
      throw new AppError("conflict", "This price applies already; plan another change instead.");
    const { count } = await tx.priceChange.updateMany({
      where: { id: priceChangeId, state: "scheduled" },
      data: { state: move.to, canceledBy: context.actor.id, canceledAt: new Date(now) },
    });
    if (count === 0) throw new AppError("conflict", "This price change was taken back already.");
    await tx.planPrice.updateMany({
      where: { id: change.nextPriceId, withdrawnAt: null },
      data: { withdrawnAt: new Date(now) },
    });
    if (change.direction === "raise") await outbox.enqueue(tx, "price_changes.announce", { priceChangeId });
    return {
      answer: { priceChangeId },
      target: { kind: "price_change", id: priceChangeId },
      before: { state: "scheduled" },
      after: { state: move.to },
    };
  },
});
