import type { PromiseKind } from "../timeline/kinds.ts";
import type { Text } from "./plain-template.ts";

/** What each kind of promise says; total, so that a kind without words does not compile. */
export const TIMELINE_TEXTS = {
  refund_window_closes: {
    en: "Order {number} ({amount:money}): last moment to ask for a refund",
    zh: "订单 {number}（{amount:money}）：申请退款的最后时刻",
  },
  cancel_by: {
    en: "{plan:plan}: last moment to cancel without the next charge of {amount:money}",
    zh: "{plan:plan} 套餐：避免下一次扣款 {amount:money} 的最后取消时刻",
  },
  plan_change_undo_by: {
    en: "Change to {plan:plan}: last moment to take it back",
    zh: "变更为 {plan:plan} 套餐：撤回变更的最后时刻",
  },
  redeem_gift_by: {
    en: "Gift {number}, {plan:plan} for one {interval:interval}: last moment to redeem it",
    zh: "礼品 {number}（{plan:plan} 套餐，一{interval:interval}）：兑换的最后时刻",
  },
  undo_until: {
    en: "{plan:plan}: until then the cancellation can be taken back",
    zh: "{plan:plan} 套餐：在此之前可撤销取消",
  },
  plan_change: {
    en: "Change to {plan:plan}, paid by the {interval:interval}",
    zh: "变更为 {plan:plan} 套餐，按一{interval:interval}付费",
  },
  price_change: {
    en: "{plan:plan}: the new price of {amount:money} applies, {before:money} until then (before tax)",
    zh: "{plan:plan} 套餐：新价格 {amount:money} 生效，此前为 {before:money}（税前）",
  },
  renewal: {
    en: "{plan:plan} renews for one {interval:interval}: {amount:money}, of it {tax:money} tax",
    zh: "{plan:plan} 套餐续订一{interval:interval}：{amount:money}，其中税费 {tax:money}",
  },
  payment_retry: {
    en: "{plan:plan}: the payment of {amount:money} is tried again",
    zh: "{plan:plan} 套餐：再次尝试扣款 {amount:money}",
  },
  grace_ends: {
    en: "{plan:plan} ends unless {amount:money} is paid before then",
    zh: "{plan:plan} 套餐：在此之前未支付 {amount:money} 即告结束",
  },
  subscription_ends: {
    en: "{plan:plan} ends; the Free plan applies from then on",
    zh: "{plan:plan} 套餐结束，此后适用免费套餐",
  },
  distributor_term_ends: {
    en: "{plan:plan}: the term ends; {distributor} says whether it renews",
    zh: "{plan:plan} 套餐：当前周期结束，是否续订以 {distributor} 为准",
  },
  bonus_credits_expire: {
    en: "Bonus credits of {amount:money} expire",
    zh: "充值赠送额度 {amount:money} 到期",
  },
  gift_credits_expire: { en: "Gift credits of {amount:money} expire", zh: "赠送额度 {amount:money} 到期" },
  referral_credits_expire: {
    en: "Referral credits of {amount:money} expire",
    zh: "邀请奖励额度 {amount:money} 到期",
  },
  paid_credits_expire: { en: "Paid credits of {amount:money} expire", zh: "已付费额度 {amount:money} 到期" },
  hold_expires: {
    en: "{amount:exactMoney} promised to requests in flight is free again, unless used",
    zh: "为进行中请求预留的 {amount:exactMoney} 若未使用即释放",
  },
  auto_top_up_month_resets: {
    en: "Automatic top-up: the monthly cap of {amount:money} starts anew, {charged:money} of it is charged so far",
    zh: "自动充值：每月上限 {amount:money} 重新计算，本月已扣款 {charged:money}",
  },
  refund_arrives: {
    en: "Refund {number} of {amount:money} should have arrived by then",
    zh: "退款 {number}（{amount:money}）预计在此之前到账",
  },
} as const satisfies Record<PromiseKind, Text>;

/** The same where no tax is due: a tax of nothing is not worth a word. */
export const UNTAXED_RENEWAL: Text = {
  en: "{plan:plan} renews for one {interval:interval}: {amount:money}",
  zh: "{plan:plan} 套餐续订一{interval:interval}：{amount:money}",
};
