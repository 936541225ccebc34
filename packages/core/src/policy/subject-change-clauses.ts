import { type Clause, enforced, recorded, shown } from "./clause.ts";

/** Part C: change of account subject, the legal holder of an account. */
export const SUBJECT_CHANGE_CLAUSES = {
  "C1.1": recorded(
    "Before applying, you read the agreement and accept it expressly. Clauses of special weight are marked. We keep the version, language, time and signer.",
    "申请前，您须阅读协议并明确同意；重要条款会特别标示。我们会保存协议版本、语言、签署时间与签署人。",
  ),
  "C1.2": enforced(
    "The change takes effect, at once, when three conditions hold at the same time: (a) the account's real-name verification is complete and the applicant is the verified subject or a proven representative; (b) the platform has reviewed and agreed; (c) the new subject has accepted the agreement and completed real-name verification.",
    "同时满足以下三项条件时，变更立即生效：（一）账户已完成实名认证，且申请人为该认证主体或经证明的代理人；（二）平台审核并同意；（三）新主体已接受协议并完成实名认证。",
  ),
  "C1.3": shown(
    "Whatever the original and the new subject agreed between themselves about services, funds, credits and debts yields to these rules where they conflict.",
    "原主体与新主体之间关于服务、资金、额度与债务的约定，与本规则冲突的，以本规则为准。",
  ),
  "C2.1": enforced(
    "The holder of a verified account is its verified subject (an individual, company or other organisation) unless proven otherwise. For other accounts, account information and other relevant factors decide. Where the profile and the verified data differ, the verified data counts.",
    "已实名认证的账户，其持有人为认证主体（个人、企业或其他组织），有相反证明的除外；未认证的账户，根据账户信息及其他相关因素判断。账户资料与认证信息不一致的，以认证信息为准。",
  ),
  "C2.2": enforced(
    "Only a change that the original subject starts and the new subject accepts counts as this procedure. The new subject's invitation is good for {invitationDays:dayCount} and {invitationAttempts} attempts.",
    "仅由原主体发起并经新主体接受的变更，适用本程序。向新主体发出的邀请在 {invitationDays:dayCount}内有效，最多可尝试 {invitationAttempts} 次。",
  ),
  "C3.1": enforced(
    "Grounds are: merger, division, reorganisation, dissolution or death; an effective judgment, order, ruling or decision; clear proof that the actual holder differs from the verified subject; a legal requirement; or other circumstances the platform accepts. Each ground needs its own evidence.",
    "变更事由包括：合并、分立、重组、解散或死亡；生效的判决、命令、裁定或决定；有明确证据证明实际持有人与认证主体不一致；法律要求；以及平台认可的其他情形。不同事由须提交相应证明材料。",
  ),
  "C3.2": enforced(
    "The procedure is started from the account that is to change.",
    "变更须从拟变更的账户内发起。",
  ),
  "C3.3": enforced(
    "You confirm with a code sent to the verified phone, entered at most {phoneCodeMinutes:minuteCount} before you submit. A code holds for {codeMinutes:minuteCount} and {codeTries} tries; after that none is sent for {codeLockMinutes:minuteCount}. The next is sent after {codeResendSeconds} seconds; within a day at most {codesPerNumber} to a number, {codesPerAccount} from an account and {codesPerLogin} from a login. If an account manager starts the change for you, we ask for proof of authorisation. The platform may ask for further material.",
    "您须在提交前 {phoneCodeMinutes:minuteCount}内，通过已认证手机接收的验证码进行二次验证。验证码 {codeMinutes:minuteCount}内有效，最多可输入 {codeTries} 次，超过后 {codeLockMinutes:minuteCount}内不再发送；两次发送至少间隔 {codeResendSeconds} 秒；一天内每个号码最多 {codesPerNumber} 条、每个账户最多 {codesPerAccount} 条、每个登录最多 {codesPerLogin} 条。由客户经理代为发起的，须提供授权证明；平台可要求补充其他材料。",
  ),
  "C3.4": recorded(
    "The applicant agrees to these terms and to related rules.",
    "申请人同意本条款及相关规则。",
  ),
  "C3.5": enforced(
    "Until the new subject has accepted and completed real-name verification, the applicant may withdraw or cancel.",
    "在新主体接受并完成实名认证之前，申请人可以撤回或取消申请。",
  ),
  "C3.6": enforced(
    "Once the new subject has done both, the application can no longer be withdrawn or cancelled.",
    "新主体接受并完成实名认证之后，申请不得再撤回或取消。",
  ),
  "C3.7": recorded(
    "The original subject cooperates in handing over the management of the account.",
    "原主体应配合移交账户的管理权。",
  ),
  "C3.8": enforced(
    "The platform may end the procedure or take other measures at any time because of: an unresolved third-party complaint; an investigation by authorities; litigation, arbitration or other legal procedure; cooperation tied to the original subject's identity, such as a credit line or partnership; or anything else that may harm the state, society, the platform or others. A complaint, investigation or legal procedure blocks the change; a reviewer may waive a credit or partnership tie, which then ends with the change.",
    "存在以下情形时，平台可随时终止变更或采取其他措施：第三方投诉尚未解决；有关机关正在调查；诉讼、仲裁或其他法律程序；与原主体身份相关的合作（如授信、合作伙伴关系）；以及其他可能损害国家、社会、平台或他人利益的情形。投诉、调查与法律程序将阻止变更；授信或合作关系可由审核人员说明理由后豁免，并随变更终止。",
  ),
  "C3.9": enforced(
    "Where the original subject cannot act (death, dissolution, judgment), a representative acts: with documents that prove the authority, verified personally, decided by two reviewers, and with notice to the account's existing contacts.",
    "原主体无法办理的（死亡、解散、判决等），由代理人办理：须提交权限证明文件、通过代理人本人的身份验证、经两名审核人员审核，并通知账户原有联系人。",
  ),
  "C3.10": enforced(
    "The account's existing contacts are told when an application is submitted. The platform agrees no earlier than {noticeHours:hourCount} after that notice. If they raise an alert, the review pauses until staff decide; an alert is no withdrawal and does not delay the effect once all three conditions hold.",
    "提交申请时会通知账户原有联系人，平台在通知发出 {noticeHours:hourCount}之后方可同意。联系人提出异议的，暂停审核并由工作人员裁定；异议不等于撤回，三项条件均满足后也不推迟生效。",
  ),
  "C4.1": enforced(
    "At the moment of effect all rights and obligations, the account and everything in it pass to the new subject together.",
    "生效之时，账户及其中的一切连同全部权利义务一并转移给新主体。",
  ),
  "C4.2": enforced(
    "Preferential terms, credit lines, partnerships and links with other accounts end automatically at that moment.",
    "优惠条件、授信、合作关系以及与其他账户的关联，自生效之时自动终止。",
  ),
  "C4.3": enforced(
    "There is no partial transfer: a single service or right cannot be moved to another account.",
    "不支持部分转移：不得将个别服务或权利转移至其他账户。",
  ),
  "C4.4": enforced(
    "The original subject cannot undo a completed change because of a dispute or for any other reason.",
    "变更完成后，原主体不得因争议或其他原因要求撤销。",
  ),
  "C4.5": enforced(
    "The platform makes sure that the new subject actually controls the account: the old side's sessions, keys and memberships end, and recovery channels are replaced.",
    "平台确保新主体实际控制账户：原方的登录会话、密钥与成员资格终止，找回渠道予以更换。",
  ),
  "C4.6": enforced(
    "The original subject stays responsible for everything done under the account before the moment of effect.",
    "生效之前账户下的一切行为，仍由原主体承担责任。",
  ),
  "C4.7": recorded(
    "The original subject also stays responsible for contracts and matters that the new subject continues to perform; they are listed at the moment of effect.",
    "新主体继续履行的合同与事项，原主体仍承担相应责任；相关清单在生效时列明。",
  ),
  "C4.8": enforced(
    "Statements, usage and records can be cut at the moment of effect, per holder; the parts add up to the whole.",
    "账单、用量与记录可按持有人以生效时刻划分，各部分之和等于整体。",
  ),
  "C4.9": enforced(
    "A refund requested in time is always recorded. Until the new subject accepts, refunds run normally; afterwards they wait for the outcome. Open refunds hold back the effect, not the application. After the effect, an order paid by the previous holder goes to review instead of self-service, because the money would return to the previous holder's payment method.",
    "及时提出的退款申请均会记录。新主体接受之前，退款照常办理；接受之后，须等待变更结果。处理中的退款会推迟变更生效，但不影响提交申请。生效之后，由前持有人付款的订单不能自助退款，须转人工审核，因为款项会退回前持有人的付款方式。",
  ),
  "C4.10": enforced(
    "Payment methods, mandates and automatic top-up of the previous holder end, and their card and address stay hidden from the new holder, who adds a payment method of their own. Paid terms keep their price and end date. A chargeback of an earlier order is a matter of the previous holder: only what is unspent of that order is frozen. API keys end unless the new holder prepares new ones or chooses an overlap of at most {maxKeyOverlapHours:hourCount}. Webhooks, partner grants, referral links and invitations end. A subscription bought through a distributor must end first.",
    "前持有人的付款方式、扣款授权与自动充值终止，其银行卡与地址对新持有人不可见，新持有人须自行添加付款方式。已付费周期的价格与到期日不变。变更前订单的拒付由前持有人负责，仅冻结该订单未使用的部分。API 密钥默认失效，新持有人可预先准备新密钥，或选择最长 {maxKeyOverlapHours:hourCount}的过渡期。Webhook、合作授权、推荐链接与邀请终止。通过分销渠道购买的订阅须先行结束。",
  ),
  "C5.1": recorded(
    "The applicant commits that everything submitted is true, accurate and valid, breaks no law or policy, harms no third party and puts the platform in no breach, and compensates losses otherwise.",
    "申请人承诺所提交的内容真实、准确、有效，不违反法律与政策，不损害第三方，不致平台违约；否则赔偿由此造成的损失。",
  ),
  "C5.2": enforced(
    "The platform may ask for written proof at any time after the start.",
    "程序开始后，平台可随时要求提供书面证明。",
  ),
  "C5.3": enforced(
    "The platform decides, on its own prudent judgment, whether an application complies, and may refuse it. Two people who are not related to the account agree. An application that is still open after {openDays:dayCount} ends.",
    "平台审慎判断申请是否符合要求，并有权拒绝；同意须由两名与账户无关的人员作出。申请超过 {openDays:dayCount}仍未办结的，自动终止。",
  ),
  "C5.4": recorded(
    "The platform records the procedure, the contracts and related information before and after the change.",
    "平台记录变更前后的流程、合同及相关信息。",
  ),
  "C5.5": enforced(
    "If the commitment of C5.1 is broken, the platform may end the procedure, or revoke a completed change and restore the previous subject.",
    "违反 C5.1 承诺的，平台可终止程序，或撤销已完成的变更并恢复原主体。",
  ),
  C6: shown(
    "The law of the platform's country governs. Where a rule here conflicts with the law, the law prevails; where it conflicts with other terms, this agreement prevails. Disputes are first negotiated, then brought to court.",
    "适用平台所在国法律。本规则与法律冲突的，以法律为准；与其他条款冲突的，以本协议为准。发生争议先行协商，协商不成的提交法院解决。",
  ),
} as const satisfies Record<string, Clause>;
