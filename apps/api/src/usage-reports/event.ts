import { usageEventDetailSchema } from "@tenure/core/contract";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { showEvent } from "../usage/events.ts";
import { apiKeyNames } from "./api-key-names.ts";

/** One event with what it was valued at, which key reported it, and what corrects it. */
export const event = procedureFor("usage.read", {
  method: "get",
  path: "/usage/events/{eventId}",
  summary: "Read one usage event with its price version and corrections",
})
  .input(accountInput({ eventId: z.uuid() }))
  .output(usageEventDetailSchema)
  .query(({ ctx: { account, read }, input: { eventId } }) =>
    read(async (tx) => {
      const row = await tx.usageEvent.findFirst({ where: { id: eventId, accountId: account.id } });
      if (row === null) throw new AppError("not_found", "No such usage event.");
      const link = { id: true, clientEventId: true };
      const [price, agreement, corrects, correctedBy, keys] = await Promise.all([
        tx.modelPrice.findUniqueOrThrow({ where: { id: row.modelPriceId } }),
        row.agreementId === null
          ? null
          : tx.priceAgreement.findFirst({ where: { id: row.agreementId, accountId: account.id } }),
        row.correctsId === null
          ? null
          : tx.usageEvent.findFirst({ where: { id: row.correctsId, accountId: account.id }, select: link }),
        // At most two: the reversal, and what stands in the event's place.
        tx.usageEvent.findMany({
          where: { correctsId: row.id, accountId: account.id },
          select: link,
          orderBy: { id: "asc" },
        }),
        apiKeyNames(tx, account.id, row.apiKeyId === null ? [] : [row.apiKeyId]),
      ]);
      return {
        event: showEvent(row, account.currency),
        apiKey: row.apiKeyId === null ? null : (keys.get(row.apiKeyId) ?? null),
        price: {
          id: price.id,
          version: price.version,
          source: price.source,
          effectiveFrom: price.effectiveFrom.toISOString(),
          agreementReference: agreement?.reference ?? null,
        },
        corrects,
        correctedBy,
      };
    }),
  );
