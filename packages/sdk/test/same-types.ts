// Compiled only: the SDK's interfaces and the contract's schemas describe the same JSON. A field that is added,
// renamed or made optional on one side alone does not compile.
import type * as contract from "@tenure/core/contract";
import type { moneySchema } from "@tenure/core/money";
import type { z } from "zod";
import type {
  AuthorizeParams,
  Counts,
  Money,
  Receipt,
  RecordedUsage,
  Refund,
  RefundPreview,
  RefundSummary,
  SettledUsage,
  SettleParams,
  Subscription,
  Tokens,
  UsageEvent,
  UsageEventInput,
  UsageHold,
  UsageResult,
  Wallet,
} from "../src/index.ts";

type Exactly<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * A type's shape: texts of a closed list become plain texts (the server may learn new currencies, clauses and codes, a
 * client of today must still compile), `readonly` is dropped, and arbitrary JSON becomes `unknown`.
 */
type Shape<T> = unknown extends T
  ? unknown
  : T extends string
    ? string
    : T extends number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? Shape<Item>[]
        : { -readonly [Key in keyof T]: Key extends "effects" | "facts" | "body" ? unknown : Shape<T[Key]> };

type Same<Sdk, Schema extends z.ZodType> = Exactly<Shape<Sdk>, Shape<z.output<Schema>>>;

/** Does not compile unless every member is `true`. */
type AllTrue<Checks extends readonly true[]> = Checks;

export type Checked = AllTrue<
  [
    Same<Money, typeof moneySchema>,
    Same<Tokens, typeof contract.tokensSchema>,
    Same<Counts, typeof contract.countsSchema>,
    Same<UsageEventInput, typeof contract.usageEventInputSchema>,
    Same<UsageEvent, typeof contract.usageEventSchema>,
    Same<UsageResult, typeof contract.usageResultSchema>,
    Same<RecordedUsage, typeof contract.recordUsageAnswerSchema>,
    Same<UsageHold, typeof contract.holdSchema>,
    Same<SettledUsage, typeof contract.settleAnswerSchema>,
    Same<SettleParams & { holdId: string }, typeof contract.settleUsageSchema>,
    Same<Wallet, typeof contract.walletSchema>,
    Same<Subscription, typeof contract.subscriptionSchema>,
    Same<RefundSummary, typeof contract.refundSummarySchema>,
    Same<Refund, typeof contract.refundSchema>,
    Same<RefundPreview, typeof contract.refundPreviewSchema>,
    Same<Receipt, typeof contract.receiptSchema>,
  ]
>;

type Authorize = z.input<typeof contract.authorizeUsageSchema>;
// Whatever a caller may write, the schema reads; the currency alone is an open text here.
type Writable<T> = T extends { readonly amount: Money }
  ? Omit<T, "amount"> & Pick<Required<Authorize>, "amount">
  : T;
export const accepted = (params: Writable<AuthorizeParams>): Authorize => params;
