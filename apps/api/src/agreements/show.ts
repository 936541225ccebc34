import { type PriceAgreementView, priceAgreementSchema } from "@tenure/core/contract";
import { discountBpsOf, isInForce } from "@tenure/core/pricing";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import { type AgreementRow, readAgreement } from "./read-agreements.ts";

/** An agreement with what the caller may do about it. */
export const agreementSchema = priceAgreementSchema.extend({
  createdAt: z.iso.datetime(),
  decisionId: z.uuid().nullable(),
  actions: z.array(z.enum(["end"])),
});

/** A row as both sides see it at a time. */
export function showAgreement(row: AgreementRow, now: Instant): PriceAgreementView {
  const agreement = readAgreement(row);
  const { id, reference, models, terms, effectiveFrom, endsAt } = agreement;
  const state =
    endsAt !== null && (endsAt <= now || endsAt <= effectiveFrom)
      ? "ended"
      : isInForce(agreement, now)
        ? "in_force"
        : "scheduled";
  return {
    id,
    reference,
    models: models === null ? null : [...models],
    discountBps: "rates" in terms ? null : discountBpsOf(agreement),
    rates: "rates" in terms ? terms.rates : null,
    effectiveFrom,
    endsAt,
    state,
  };
}
