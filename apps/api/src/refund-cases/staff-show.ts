import { currencySchema } from "@tenure/core/money";
import { CASE_DECLINE_REASONS, REQUEST_FIELDS } from "@tenure/core/refund-cases";
import { decisionJsonSchema, refundCaseSummarySchema } from "@tenure/core/contract";
import { moneySchema, toMoney } from "@tenure/core/money";
import type { ParsedRequest } from "@tenure/core/refund-cases";
import { z } from "zod";
import { orderKinds } from "@tenure/core/contract";
import { attachmentsSchema } from "./receive.ts";

const person = z.strictObject({ id: z.uuid(), name: z.string() });

/** A case in the queue. */
export const queuedCaseSchema = z.strictObject({
  ...refundCaseSummarySchema.shape,
  requester: z.string(),
  accountId: z.uuid().nullable(),
  accountName: z.string().nullable(),
  assignee: person.nullable(),
  /** Somebody approved, and another person has to. */
  waitsForSecond: z.boolean(),
  /** Business days left until it is due; negative once it should have been decided (R5.2). */
  businessDaysLeft: z.int(),
});

const statedAmount = z.strictObject({ amount: z.string(), currency: currencySchema.nullable() });

/** What a message states (R5.1), as it stands beside the facts. */
export const statedSchema = z.strictObject({
  account: z.string().nullable(),
  purchasedAt: z.string().nullable(),
  amount: statedAmount.nullable(),
  unusedBalance: statedAmount.nullable(),
  reason: z.string().nullable(),
  missing: z.array(z.enum(REQUEST_FIELDS)),
  unclear: z.array(z.enum(REQUEST_FIELDS)),
});

/** The stated fields in the form of {@link statedSchema}. */
export function showStated(fields: ParsedRequest): z.infer<typeof statedSchema> {
  const amount = (stated: ParsedRequest["amount"]) =>
    stated === null ? null : { amount: toMoney(stated.nanos, "USD").amount, currency: stated.currency };
  return {
    account:
      fields.account === null
        ? null
        : fields.account.kind === "id"
          ? fields.account.id
          : fields.account.email,
    purchasedAt: fields.purchasedAt,
    amount: amount(fields.amount),
    unusedBalance: amount(fields.unusedBalance),
    reason: fields.reason,
    missing: [...fields.missing],
    unclear: [...fields.unclear],
  };
}

/** An order that a case may be linked to. */
const candidateSchema = z.strictObject({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(orderKinds),
  total: moneySchema,
  paidAt: z.iso.datetime().nullable(),
  /** Bought in the stated minute. */
  fits: z.boolean(),
});

/** A case as its reviewer sees it. */
export const staffCaseSchema = z.strictObject({
  ...queuedCaseSchema.shape,
  language: z.enum(["en", "zh"]),
  stated: statedSchema,
  facts: z
    .strictObject({
      accountId: z.uuid(),
      accountName: z.string(),
      timeZone: z.string(),
      owner: z.string().nullable(),
      /** Whether the owner's own address asked. */
      askedByOwner: z.boolean(),
      country: z.string().nullable(),
      balance: moneySchema,
      candidates: z.array(candidateSchema),
    })
    .nullable(),
  /** An account that the message names, while the case is linked to none. */
  suggestion: person.nullable(),
  messages: z.array(
    z.strictObject({
      id: z.uuid(),
      direction: z.enum(["in", "out"]),
      sender: z.string(),
      author: z.string().nullable(),
      subject: z.string().nullable(),
      body: z.string(),
      attachments: attachmentsSchema,
      sentAt: z.iso.datetime(),
    }),
  ),
  notes: z.array(
    z.strictObject({ id: z.uuid(), author: z.string(), body: z.string(), writtenAt: z.iso.datetime() }),
  ),
  firstApproval: z
    .strictObject({
      by: person,
      at: z.iso.datetime(),
      overrides: z.array(z.strictObject({ override: z.json(), reason: z.string() })),
    })
    .nullable(),
  overrides: z.array(z.strictObject({ override: z.json(), reason: z.string() })),
  decider: person.nullable(),
  decision: decisionJsonSchema.nullable(),
  refundNumber: z.string().nullable(),
  declineReasons: z.array(z.enum(CASE_DECLINE_REASONS)),
  actions: z.array(z.enum(["take", "ask", "approve", "decline"])),
});
