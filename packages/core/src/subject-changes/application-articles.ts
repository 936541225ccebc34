import type { Article } from "./article.ts";

/**
 * Articles of the agreement that comes before an application, version 1. Somebody may have agreed to these words: they are
 * never edited. Other words are a list of their own, beside this one.
 */
export const APPLICATION_ARTICLES: readonly Article[] = [
  {
    clauses: ["C1.1", "C3.4"],
    starred: false,
    text: {
      en: "This agreement is about passing an account, as a whole, from the subject that holds it (the original subject) to another (the new subject). By accepting it you agree to it and to the rules it refers to. Articles with a star carry special weight: please read them with particular care.",
      zh: "本协议适用于将账户整体由现持有人（原主体）转移给另一主体（新主体）。您接受本协议，即表示同意本协议及其所引用的相关规则。标有星号的条款具有特别重要的意义，请您特别注意阅读。",
    },
  },
  {
    clauses: ["C1.2"],
    starred: true,
    text: {
      en: "The change takes effect, at once, when three conditions hold at the same time: the account's real-name verification is complete and the applicant is the verified subject or a proven representative; the platform has reviewed and agreed; the new subject has accepted and completed real-name verification. Until then nothing passes.",
      zh: "同时满足以下三项条件时，变更立即生效：账户已完成实名认证，且申请人为该认证主体或经证明的代理人；平台审核并同意；新主体已接受并完成实名认证。在此之前，任何权利义务均不转移。",
    },
  },
  {
    clauses: ["C1.3"],
    starred: true,
    text: {
      en: "What the original and the new subject agree between themselves about services, funds, credits and debts yields to this agreement where they conflict.",
      zh: "原主体与新主体之间关于服务、资金、额度与债务的约定，与本协议冲突的，以本协议为准。",
    },
  },
  {
    clauses: ["C2.1", "C2.2"],
    starred: false,
    text: {
      en: "The holder of a verified account is its verified subject unless proven otherwise; where profile and verified data differ, the verified data counts. Only a change that the original subject starts and the new subject accepts is a change under this agreement. The new subject's invitation is good for {invitationDays:dayCount}; an application still open after {openDays:dayCount} ends.",
      zh: "已实名认证账户的持有人为其认证主体，有相反证明的除外；账户资料与认证信息不一致的，以认证信息为准。仅由原主体发起并经新主体接受的变更适用本协议。向新主体发出的邀请在 {invitationDays:dayCount}内有效；申请超过 {openDays:dayCount}仍未办结的，自动终止。",
    },
  },
  {
    clauses: ["C3.1", "C3.2", "C3.3", "C5.2"],
    starred: false,
    text: {
      en: "You apply from the account itself, name one of the grounds that are listed, hand in the evidence for it and confirm with a code sent to the verified phone. An account manager who acts for you shows your authorisation. The platform may ask for further written proof at any time.",
      zh: "您须从账户内提出申请，选择所列事由之一并提交相应证明材料，通过已认证手机接收的验证码进行确认。由客户经理代为办理的，须出示您的授权证明。平台可随时要求补充书面证明。",
    },
  },
  {
    clauses: ["C3.9"],
    starred: true,
    text: {
      en: "Where the original subject cannot act, because of death, dissolution or a judgment, a representative applies: with a document that proves the authority, verified personally, with their own phone, and decided by two reviewers.",
      zh: "原主体因死亡、解散或判决无法办理的，由代理人申请：须提交权限证明文件，完成本人实名认证，使用本人手机，并经两名审核人员审核。",
    },
  },
  {
    clauses: ["C3.5", "C3.6"],
    starred: true,
    text: {
      en: "You may withdraw until the new subject has both accepted and completed real-name verification. From then on the application can no longer be withdrawn or cancelled.",
      zh: "在新主体接受并完成实名认证之前，您可以撤回或取消申请；新主体两者均完成之后，申请不得再撤回或取消。",
    },
  },
  {
    clauses: ["C3.10"],
    starred: false,
    text: {
      en: "The account's existing contacts are told when you submit. The platform agrees no earlier than {noticeHours:hourCount} after that. Their alert pauses the review until staff decide; it is no withdrawal.",
      zh: "您提交申请时，平台将通知账户原有联系人，并在通知发出 {noticeHours:hourCount}之后方可同意。联系人提出异议的，暂停审核并由工作人员裁定；异议不等于撤回。",
    },
  },
  {
    clauses: ["C3.8", "C5.3", "C5.5"],
    starred: true,
    text: {
      en: "The platform decides on its own prudent judgment and may refuse. It may end the procedure at any time because of an unresolved complaint, an investigation, a legal procedure, cooperation tied to your identity, possible harm to others, or a breach of your commitments. For such a breach it may also revoke a completed change and restore the previous subject.",
      zh: "平台审慎判断并有权拒绝。存在投诉尚未解决、有关机关调查、法律程序、与您身份相关的合作、可能损害他人利益或违反您的承诺等情形的，平台可随时终止程序。因违反承诺的，平台还可撤销已完成的变更并恢复原主体。",
    },
  },
  {
    clauses: ["C4.1", "C4.3"],
    starred: true,
    text: {
      en: "At the moment of effect all rights and obligations, the account and everything in it pass to the new subject together. There is no partial transfer.",
      zh: "生效之时，账户及其中的一切连同全部权利义务一并转移给新主体；不支持部分转移。",
    },
  },
  {
    clauses: ["C4.2", "C4.10"],
    starred: true,
    text: {
      en: "At that moment preferential terms, credit lines, partnerships and links with other accounts end, as do your payment methods, mandates and automatic top-up, API keys (or after at most {maxKeyOverlapHours:hourCount}, if the new subject chooses so), webhooks, partner grants, referral links and invitations. A subscription bought through a distributor ends first.",
      zh: "自生效之时起，优惠条件、授信、合作关系及与其他账户的关联终止；您的付款方式、扣款授权与自动充值、API 密钥（或依新主体选择，最长保留 {maxKeyOverlapHours:hourCount}）、Webhook、合作授权、推荐链接与邀请一并终止。通过分销渠道购买的订阅须先行结束。",
    },
  },
  {
    clauses: ["C3.7", "C4.4", "C4.5"],
    starred: true,
    text: {
      en: "You cooperate in handing over the account. The new subject receives actual control: your sessions, keys and memberships end. You cannot undo a completed change, because of a dispute or for any other reason.",
      zh: "您应配合移交账户。新主体将实际控制账户，您的登录会话、密钥与成员资格终止。变更完成后，您不得因争议或其他原因要求撤销。",
    },
  },
  {
    clauses: ["C4.6", "C4.7", "C4.8"],
    starred: true,
    text: {
      en: "You stay responsible for everything done under the account before the moment of effect, and for contracts and matters that the new subject continues to perform. Statements and records are cut at that moment.",
      zh: "生效之前账户下的一切行为，以及新主体继续履行的合同与事项，您仍承担相应责任。账单与记录以该时刻为界划分。",
    },
  },
  {
    clauses: ["C4.9"],
    starred: true,
    text: {
      en: "A refund asked for in time is always recorded. Until the new subject accepts it runs as usual; then it waits for the outcome. After the effect an order that you paid for is refunded only after a review.",
      zh: "及时提出的退款申请均会记录。新主体接受之前照常办理；接受之后等待变更结果。生效之后，由您付款的订单须经人工审核方可退款。",
    },
  },
  {
    clauses: ["C5.4", "C6"],
    starred: false,
    text: {
      en: "The platform records the procedure, the contracts and related information before and after the change. The law of the platform's country governs; where this agreement conflicts with the law, the law prevails, and where it conflicts with other terms, this agreement does. Disputes are first negotiated, then brought to court.",
      zh: "平台记录变更前后的流程、合同及相关信息。本协议适用平台所在国法律；与法律冲突的，以法律为准；与其他条款冲突的，以本协议为准。发生争议先行协商，协商不成的提交法院解决。",
    },
  },
];

/** What the applicant commits to, version 1 (C5.1). Never edited either. */
export const COMMITMENT_ARTICLES: readonly Article[] = [
  {
    clauses: ["C5.1"],
    starred: true,
    text: {
      en: "Everything I filled in and submitted is true, accurate and valid.",
      zh: "我所填写和提交的一切内容均真实、准确、有效。",
    },
  },
  {
    clauses: ["C5.1"],
    starred: true,
    text: {
      en: "This change breaks no law, regulation or policy, harms no third party, and puts the platform in no breach of its duties.",
      zh: "本次变更不违反任何法律、法规与政策，不损害第三方利益，不致平台违反其义务。",
    },
  },
  {
    clauses: ["C5.1", "C5.5"],
    starred: true,
    text: {
      en: "If any of this is wrong, I compensate the losses that follow, and the platform may end the procedure or revoke the change.",
      zh: "如有不实，我将赔偿由此造成的损失，平台可终止程序或撤销变更。",
    },
  },
];
