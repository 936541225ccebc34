import { fillPlain, type Text, type TextContext } from "../text/plain-template.ts";
import type { Instant } from "../time/index.ts";

/** What has happened, as far as the timeline tells it: money that moved, and what was decided about the plan. */
export const FACT_KINDS = [
  "plan_paid",
  "top_up_paid",
  "add_on_paid",
  "gift_paid",
  "gift_redeemed",
  "plan_canceled",
  "plan_ended",
  "refund_paid",
  "price_announced",
  "payment_failed",
] as const;

/** Kind of something that has happened. */
export type FactKind = (typeof FACT_KINDS)[number];

/** Something that lies behind. Amounts in nanos. */
export interface TimelineFact {
  readonly at: Instant;
  readonly kind: FactKind;
  readonly amountNanos: bigint | null;
  readonly params: Readonly<Record<string, string>>;
}

const FACT_TEXTS = {
  plan_paid: {
    en: "{plan:plan} paid for one {interval:interval}: {amount:money} (order {number})",
    zh: "已支付 {plan:plan} 套餐一{interval:interval}：{amount:money}（订单 {number}）",
  },
  top_up_paid: {
    en: "Top-up {number} paid: {amount:money}",
    zh: "充值 {number} 已支付：{amount:money}",
  },
  add_on_paid: {
    en: "Additional services paid: {amount:money} (order {number})",
    zh: "已支付增值服务：{amount:money}（订单 {number}）",
  },
  gift_paid: {
    en: "Gift of {plan:plan} paid: {amount:money} (order {number})",
    zh: "已支付赠礼 {plan:plan} 套餐：{amount:money}（订单 {number}）",
  },
  gift_redeemed: { en: "A gift of {plan:plan} was redeemed", zh: "已兑换赠礼 {plan:plan} 套餐" },
  plan_canceled: { en: "{plan:plan} was cancelled", zh: "已取消 {plan:plan} 套餐" },
  plan_ended: { en: "{plan:plan} ended", zh: "{plan:plan} 套餐已结束" },
  refund_paid: { en: "Refund {number} paid: {amount:money}", zh: "退款 {number} 已支付：{amount:money}" },
  price_announced: {
    en: "A new price of {plan:plan} was announced: {amount:money} (before tax)",
    zh: "{plan:plan} 套餐的新价格已公布：{amount:money}（税前）",
  },
  payment_failed: {
    en: "The renewal of {plan:plan} for {amount:money} could not be charged",
    zh: "{plan:plan} 套餐续订扣款 {amount:money} 未成功",
  },
} as const satisfies Record<FactKind, Text>;

/** Most facts that a timeline tells: today stands in the middle, and what lies far behind is in the lists. */
export const MOST_FACTS = 8;

/** The newest facts, newest first; those of one instant by kind and values, so that any order in makes one order out. */
export const newestFacts = (facts: readonly TimelineFact[]): TimelineFact[] =>
  facts
    .toSorted((a, b) => (a.at === b.at ? compare(keyOf(a), keyOf(b)) : compare(b.at, a.at)))
    .slice(0, MOST_FACTS);

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const keyOf = ({ kind, params }: TimelineFact): string =>
  `${FACT_KINDS.indexOf(kind)} ${params["number"] ?? ""}`;

/** A fact as a person reads it, without its instant. */
export const factText = (
  { kind, amountNanos, params }: Pick<TimelineFact, "kind" | "amountNanos" | "params">,
  context: TextContext,
): string =>
  fillPlain(
    FACT_TEXTS[kind],
    amountNanos === null ? params : { ...params, amount: amountNanos.toString() },
    context,
  );
