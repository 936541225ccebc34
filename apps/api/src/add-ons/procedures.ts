import { type AddOnTerms, addOnConsentText, buyAddOn, isAddOnConsentWording } from "@tenure/core/add-ons";
import { addOnPurchaseSchema, addOnReviewSchema, offeredAddOnSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { openCheckoutOrLater } from "../orders/open-checkout.ts";
import { ProviderUnknown } from "../payments/provider.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { accountInput, pageOf, pageShape } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { buyAddOnCommand, purchaseShape } from "./buy.ts";
import { chargeAddOn } from "./charge.ts";
import { currencyOf, descriptionOf, showPurchases } from "./show.ts";

/** What is sold to the account: the newest version of each add-on in its currency. */
export const offered = procedureFor("add_on.read", {
  method: "get",
  path: "/add-ons",
  summary: "Add-ons sold to the account, in its currency",
})
  .input(accountInput({}))
  .output(z.array(offeredAddOnSchema))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const { maxQuantity } = policyAt(await readClock(tx, ctx.account.id)).addOns;
      const rows = await tx.addOn.findMany({
        where: { state: "offered" },
        orderBy: { key: "asc" },
        include: {
          prices: { where: { currency: ctx.account.currency }, orderBy: { version: "desc" }, take: 1 },
        },
      });
      return rows.flatMap(({ id, key, prices: [price] }) =>
        price === undefined
          ? []
          : [
              {
                addOnId: id,
                key,
                priceId: price.id,
                version: price.version,
                name: price.name,
                description: descriptionOf(price.description),
                price: toMoney(price.amountNanos, currencyOf(price.currency)),
                maxQuantity,
              },
            ],
      );
    }),
  );

/** What the account bought, newest first. */
export const purchases = procedureFor("add_on.read", {
  method: "get",
  path: "/add-on-purchases",
  summary: "Add-ons the account bought, newest first, with what was agreed to before each charge",
})
  .input(accountInput(pageShape))
  .output(pageOf(addOnPurchaseSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await showPurchases(
        tx,
        { accountId: ctx.account.id, ...(cursor === undefined ? {} : { orderId: { lt: cursor } }) },
        limit + 1,
      );
      const items = rows.slice(0, limit);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.orderId ?? null) : null };
    }),
  );

/** One add-on the account bought; what the screen asks while the charge is on its way. */
export const purchase = procedureFor("add_on.read")
  .input(accountInput({ orderId: z.uuid() }))
  .output(addOnPurchaseSchema)
  .query(({ ctx, input: { orderId } }) =>
    ctx.read(async (tx) => {
      const [shown] = await showPurchases(tx, { accountId: ctx.account.id, orderId }, 1);
      if (shown === undefined) throw new AppError("not_found", "No such add-on.");
      return shown;
    }),
  );

/** The review before an add-on is bought: the exact amount, and the words to agree to (T6.1). */
export const review = procedureFor("add_on.buy")
  .input(accountInput({ ...purchaseShape, language: z.enum(["en", "zh"]) }))
  .output(addOnReviewSchema)
  .query(async ({ ctx, input: { addOnPriceId, quantity, language } }) => {
    const decision = await ctx.services.runner.preview(
      buyAddOnCommand(ctx.services.tax),
      { addOnPriceId, quantity, language, consent: null, loginId: loginIdOf(ctx.caller) },
      ctx.command("preview"),
    );
    const facts = buyAddOn.facts.parse(decision.facts);
    const effects = buyAddOn.effects.parse(decision.effects);
    const { addOn, currency, paymentMethodId } = facts;
    const method =
      paymentMethodId === null
        ? null
        : await ctx.read((tx) =>
            tx.paymentMethod.findUniqueOrThrow({
              where: { id: paymentMethodId },
              select: { id: true, label: true },
            }),
          );
    return {
      decision,
      name: addOn.name,
      quantity,
      total: effects && toMoney(effects.totalNanos, currency),
      method,
      consent:
        effects === null || method === null
          ? null
          : wordsOf(
              effects,
              {
                currency,
                addOnId: addOn.id,
                version: addOn.version,
                name: addOn.name,
                quantity,
                amountNanos: effects.amountNanos,
                taxNanos: effects.taxNanos,
                totalNanos: effects.totalNanos,
                paymentMethodId: method.id,
              },
              language,
              method.label,
            ),
      now: facts.now,
    };
  });

function wordsOf(
  { consentVersion, consentHash }: { readonly consentVersion: string; readonly consentHash: string },
  terms: AddOnTerms,
  language: "en" | "zh",
  card: string,
) {
  if (!isAddOnConsentWording(consentVersion)) return null;
  return {
    version: consentVersion,
    language,
    hash: consentHash,
    text: addOnConsentText(consentVersion, language, terms, card),
  };
}

/** Buys an add-on under the consent that its review showed, and charges the card at once. */
export const buy = procedureFor("add_on.buy")
  .input(
    accountInput({
      ...purchaseShape,
      consent: z.strictObject({
        version: z.string().max(40),
        language: z.enum(["en", "zh"]),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    }),
  )
  .output(addOnPurchaseSchema)
  .mutation(async ({ ctx, input: { addOnPriceId, quantity, consent } }) => {
    const { services } = ctx;
    const { answer } = await services.runner.run(
      buyAddOnCommand(services.tax),
      { addOnPriceId, quantity, language: consent.language, consent, loginId: loginIdOf(ctx.caller) },
      ctx.command(),
    );
    try {
      await chargeAddOn(services, { orderId: answer.orderId });
    } catch (error) {
      // Nobody knows yet: the job finds out, and the screen shows that it is on its way.
      if (!(error instanceof ProviderUnknown)) throw error;
      services.log.warn({ err: error, orderId: answer.orderId }, "an add-on could not be charged yet");
    }
    const shown = () =>
      ctx.read((tx) => showPurchases(tx, { accountId: ctx.account.id, orderId: answer.orderId }, 1));
    const [bought] = await shown();
    if (bought === undefined) throw new Error("the add-on that was bought is not there");
    // The bank wants its customer present.
    if (bought.state === "pending" && bought.failure !== null) {
      await openCheckoutOrLater(services, answer.orderId);
      return (await shown())[0] ?? bought;
    }
    return bought;
  });
