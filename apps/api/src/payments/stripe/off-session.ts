import type { OffSessionRequest, ProviderPayment } from "../provider.ts";
import { asking, present, toSafeInteger } from "./answers.ts";
import { Stripe } from "./client.ts";
import { toPayment } from "./to-payment.ts";

/** Charges a saved card without its holder (design.md, "Stripe"). */
export const chargeOffSession = (stripe: Stripe, request: OffSessionRequest): Promise<ProviderPayment> =>
  asking(async () => {
    try {
      const intent = await stripe.paymentIntents.create(
        {
          amount: toSafeInteger(request.totalMinor),
          currency: request.currency.toLowerCase(),
          customer: request.customerId,
          payment_method: request.methodId,
          off_session: true,
          confirm: true,
          // Nobody is there to be sent to another page; without this a return address would be asked for.
          automatic_payment_methods: { enabled: true, allow_redirects: "never" },
          description: request.orderNumber,
          metadata: metadataOf(request),
          expand: ["latest_charge"],
        },
        { idempotencyKey: `payment:${request.attemptId}` },
      );
      return toPayment(present(intent, "payment_intent"));
    } catch (error) {
      // The card said no: the payment exists, and says why. A limit of the provider's own is no word about the card.
      if (error instanceof Stripe.errors.StripeCardError && error.payment_intent !== undefined)
        return toPayment(present(error.payment_intent, "payment_intent"));
      throw error;
    }
  });

/** What a payment carries of ours. The try is named where it is not the order itself. */
export const metadataOf = (request: {
  readonly orderId: string;
  readonly accountId: string;
  readonly attemptId: string;
}) => ({
  orderId: request.orderId,
  accountId: request.accountId,
  ...(request.attemptId === request.orderId ? {} : { attemptId: request.attemptId }),
});

/** The provider's clock and ours may differ by this much. */
const CLOCKS_DIFFER_SECONDS = 600;

/** The payment that carries a try in its metadata, among those of a customer since an instant. */
export const findPayment = (
  stripe: Stripe,
  customerId: string,
  attemptId: string,
  since: Date,
): Promise<ProviderPayment | null> =>
  asking(async () => {
    const intents = stripe.paymentIntents.list({
      customer: customerId,
      created: { gte: Math.floor(since.getTime() / 1000) - CLOCKS_DIFFER_SECONDS },
      limit: 100,
      expand: ["data.latest_charge"],
    });
    for await (const intent of intents)
      if ((intent.metadata["attemptId"] ?? intent.metadata["orderId"]) === attemptId)
        return toPayment(intent);
    return null;
  });

/** Forgets a saved card. */
export const detachMethod = (stripe: Stripe, methodId: string): Promise<void> =>
  asking(async () => {
    try {
      await stripe.paymentMethods.detach(methodId);
    } catch (error) {
      const gone =
        error instanceof Stripe.errors.StripeInvalidRequestError &&
        (error.code === "resource_missing" || error.code === "payment_method_unexpected_state");
      if (!gone) throw error;
    }
  });
