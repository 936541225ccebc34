import { attempt } from "@tenure/core/lifecycle";
import { type DistributorEventState, distributorEventLifecycle } from "@tenure/core/distributors";
import { planIds } from "@tenure/core/pricing";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { addSecret } from "./secrets.ts";

/** A distributor's name in addresses. */
export const distributorName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{1,38}[a-z0-9]$/, "must be 3 to 40 of a-z, 0-9, - and _, starting with a letter");

const link = z
  .url({ protocol: /^https$/ })
  .max(300)
  .meta({ description: "https address" });

/** What a distributor is. */
export const distributorFields = {
  name: distributorName,
  title: lineOfText(60),
  /** Where its customers cancel, ask for refunds, and look after their payment. */
  cancelLink: link,
  refundLink: link,
  billingLink: link,
};

/** Adds a distributor with its first secret, or changes the words and links of one there is. */
export const saveDistributor = plainCommand({
  name: "distributors.save",
  input: z.strictObject(distributorFields),
  async apply({ tx, now }, { name, ...fields }): Promise<Done<{ name: string; secretId: string | null }>> {
    const before = await tx.distributor.findUnique({ where: { name } });
    if (before !== null) {
      await tx.distributor.update({ where: { name }, data: fields });
      const { title, cancelLink, refundLink, billingLink } = before;
      return {
        answer: { name, secretId: null },
        target: { kind: "distributor", id: name },
        before: { title, cancelLink, refundLink, billingLink },
        after: fields,
      };
    }
    await tx.distributor.createMany({ data: { name, ...fields, createdAt: new Date(now) } });
    const secretId = await addSecret(tx, name, now);
    return {
      answer: { name, secretId },
      target: { kind: "distributor", id: name },
      after: { ...fields, secretId },
    };
  },
});

/** Which plan a product is. */
export const productFields = {
  distributor: distributorName,
  productId: lineOfText(200),
  planId: z.enum(planIds).exclude(["free"]),
  interval: z.enum(["month", "year"]),
};

/** Says which of our plans a distributor's product is; notifications that waited for it are looked at again. */
export const mapProduct = plainCommand({
  name: "distributors.map_product",
  input: z.strictObject(productFields),
  async apply({ tx, now, outbox }, { distributor, productId, planId, interval }) {
    await requireDistributor(tx, distributor);
    const key = { distributorName: distributor, productId };
    const before = await tx.distributorProduct.findUnique({ where: { distributorName_productId: key } });
    await tx.distributorProduct.upsert({
      where: { distributorName_productId: key },
      create: { ...key, planId, interval, createdAt: new Date(now) },
      update: { planId, interval },
    });
    const waiting = await tx.distributorEvent.findMany({
      where: { distributorName: distributor, state: "problem", problem: "distributor_product_unknown" },
      select: { id: true },
      take: 500,
    });
    for (const { id } of waiting)
      await outbox.enqueue(tx, "distributors.apply_event", { distributorEventId: id });
    return {
      answer: { productId, again: waiting.length },
      target: { kind: "distributor", id: distributor },
      before: { productId, planId: before?.planId ?? null, interval: before?.interval ?? null },
      after: { productId, planId, interval },
    };
  },
});

/** Gives a distributor another secret; the one before counts for a day longer. */
export const rotateSecret = plainCommand({
  name: "distributors.rotate_secret",
  input: z.strictObject({ distributor: distributorName }),
  async apply({ tx, now }, { distributor }) {
    await requireDistributor(tx, distributor);
    const secretId = await addSecret(tx, distributor, now);
    return {
      answer: { secretId },
      target: { kind: "distributor", id: distributor },
      after: { secretId },
    };
  },
});

const eventInput = z.strictObject({ eventId: z.uuid() });

/** Looks at a notification again whose cause is thought to be gone. */
export const retryEvent = plainCommand({
  name: "distributors.retry_event",
  input: eventInput,
  async apply({ tx, outbox }, { eventId }) {
    const event = await openEvent(tx, eventId, "report");
    await outbox.enqueue(tx, "distributors.apply_event", { distributorEventId: eventId });
    return {
      answer: { eventId },
      target: { kind: "distributor_event", id: eventId },
      before: { state: event.state, problem: event.problem },
    };
  },
});

/** Says that a notification is not to be followed, such as one of a test: it counts no more. */
export const ignoreEvent = plainCommand({
  name: "distributors.ignore_event",
  input: z.strictObject({ eventId: z.uuid(), reason: lineOfText(200) }),
  async apply({ tx, now }, { eventId, reason }) {
    const event = await openEvent(tx, eventId, "ignore");
    await tx.distributorEvent.update({
      where: { id: eventId, state: event.state },
      data: { state: "ignored", problem: null, handledAt: new Date(now) },
    });
    return {
      answer: { eventId },
      target: { kind: "distributor_event", id: eventId },
      before: { state: event.state, problem: event.problem },
      after: { state: "ignored" },
      reason,
    };
  },
});

type Tx = Parameters<typeof addSecret>[0];

async function requireDistributor(tx: Tx, name: string): Promise<void> {
  if ((await tx.distributor.findUnique({ where: { name } })) === null)
    throw new AppError("not_found", `No distributor is named ${name}.`);
}

async function openEvent(tx: Tx, id: string, action: "report" | "ignore") {
  const event = await tx.distributorEvent.findUnique({ where: { id } });
  if (event === null) throw new AppError("not_found", "No such notification.");
  const move = attempt(distributorEventLifecycle, event.state as DistributorEventState, action);
  if (!move.legal) throw new AppError("conflict", `The notification is ${event.state}.`);
  return event;
}
