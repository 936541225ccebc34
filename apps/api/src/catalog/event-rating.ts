import { eventRatingSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { modelRatesSchema, rateUsage } from "@tenure/core/pricing";
import { z } from "zod";
import { readAgreement } from "../agreements/read-agreements.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { storedUsage } from "./stored-usage.ts";

/** How the value of one event came about, price by price, from the versions it names. */
export const eventRating = procedureFor("usage.read", {
  method: "get",
  path: "/usage/events/{eventId}/rating",
  summary: "How one usage event was rated, line by line",
})
  .input(accountInput({ eventId: z.uuid() }))
  .output(eventRatingSchema)
  .query(({ ctx: { account, read }, input: { eventId } }) =>
    read(async (tx) => {
      const row = await tx.usageEvent.findFirst({ where: { id: eventId, accountId: account.id } });
      if (row === null) throw new AppError("not_found", "No such usage event.");
      const price = await tx.modelPrice.findUniqueOrThrow({ where: { id: row.modelPriceId } });
      const agreement =
        row.agreementId === null
          ? null
          : readAgreement(
              await tx.priceAgreement.findUniqueOrThrow({
                where: { id: row.agreementId, accountId: account.id },
              }),
            );
      const stored = storedUsage(row);
      if (stored === null) throw new Error(`usage event ${row.id} cannot be read`);
      const rated = rateUsage(modelRatesSchema.parse(price.rates), stored.usage, {
        tier: stored.tier,
        agreement,
      });
      return {
        eventId: row.id,
        /** What a correction takes back was rated as it stands here. */
        value: toMoney(rated.amountNanos, account.currency),
        exactNanos: rated.exactNanos,
        serviceTier: rated.tier,
        thresholdTokens: rated.thresholdTokens,
        lines: rated.lines.map((line) => ({ ...line })),
        discount: rated.discount,
        agreement: agreement === null ? null : { id: agreement.id, reference: agreement.reference },
      };
    }),
  );
