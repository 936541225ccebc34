import type { Text } from "./template.ts";

/** Grounds of a change of account subject (C3.1); the code is part of the public API and never renamed. */
export const CHANGE_GROUNDS = [
  "merger",
  "division",
  "reorganisation",
  "dissolution",
  "death",
  "court_decision",
  "holder_differs",
  "legal_requirement",
  "other",
] as const;

/** Code of a ground. */
export type ChangeGround = (typeof CHANGE_GROUNDS)[number];

/** What each ground is called. */
export const CHANGE_GROUND_TEXTS = {
  merger: { en: "Merger", zh: "合并" },
  division: { en: "Division", zh: "分立" },
  reorganisation: { en: "Reorganisation", zh: "重组" },
  dissolution: { en: "Dissolution", zh: "解散" },
  death: { en: "Death of the holder", zh: "持有人死亡" },
  court_decision: { en: "Effective judgment, order, ruling or decision", zh: "生效的判决、命令、裁定或决定" },
  holder_differs: {
    en: "The actual holder differs from the verified subject",
    zh: "实际持有人与认证主体不一致",
  },
  legal_requirement: { en: "Required by law", zh: "法律要求" },
  other: { en: "Other circumstances", zh: "其他情形" },
} as const satisfies Record<ChangeGround, Text>;

/** What can stand in the way of a change, in the order in which it is always named. */
export const BLOCKER_KINDS = [
  "complaint",
  "investigation",
  "litigation",
  "harm",
  "contested",
  "credit_control",
  "partnership",
  "dispute",
  "refund",
  "debt",
  "distributor",
] as const;

/** Code of a blocker. */
export type BlockerKind = (typeof BLOCKER_KINDS)[number];

/** Lines of a change: its evidence, and the page of what will happen, the same for both sides. */
export const SUBJECT_CHANGE_LINE_TEXTS = {
  change_evidence_shown: { en: "Shown: {kind:evidence}", zh: "已提交：{kind:evidence}" },

  change_passes_paid: { en: "Paid credits pass", zh: "付费额度转移" },
  change_passes_bonus: { en: "Bonus credits pass", zh: "充值赠送额度转移" },
  change_passes_gift: { en: "Gift credits pass", zh: "赠送额度转移" },
  change_passes_referral: { en: "Referral credits pass", zh: "邀请奖励额度转移" },
  change_passes_credits: { en: "Credits that pass", zh: "转移额度合计" },
  change_passes_term: {
    en: "The {plan:plan} subscription passes; its price and its end on {endsAt:instant} stay",
    zh: "{plan:plan} 套餐转移；价格与到期时间 {endsAt:instant} 不变",
  },
  change_passes_everything: {
    en: "The account and everything else in it pass with all rights and obligations",
    zh: "账户及其中其他一切连同全部权利义务一并转移",
  },

  change_ends_price_terms: { en: "Agreed price terms end ({count})", zh: "{count} 项约定价格终止" },
  change_ends_credit_lines: { en: "Credit lines end ({count})", zh: "{count} 项授信终止" },
  change_ends_partnerships: { en: "Partnerships end ({count})", zh: "{count} 项合作关系终止" },
  change_ends_account_links: {
    en: "Links with other accounts end ({count})",
    zh: "与其他账户的 {count} 项关联终止",
  },
  change_ends_access: {
    en: "All sessions, memberships ({count}) and recovery channels of the previous side end",
    zh: "原方的全部登录会话、{count} 个成员资格及找回渠道终止",
  },
  change_ends_api_keys: {
    en: "API keys ({count}) end {hours:hourCount} after the moment of effect",
    zh: "{count} 个 API 密钥于生效后 {hours:hourCount}失效",
  },
  change_ends_payment_methods: {
    en: "Payment methods ({count}) end with their mandates; automatic top-up is switched off",
    zh: "{count} 个付款方式及其扣款授权终止，自动充值关闭",
  },
  change_ends_webhooks: { en: "Webhook endpoints end ({count})", zh: "{count} 个 Webhook 终止" },
  change_ends_partner_grants: { en: "Partner grants end ({count})", zh: "{count} 项合作授权终止" },
  change_ends_referral_links: { en: "Referral links end ({count})", zh: "{count} 个推荐链接失效" },
  change_ends_invitations: { en: "Invitations end ({count})", zh: "{count} 份邀请失效" },

  change_responsible_before: {
    en: "Whatever was done under the account before the moment of effect stays with the previous holder",
    zh: "生效之前账户下的一切行为由原持有人承担责任",
  },
  change_responsible_requests: {
    en: "Requests in flight ({count}) stay with the holder who started them; promised to them",
    zh: "{count} 个进行中的请求由发起时的持有人承担；已为其预留",
  },
  change_responsible_continuing: {
    en: "For contracts and matters that continue ({count}), the previous holder stays responsible as well",
    zh: "对继续履行的 {count} 项合同与事项，原持有人仍承担责任",
  },
  change_responsible_chargebacks: {
    en: "A chargeback of an earlier order freezes only what is unspent of it; it is never a debt of the new holder",
    zh: "变更前订单被拒付的，仅冻结其未使用部分，绝不成为新持有人的欠费",
  },
  change_refunds_by_review: {
    en: "Orders that the previous holder paid for are refunded only after a review",
    zh: "由原持有人付款的订单须经人工审核方可退款",
  },
  change_renewal_waits: {
    en: "Without a payment method of the new holder, a renewal waits for {days:dayCount}",
    zh: "新持有人未添加付款方式的，续订将等待 {days:dayCount}",
  },

  change_frozen_identity: {
    en: "Until this is decided: e-mail, passwords and other ways to sign in cannot be changed",
    zh: "办理期间：不得更改邮箱、密码及其他登录方式",
  },
  change_frozen_closing: {
    en: "Until this is decided: the account cannot be closed, and no other change begins",
    zh: "办理期间：不得关闭账户，也不得发起其他变更",
  },
  change_frozen_refunds: {
    en: "From the new subject's acceptance: refunds are recorded and wait",
    zh: "自新主体接受之时起：退款申请予以记录并等待结果",
  },
  change_released: {
    en: "What was frozen for this change is free again; refunds that waited go on",
    zh: "因本次变更冻结的事项已恢复；等待中的退款继续办理",
  },
  change_between_stays: {
    en: "What was done from {from:instant} to {until:instant} stays with the subject that held the account then",
    zh: "{from:instant} 至 {until:instant} 期间的行为仍由当时的持有人承担",
  },

  change_blocker_complaint: {
    en: "Held back: a third party's complaint; a reviewer lifts it",
    zh: "暂缓：第三方投诉；由审核人员解除",
  },
  change_blocker_investigation: {
    en: "Held back: an investigation by authorities; an administrator lifts it",
    zh: "暂缓：有关机关调查；由管理员解除",
  },
  change_blocker_litigation: {
    en: "Held back: a legal procedure; an administrator lifts it",
    zh: "暂缓：法律程序；由管理员解除",
  },
  change_blocker_harm: {
    en: "Held back: possible harm to others; an administrator lifts it",
    zh: "暂缓：可能损害他人利益；由管理员解除",
  },
  change_blocker_contested: {
    en: "Held back: an existing contact raised an alert; a reviewer decides",
    zh: "暂缓：原有联系人提出异议；由审核人员裁定",
  },
  change_blocker_credit_control: {
    en: "Held back: a credit line; an administrator lifts it, a reviewer may waive it and it ends with the change",
    zh: "暂缓：授信；由管理员解除，或由审核人员豁免并随变更终止",
  },
  change_blocker_partnership: {
    en: "Held back: a partnership; an administrator lifts it, a reviewer may waive it and it ends with the change",
    zh: "暂缓：合作关系；由管理员解除，或由审核人员豁免并随变更终止",
  },
  change_blocker_dispute: {
    en: "Held back: a payment dispute; the bank decides, or a reviewer waives waiting for it",
    zh: "暂缓：支付争议；由银行裁定，或由审核人员豁免等待",
  },
  change_blocker_refund: {
    en: "Holds back the effect: a refund under way; it ends by itself",
    zh: "推迟生效：退款处理中；办结后自动解除",
  },
  change_blocker_debt: {
    en: "Holds back the effect: a debt; a top-up pays it",
    zh: "推迟生效：账户欠费；充值后解除",
  },
  change_blocker_distributor: {
    en: "Holds back the effect: a subscription bought through a distributor; it is ended there",
    zh: "推迟生效：通过分销渠道购买的订阅；须在该渠道终止",
  },
} as const satisfies Record<string, Text>;
