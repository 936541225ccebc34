import type { RefusalText } from "./refusal-text.ts";

/** Why a refund may not be made, in the order of the policy's closed list (R2). Codes are part of the public API. */
export const REFUND_REFUSAL_TEXTS = {
  order_not_completed: {
    reason: { en: "This order was not paid successfully.", zh: "该订单未支付成功。" },
    help: { en: "There is nothing to refund.", zh: "没有可退的款项。" },
  },
  gift_subscription: {
    reason: { en: "Gift subscriptions are not eligible for refunds.", zh: "礼品订阅不支持退款。" },
    help: {
      en: "Whoever paid for a gift can cancel it as long as nobody has redeemed it.",
      zh: "礼品尚无人兑换时，付款人可以取消。",
    },
  },
  distributor_purchase: {
    reason: {
      en: "You bought this through {distributor}; its refund policy governs.",
      zh: "此订阅通过 {distributor} 购买，适用其退款政策。",
    },
    help: { en: "Ask for the refund at {link}.", zh: "请前往 {link} 申请退款。" },
  },
  terminated_for_violation: {
    reason: {
      en: "The account was terminated for a violation; fees paid are not refunded.",
      zh: "账户因违规被终止，已付费用不予退还。",
    },
    help: { en: "Contact support if you think this is a mistake.", zh: "如有疑问，请联系客服。" },
  },
  channel_not_supported: {
    reason: {
      en: "This payment method cannot be refunded by self-service.",
      zh: "该付款方式不支持自助退款。",
    },
    help: {
      en: "Write to us by e-mail: that way serves every payment method.",
      zh: "请通过邮件申请，邮件渠道支持所有付款方式。",
    },
  },
  fully_refunded: {
    reason: { en: "This order has already been refunded in full.", zh: "该订单已全额退款。" },
    help: { en: "You find the refund in your billing history.", zh: "可在账单记录中查看该笔退款。" },
  },
  refund_in_progress: {
    reason: { en: "A refund of this order is being processed.", zh: "该订单的退款正在处理中。" },
    help: { en: "Follow its status in your billing history.", zh: "可在账单记录中查看进度。" },
  },
  disputed: {
    reason: {
      en: "A dispute of this payment is open at your bank.",
      zh: "您的银行正在处理该笔付款的争议。",
    },
    help: {
      en: "Once the dispute is closed, the order can be looked at again.",
      zh: "争议结束后可再次申请。",
    },
  },
  paid_by_previous_holder: {
    reason: {
      en: "The previous holder of this account paid for this order; a refund would reach that holder's card.",
      zh: "该订单由账户的前一持有人付款，退款会退回其付款账户。",
    },
    help: { en: "Write to us by e-mail; a person decides.", zh: "请通过邮件联系我们，由人工处理。" },
  },
  subject_change_pending: {
    reason: {
      en: "The account is passing to a new holder, who has accepted. Your request is kept until that is decided.",
      zh: "账户主体变更已获新主体接受。您的申请会被保留，待变更有结果后处理。",
    },
    help: {
      en: "Nothing is lost by waiting: the request was in time.",
      zh: "申请已按时提交，等待不影响您的权利。",
    },
  },
  value_credited: {
    reason: {
      en: "An upgrade credited the value of this order; it is part of the plan that runs now.",
      zh: "该订单的剩余价值已在升级时抵扣，现已计入当前套餐。",
    },
    help: {
      en: "Refund the upgrade first: the earlier plan then comes back with all the time it had left.",
      zh: "请先申请升级订单的退款；退款完成后，原套餐将按当时的剩余时间恢复。",
    },
  },
  window_expired: {
    reason: {
      en: "The refund window of {windowHours:hourCount} closed on {closedAt:instant}.",
      zh: "{windowHours:hourCount}的退款期限已于 {closedAt:instant} 结束。",
    },
    help: {
      en: "What you bought stays yours; a subscription can be cancelled so that it does not renew.",
      zh: "您购买的内容仍然有效；订阅可以取消，使其不再续费。",
    },
  },
  usage_exceeds_refundable: {
    reason: {
      en: "Usage worth {used:money} has consumed everything that could be refunded.",
      zh: "价值 {used:money} 的使用已耗尽可退金额。",
    },
    help: {
      en: "What you bought stays yours and can still be used.",
      zh: "您购买的内容仍然有效，可继续使用。",
    },
  },
  below_provider_minimum: {
    reason: {
      en: "The final amount would be {final:money}, which is zero or less than can be paid out.",
      zh: "最终金额为 {final:money}，为零或低于可支付的最小金额。",
    },
    help: {
      en: "What you bought stays yours and can still be used.",
      zh: "您购买的内容仍然有效，可继续使用。",
    },
  },
  insufficient_balance: {
    reason: {
      en: "Your paid credits, less a debt of {debt:money}, do not cover the {debit:money} that this refund would take from your wallet.",
      zh: "您的付费额度扣除欠费 {debt:money} 后，不足以支付本次退款需扣除的 {debit:money}。",
    },
    help: {
      en: "Usage was recorded beyond your credits; a top-up pays for it, and the refund can be asked for again within its window.",
      zh: "部分使用超出了额度；充值补足后，可在退款期限内再次申请。",
    },
  },
  review_required: {
    reason: {
      en: "There were {count} refunds within {days:dayCount}, so a person decides about this one.",
      zh: "{days:dayCount}内已有 {count} 次退款，本次将由人工审核。",
    },
    help: {
      en: "This is not a refusal. Your request is recorded with the time you made it.",
      zh: "这不是拒绝；您的申请及提交时间已被记录。",
    },
  },
  preview_stale: {
    reason: {
      en: "The terms of this refund have changed since the preview you confirmed.",
      zh: "自您确认预览以来，该退款的条件已发生变化。",
    },
    help: { en: "Look at the new preview and confirm again.", zh: "请查看新的预览并重新确认。" },
  },
} as const satisfies Record<string, RefusalText>;
