// Compiled only, like same-types.ts: prices in the SDK and in the contract are the same JSON.
import type * as contract from "@tenure/core/contract";
import type { z } from "zod";
import type { AccountPrice, EventRating, Model, PriceAgreement } from "../src/index.ts";
import type { AllTrue, Same } from "./same.ts";

type Rates = "rates" | "listRates";
type WithoutRates<T> = Omit<T, Rates>;

export type Checked = AllTrue<
  [
    Same<EventRating, typeof contract.eventRatingSchema>,
    Same<WithoutRates<AccountPrice>, z.ZodType<WithoutRates<contract.AccountPrice>>>,
    Same<WithoutRates<PriceAgreement>, z.ZodType<WithoutRates<contract.PriceAgreementView>>>,
  ]
>;

// Names of units are open here, so that a client of today reads the prices of tomorrow: what the server says fits.
export const price = (each: contract.AccountPrice): AccountPrice => each;
export const agreement = (each: contract.PriceAgreementView): PriceAgreement => each;
export const model = (each: z.input<typeof contract.modelPriceSchema>): Model => each;
