import { type AddOnState, addOnLifecycle } from "@tenure/core/add-ons";
import { catalogueAddOnSchema } from "@tenure/core/contract";
import { actionsFor, attempt } from "@tenure/core/lifecycle";
import { currencySchema, customerMoneySchema, fromMoney } from "@tenure/core/money";
import { z } from "zod";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { showPrice } from "./show.ts";

const versionShape = {
  name: lineOfText(60),
  description: z.strictObject({ en: linesOfText(400), zh: linesOfText(400) }),
  /** Of one, before tax, charged once. */
  price: customerMoneySchema,
};
const keySchema = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

/** Adds an add-on with its first price. */
export const createAddOn = plainCommand({
  name: "add_ons.create",
  input: z.strictObject({ key: keySchema, ...versionShape }),
  async apply({ tx, now }, { key, name, description, price }): Promise<Done<{ addOnId: string }>> {
    if ((await tx.addOn.findUnique({ where: { key } })) !== null)
      throw new AppError("conflict", `There is an add-on ${key} already.`);
    const addOnId = newId();
    await tx.addOn.createMany({ data: { id: addOnId, key, createdAt: new Date(now) } });
    await keepVersion(tx, addOnId, { name, description, price, version: 1, now });
    return {
      answer: { addOnId },
      target: { kind: "add_on", id: addOnId },
      after: { key, name, currency: price.currency, amount: price.amount },
    };
  },
});

/** Sells an add-on at another price, in another currency or under another name: a new version; none ever changes. */
export const addPrice = plainCommand({
  name: "add_ons.add_price",
  input: z.strictObject({ addOnId: z.uuid(), ...versionShape }),
  async apply({ tx, now }, { addOnId, name, description, price }): Promise<Done<{ version: number }>> {
    await tx.$queryRaw`SELECT 1 FROM add_on WHERE id = ${addOnId}::uuid FOR UPDATE`;
    const addOn = await tx.addOn.findUnique({ where: { id: addOnId } });
    if (addOn === null) throw new AppError("not_found", "No such add-on.");
    const { _max } = await tx.addOnPrice.aggregate({
      where: { addOnId, currency: price.currency },
      _max: { version: true },
    });
    const version = (_max.version ?? 0) + 1;
    await keepVersion(tx, addOnId, { name, description, price, version, now });
    return {
      answer: { version },
      target: { kind: "add_on", id: addOnId },
      before: { version: _max.version },
      after: { version, name, currency: price.currency, amount: price.amount },
    };
  },
});

/** Withdraws an add-on from sale, or offers it again. What was bought stays. */
export const moveAddOn = plainCommand({
  name: "add_ons.move",
  input: z.strictObject({ addOnId: z.uuid(), action: z.enum(["withdraw", "offer"]) }),
  async apply({ tx }, { addOnId, action }): Promise<Done<{ state: string }>> {
    const addOn = await tx.addOn.findUnique({ where: { id: addOnId } });
    if (addOn === null) throw new AppError("not_found", "No such add-on.");
    const move = attempt(addOnLifecycle, addOn.state as AddOnState, action);
    if (!move.legal) throw new AppError("conflict", `The add-on is ${addOn.state} already.`);
    await tx.addOn.update({ where: { id: addOnId, state: addOn.state }, data: { state: move.to } });
    return {
      answer: { state: move.to },
      target: { kind: "add_on", id: addOnId },
      before: { state: addOn.state },
      after: { state: move.to },
    };
  },
});

type Version = z.output<z.ZodObject<typeof versionShape>> & {
  readonly version: number;
  readonly now: string;
};

async function keepVersion(
  tx: Parameters<typeof createAddOn.apply>[0]["tx"],
  addOnId: string,
  { name, description, price, version, now }: Version,
): Promise<void> {
  const amountNanos = fromMoney(price);
  if (amountNanos <= 0n)
    throw new AppError("validation_failed", undefined, [
      { path: "price", message: "must be more than nothing" },
    ]);
  await tx.addOnPrice.createMany({
    data: {
      id: newId(),
      addOnId,
      currency: currencySchema.parse(price.currency),
      version,
      name,
      description,
      amountNanos,
      createdAt: new Date(now),
    },
  });
}

/** The catalogue with every version, for staff. */
export const catalogue = staffProcedureFor("add_on.catalogue")
  .input(z.strictObject({}).optional())
  .output(z.array(catalogueAddOnSchema))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const rows = await tx.addOn.findMany({
        orderBy: { key: "asc" },
        include: { prices: { orderBy: [{ createdAt: "desc" }, { id: "desc" }] } },
      });
      const sold = await tx.$queryRaw<{ add_on_id: string; sold: number }[]>`
        SELECT p.add_on_id, sum(b.quantity)::int AS sold
          FROM add_on_purchase b JOIN add_on_price p ON p.id = b.add_on_price_id
          JOIN "order" o ON o.id = b.order_id AND o.state = 'paid' GROUP BY 1`;
      return rows.map((row) => {
        // The CHECK constraint repeats the table's states; a test compares both.
        const state = row.state as AddOnState;
        return {
          id: row.id,
          key: row.key,
          state,
          createdAt: row.createdAt.toISOString(),
          prices: row.prices.map(showPrice),
          sold: sold.find((each) => each.add_on_id === row.id)?.sold ?? 0,
          actions: actionsFor(addOnLifecycle, state, ctx.role),
        };
      });
    }),
  );

/** Adds an add-on with its first price. */
export const create = staffProcedureFor("add_on.manage")
  .input(createAddOn.input)
  .output(z.strictObject({ addOnId: z.uuid() }))
  .mutation(
    async ({ ctx, input }) => (await ctx.services.runner.run(createAddOn, input, ctx.command())).answer,
  );

/** Sells an add-on at another price from now on. */
export const newPrice = staffProcedureFor("add_on.manage")
  .input(addPrice.input)
  .output(z.strictObject({ version: z.int() }))
  .mutation(async ({ ctx, input }) => (await ctx.services.runner.run(addPrice, input, ctx.command())).answer);

/** Withdraws an add-on, or offers it again. */
export const move = staffProcedureFor("add_on.manage")
  .input(moveAddOn.input)
  .output(z.strictObject({ state: z.string() }))
  .mutation(
    async ({ ctx, input }) => (await ctx.services.runner.run(moveAddOn, input, ctx.command())).answer,
  );
