import type { Currency } from "@tenure/core/money";
import type { Policy } from "@tenure/core/policy";
import { chargedCurrency, type TopUpMethod, topUpMethods } from "@tenure/core/top-ups";
import type { Services } from "../runtime/services.ts";

/** Whether the operator has set up what a way of paying needs. */
export const isReady = ({ payments }: Pick<Services, "payments">, method: TopUpMethod): boolean =>
  method === "card" || payments.antom !== null;

/** Ways to pay for credits of a currency, and what each charges in (R7.1). */
export const methodsFor = (policy: Policy, wallet: Currency, services: Pick<Services, "payments">) =>
  topUpMethods.flatMap((method) => {
    const currency = chargedCurrency(policy, method, wallet);
    return currency === null || !isReady(services, method) ? [] : [{ method, currency }];
  });
