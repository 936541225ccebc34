import type { Article } from "./article.ts";

/**
 * Articles of the agreement by which the new subject accepts, version 1. Somebody may have agreed to these words: they are
 * never edited. Other words are a list of their own, beside this one.
 */
export const ACCEPTANCE_ARTICLES: readonly Article[] = [
  {
    clauses: ["C1.2", "C2.2"],
    starred: false,
    text: {
      en: "I accept that this account, as a whole, passes to me. The change takes effect, at once, when the original side, the platform and I have each done our part: I do mine by accepting this and by completing real-name verification.",
      zh: "我接受该账户整体转移给我。原主体、平台与我各自完成所需事项时，变更立即生效；我所需完成的是接受本协议并完成实名认证。",
    },
  },
  {
    clauses: ["C3.6"],
    starred: true,
    text: {
      en: "Once I have accepted and completed verification, neither the applicant nor I can withdraw. Until then I may decline.",
      zh: "我接受并完成实名认证之后，申请人与我均不得撤回；在此之前，我可以拒绝。",
    },
  },
  {
    clauses: ["C4.1", "C4.3"],
    starred: true,
    text: {
      en: "At the moment of effect all rights and obligations of the account pass to me with everything in it. I cannot take a part of it and leave the rest.",
      zh: "生效之时，账户的全部权利义务及其中的一切一并转移给我；我不得仅接受其中一部分。",
    },
  },
  {
    clauses: ["C4.2", "C4.10"],
    starred: true,
    text: {
      en: "Preferential terms, credit lines, partnerships, links with other accounts, webhooks, partner grants, referral links and invitations of the original subject end. Paid terms keep their price and end. I add a payment method of my own; without one, a renewal waits through its grace period.",
      zh: "原主体的优惠条件、授信、合作关系、与其他账户的关联、Webhook、合作授权、推荐链接与邀请终止。已付费周期的价格与到期日不变。我将添加自己的付款方式；未添加的，续订在宽限期内等待。",
    },
  },
  {
    clauses: ["C4.10"],
    starred: true,
    text: {
      en: "Earlier API keys go on working for {overlapHours:hourCount} after the moment of effect. Whatever they are used for after that moment, I answer for.",
      zh: "原 API 密钥在生效后继续有效 {overlapHours:hourCount}。生效之后使用这些密钥所产生的一切由我承担。",
    },
  },
  {
    clauses: ["C4.5"],
    starred: false,
    text: {
      en: "I receive actual control of the account; sessions, keys, memberships and recovery channels of the original side end.",
      zh: "我将实际控制账户；原方的登录会话、密钥、成员资格及找回渠道终止。",
    },
  },
  {
    clauses: ["C4.6", "C4.7", "C4.8"],
    starred: true,
    text: {
      en: "I answer for everything done under the account from the moment of effect on. For what was done before, and together with me for contracts and matters that I continue to perform, the original subject answers. Statements and records are cut at that moment.",
      zh: "自生效之时起账户下的一切行为由我承担；此前的行为由原主体承担，我继续履行的合同与事项由原主体与我共同承担。账单与记录以该时刻为界划分。",
    },
  },
  {
    clauses: ["C4.9", "C4.10"],
    starred: true,
    text: {
      en: "Orders that the original subject paid for are refunded only after a review, to the original subject. If such a payment is charged back, what is unspent of that order is frozen; the rest is never my debt.",
      zh: "由原主体付款的订单须经人工审核方可退款，且退还给原主体。此类付款被拒付的，仅冻结该订单未使用的部分，其余部分绝不成为我的欠费。",
    },
  },
  {
    clauses: ["C4.4", "C5.5"],
    starred: true,
    text: {
      en: "A completed change is not undone because somebody wishes it. If what the applicant committed to was untrue, the platform may revoke it and restore the previous subject; what I did in between stays mine.",
      zh: "变更完成后，不因任何一方的意愿撤销。申请人的承诺不实的，平台可撤销变更并恢复原主体；其间我的行为仍由我承担。",
    },
  },
  {
    clauses: ["C1.3", "C5.4", "C6"],
    starred: false,
    text: {
      en: "What I agreed with the original subject yields to these rules where they conflict. The platform records the procedure. The law of the platform's country governs; where this agreement conflicts with the law, the law prevails. Disputes are first negotiated, then brought to court.",
      zh: "我与原主体之间的约定与本规则冲突的，以本规则为准。平台记录全部流程。本协议适用平台所在国法律；与法律冲突的，以法律为准。发生争议先行协商，协商不成的提交法院解决。",
    },
  },
];
