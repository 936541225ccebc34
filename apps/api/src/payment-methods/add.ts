import type { CardSetupState } from "@tenure/core/payment-methods";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { applyCardSetupOf, openCardSetup, startCardSetup } from "./setup.ts";

/** A provider that does not answer now is no fault of the request. */
function unlessSilent(error: unknown): null {
  if (error instanceof ProviderUnknown || error instanceof ProviderRejected) return null;
  throw error;
}

/** Opens the provider's page on which a card is added without paying; nobody sees its number but the provider. */
export const addPaymentMethod = procedureFor("payment_method.update")
  .input(accountInput({}))
  .output(z.strictObject({ setupId: z.uuid(), url: z.string().nullable() }))
  .mutation(async ({ ctx }) => {
    const { services } = ctx;
    const { answer } = await services.runner.run(
      startCardSetup,
      { loginId: loginIdOf(ctx.caller) },
      ctx.command(),
    );
    return {
      setupId: answer.setupId,
      url: await openCardSetup(services, answer.setupId).catch(unlessSilent),
    };
  });

/** What became of a page on which a card is added; asks the provider where nothing was heard yet. */
export const paymentMethodSetup = procedureFor("payment_method.read")
  .input(accountInput({ setupId: z.uuid() }))
  .output(z.strictObject({ state: z.enum(["open", "saved", "expired"]), label: z.string().nullable() }))
  .query(async ({ ctx, input: { setupId } }) => {
    const read = () =>
      ctx.read(async (tx) => {
        const setup = await tx.cardSetup.findFirst({ where: { id: setupId, accountId: ctx.account.id } });
        if (setup === null) throw new AppError("not_found", "No such page.");
        const { paymentMethodId } = setup;
        const card =
          paymentMethodId === null
            ? null
            : await tx.paymentMethod.findUnique({ where: { id: paymentMethodId } });
        // The CHECK constraint repeats the table's states; a test compares both.
        const state = setup.state as CardSetupState;
        return { sessionId: setup.providerSessionId, shown: { state, label: card?.label ?? null } };
      });
    const { sessionId, shown } = await read();
    if (shown.state !== "open" || sessionId === null) return shown;
    // The browser is often back before the notification is.
    await applyCardSetupOf(ctx.services, sessionId).catch(unlessSilent);
    return (await read()).shown;
  });
