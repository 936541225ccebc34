import type { RefusalText } from "./refusal-text.ts";
import type { BlockerKind } from "./subject-change-texts.ts";

/** Why a change waits: one code for each blocker, so that each says who can help. */
const BLOCKED_TEXTS = {
  change_blocked_by_complaint: {
    reason: { en: "A third party's complaint is open.", zh: "第三方投诉尚未解决。" },
    help: {
      en: "A reviewer lifts it once it is resolved; send us what shows that.",
      zh: "解决后由审核人员解除，请提交相关证明。",
    },
  },
  change_blocked_by_investigation: {
    reason: { en: "Authorities are investigating.", zh: "有关机关正在调查。" },
    help: {
      en: "An administrator lifts it once the investigation has ended.",
      zh: "调查结束后由管理员解除。",
    },
  },
  change_blocked_by_litigation: {
    reason: { en: "A legal procedure is pending.", zh: "存在未了结的法律程序。" },
    help: {
      en: "An administrator lifts it once the procedure has ended.",
      zh: "程序终结后由管理员解除。",
    },
  },
  change_blocked_by_harm: {
    reason: { en: "The change may harm others.", zh: "变更可能损害他人利益。" },
    help: {
      en: "An administrator decides; contact support.",
      zh: "由管理员裁定，请联系客服。",
    },
  },
  change_blocked_by_contested: {
    reason: { en: "An existing contact of the account raised an alert.", zh: "账户原有联系人提出了异议。" },
    help: { en: "Staff look into it and decide.", zh: "工作人员将核实并裁定。" },
  },
  change_blocked_by_credit_control: {
    reason: { en: "A credit line is tied to the original subject.", zh: "存在与原主体身份相关的授信。" },
    help: {
      en: "A reviewer may waive it with a reason; it then ends with the change.",
      zh: "审核人员可说明理由后豁免，授信随变更终止。",
    },
  },
  change_blocked_by_partnership: {
    reason: { en: "A partnership is tied to the original subject.", zh: "存在与原主体身份相关的合作关系。" },
    help: {
      en: "A reviewer may waive it with a reason; it then ends with the change.",
      zh: "审核人员可说明理由后豁免，合作随变更终止。",
    },
  },
  change_blocked_by_dispute: {
    reason: { en: "A payment dispute is open at the bank.", zh: "银行正在处理支付争议。" },
    help: {
      en: "Wait for the bank's decision, or ask a reviewer to waive waiting for it.",
      zh: "请等待银行裁定，或请审核人员豁免等待。",
    },
  },
  change_blocked_by_refund: {
    reason: { en: "A refund is under way.", zh: "有退款正在处理。" },
    help: {
      en: "The change takes effect by itself once the refund is paid or has failed.",
      zh: "退款办结后，变更将自动生效。",
    },
  },
  change_blocked_by_debt: {
    reason: { en: "The account has a debt from before.", zh: "账户存在此前的欠费。" },
    help: { en: "A top-up pays it.", zh: "充值后即可结清。" },
  },
  change_blocked_by_distributor: {
    reason: {
      en: "A subscription that was bought through a distributor is still running.",
      zh: "通过分销渠道购买的订阅仍在生效。",
    },
    help: { en: "End it with the distributor first.", zh: "请先在该渠道终止订阅。" },
  },
} as const satisfies Record<`change_blocked_by_${BlockerKind}`, RefusalText>;

/** Why a step of a change of account subject is impossible. Codes are part of the public API. */
export const SUBJECT_CHANGE_REFUSAL_TEXTS = {
  change_not_open: {
    reason: { en: "This application is not open.", zh: "该申请不在办理中。" },
    help: { en: "Look at its state; a new application can be made.", zh: "请查看其状态；可重新提交申请。" },
  },
  change_already_submitted: {
    reason: { en: "This application was submitted before.", zh: "该申请已提交。" },
    help: { en: "Follow its state on its page.", zh: "请在申请页面查看进度。" },
  },
  change_other_account: {
    reason: {
      en: "A change is started from the account that is to change.",
      zh: "变更须从拟变更的账户内发起。",
    },
    help: { en: "Sign in to that account and apply there.", zh: "请登录该账户后申请。" },
  },
  change_under_way: {
    reason: { en: "Another change of this account's subject is open.", zh: "该账户已有进行中的主体变更。" },
    help: { en: "Finish or withdraw that one first.", zh: "请先完成或撤回该变更。" },
  },
  change_partial_transfer: {
    reason: {
      en: "An account passes as a whole; a single service or right does not move to another account.",
      zh: "账户须整体转移，不得将个别服务或权利转移至其他账户。",
    },
    help: { en: "Apply for the whole account.", zh: "请就整个账户提出申请。" },
  },
  change_same_subject: {
    reason: { en: "The new subject holds this account already.", zh: "新主体已是该账户的持有人。" },
    help: { en: "Name another subject.", zh: "请填写其他主体。" },
  },
  change_holder_unverified: {
    reason: {
      en: "The account's real-name verification is not complete.",
      zh: "账户尚未完成实名认证。",
    },
    help: { en: "Verify the holder first, under Account.", zh: "请先在“账户”页面完成持有人实名认证。" },
  },
  change_applicant_not_holder: {
    reason: { en: "You are not verified as the holder of this account.", zh: "您不是该账户的认证主体。" },
    help: {
      en: "The verified subject applies itself; where it cannot act, a representative with proof of authority does.",
      zh: "须由认证主体本人申请；本人无法办理的，由持有权限证明的代理人申请。",
    },
  },
  change_representative_needed: {
    reason: { en: "Somebody who died cannot apply.", zh: "已故持有人无法申请。" },
    help: {
      en: "Apply as a representative, with a document that proves your authority.",
      zh: "请以代理人身份申请，并提交权限证明文件。",
    },
  },
  change_representative_not_allowed: {
    reason: {
      en: "For this ground the holder can act, so nobody else does.",
      zh: "该事由下持有人可自行办理，不适用代理人申请。",
    },
    help: { en: "The verified holder applies.", zh: "请由认证主体本人申请。" },
  },
  change_representative_unverified: {
    reason: { en: "A representative is verified personally.", zh: "代理人须完成本人实名认证。" },
    help: { en: "Complete your own verification first.", zh: "请先完成您本人的实名认证。" },
  },
  change_authority_missing: {
    reason: { en: "The document that proves your authority is missing.", zh: "缺少代理权限证明文件。" },
    help: { en: "Upload it with the evidence.", zh: "请与证明材料一并上传。" },
  },
  change_authorization_missing: {
    reason: {
      en: "An account manager needs proof of the customer's authorisation.",
      zh: "由客户经理代为发起的，须提供客户授权证明。",
    },
    help: { en: "Upload the signed authorisation.", zh: "请上传已签署的授权书。" },
  },
  change_phone_unconfirmed: {
    reason: {
      en: "The code sent to the verified phone was not entered within the last {minutes:minuteCount}.",
      zh: "未在最近 {minutes:minuteCount}内输入发送至已认证手机的验证码。",
    },
    help: { en: "Ask for a new code and enter it.", zh: "请重新获取并输入验证码。" },
  },
  change_evidence_missing: {
    reason: { en: "Evidence is missing: {missing:evidence}.", zh: "缺少证明材料：{missing:evidence}。" },
    help: {
      en: "Upload what is named; each ground needs its own evidence.",
      zh: "请上传所列材料；不同事由须提交相应证明。",
    },
  },
  change_agreement_not_accepted: {
    reason: {
      en: "The agreement, as it is now, was not accepted.",
      zh: "尚未同意当前版本的协议。",
    },
    help: { en: "Read it to the end and accept it expressly.", zh: "请阅读全文并明确同意。" },
  },
  change_commitments_not_given: {
    reason: { en: "The commitments were not given.", zh: "尚未作出承诺。" },
    help: { en: "Read them and sign.", zh: "请阅读并签署。" },
  },
  change_undo_refused: {
    reason: {
      en: "A completed change is not undone on request, because of a dispute or otherwise.",
      zh: "变更完成后，不因争议或其他原因应请求撤销。",
    },
    help: {
      en: "Settle it with the other side; passing the account on is a new change.",
      zh: "请与对方自行协商；再次转移须另行申请变更。",
    },
  },
  change_withdrawal_not_yours: {
    reason: { en: "Only the applicant withdraws.", zh: "仅申请人可以撤回。" },
    help: {
      en: "If something is wrong, raise an alert; staff decide about it.",
      zh: "如有异议，请提出警示，由工作人员裁定。",
    },
  },
  change_withdrawal_too_late: {
    reason: {
      en: "The new subject accepted and completed verification by {completedAt:instant}.",
      zh: "新主体已于 {completedAt:instant} 接受并完成实名认证。",
    },
    help: {
      en: "From then on an application is no longer withdrawn.",
      zh: "自该时起，申请不得再撤回或取消。",
    },
  },
  change_already_agreed: {
    reason: { en: "The platform has agreed to this file.", zh: "平台已同意该申请。" },
    help: { en: "Nothing is left to decide.", zh: "无需再次处理。" },
  },
  change_proof_outstanding: {
    reason: { en: "Proof that was asked for has not come.", zh: "所要求的证明材料尚未提交。" },
    help: { en: "Wait for it, or take the question back.", zh: "请等待提交，或撤回该要求。" },
  },
  change_checks_missing: {
    reason: { en: "Not everything was checked: {checks:checks}.", zh: "尚未完成核对：{checks:checks}。" },
    help: { en: "Check what is left, then agree.", zh: "请完成其余核对后再作出同意。" },
  },
  change_contacts_not_told: {
    reason: { en: "The account's existing contacts were not told yet.", zh: "尚未通知账户原有联系人。" },
    help: { en: "Tell them; the waiting time begins with the notice.", zh: "请先通知；等待期自通知起计算。" },
  },
  change_notice_running: {
    reason: {
      en: "The existing contacts have until {until:instant} to raise an alert.",
      zh: "原有联系人可在 {until:instant} 之前提出异议。",
    },
    help: { en: "Agree from then on.", zh: "请在此之后再作出同意。" },
  },
  ...BLOCKED_TEXTS,
  change_manager_reviews: {
    reason: { en: "Whoever started an application does not decide it.", zh: "发起申请的人员不得参与审核。" },
    help: { en: "Another reviewer decides.", zh: "请由其他审核人员处理。" },
  },
  change_reviewer_related: {
    reason: { en: "The reviewer is related to this account.", zh: "审核人员与该账户存在关联。" },
    help: { en: "Somebody unrelated decides.", zh: "请由无关联的人员处理。" },
  },
  change_second_person_needed: {
    reason: { en: "Two different people have to agree.", zh: "须由两名不同人员同意。" },
    help: { en: "Ask another reviewer.", zh: "请由另一名审核人员处理。" },
  },
  change_already_accepted: {
    reason: { en: "This was accepted before.", zh: "此前已接受。" },
    help: { en: "Complete the verification, if it is not yet.", zh: "如尚未完成实名认证，请继续完成。" },
  },
  change_invitation_expired: {
    reason: { en: "The invitation ended on {expiredAt:instant}.", zh: "邀请已于 {expiredAt:instant} 失效。" },
    help: { en: "Ask the applicant for a new one.", zh: "请联系申请人重新发送。" },
  },
  change_invitation_used_up: {
    reason: { en: "The invitation was tried too often.", zh: "邀请的尝试次数已用尽。" },
    help: { en: "Ask the applicant for a new one.", zh: "请联系申请人重新发送。" },
  },
  change_acceptance_not_given: {
    reason: {
      en: "The acceptance agreement, as it is now, was not accepted.",
      zh: "尚未同意当前版本的接受协议。",
    },
    help: { en: "Read it to the end and accept it expressly.", zh: "请阅读全文并明确同意。" },
  },
  change_key_overlap_too_long: {
    reason: {
      en: "Earlier API keys work for at most {maxHours:hourCount} after the change.",
      zh: "原 API 密钥在变更后最多保留 {maxHours:hourCount}。",
    },
    help: { en: "Choose fewer hours, or prepare new keys.", zh: "请缩短时长，或预先准备新密钥。" },
  },
  change_not_agreed: {
    reason: { en: "The platform has not agreed yet.", zh: "平台尚未同意。" },
    help: { en: "The review is under way.", zh: "审核正在进行。" },
  },
  change_file_changed: {
    reason: {
      en: "The form or its evidence was changed after the platform agreed.",
      zh: "平台同意之后，申请内容或证明材料发生了变更。",
    },
    help: { en: "The file as it is now is reviewed anew.", zh: "须对当前内容重新审核。" },
  },
  change_not_accepted: {
    reason: { en: "The new subject has not accepted yet.", zh: "新主体尚未接受。" },
    help: { en: "The new subject accepts by its invitation.", zh: "请新主体通过邀请接受。" },
  },
  change_new_subject_unverified: {
    reason: {
      en: "The new subject's real-name verification is not complete.",
      zh: "新主体尚未完成实名认证。",
    },
    help: { en: "The new subject completes it.", zh: "请新主体完成实名认证。" },
  },
  change_new_subject_differs: {
    reason: {
      en: "Whoever accepted or was verified is not the subject that the application names.",
      zh: "接受者或认证者与申请所列新主体不一致。",
    },
    help: {
      en: "The named subject does both itself, or the application names another and is reviewed anew.",
      zh: "须由所列主体本人办理，或修改申请并重新审核。",
    },
  },
  change_reason_missing: {
    reason: { en: "The reason is missing.", zh: "缺少理由。" },
    help: { en: "Write it down; it is kept with the file.", zh: "请填写理由，将随档案保存。" },
  },
  change_document_missing: {
    reason: { en: "No document is named.", zh: "未指明文件。" },
    help: { en: "Name the document that shows it.", zh: "请指明可佐证的文件。" },
  },
  change_not_due: {
    reason: {
      en: "The application is open until {expiresAt:instant}.",
      zh: "申请有效期至 {expiresAt:instant}。",
    },
    help: { en: "It ends by itself after that.", zh: "届时将自动终止。" },
  },
  change_conditions_hold: {
    reason: {
      en: "The three conditions hold; only a blocker holds back the effect.",
      zh: "三项条件均已满足，仅因暂缓事项尚未生效。",
    },
    help: {
      en: "It takes effect when the blocker ends; the platform may end it for a cause.",
      zh: "暂缓事项解除后即生效；平台可说明事由终止。",
    },
  },
  change_blocker_by_itself: {
    reason: {
      en: "This follows from the account's state; it is neither placed nor lifted by hand.",
      zh: "该事项由账户状态决定，不能人工设置或解除。",
    },
    help: { en: "It ends when what it stands for has ended.", zh: "相关事项了结后自动解除。" },
  },
  change_blocker_not_waivable: {
    reason: { en: "This cannot be waived.", zh: "该事项不可豁免。" },
    help: { en: "It has to be lifted, or the procedure ended.", zh: "须予以解除，或终止程序。" },
  },
  change_blocker_not_yours: {
    reason: { en: "Somebody else decides about this.", zh: "该事项由其他人员处理。" },
    help: { en: "Ask an administrator.", zh: "请联系管理员。" },
  },
  change_blocker_not_open: {
    reason: { en: "This is no longer open.", zh: "该事项已不再有效。" },
    help: { en: "Nothing is left to do.", zh: "无需再次操作。" },
  },
  change_not_effective: {
    reason: { en: "This change has not taken effect.", zh: "该变更尚未生效。" },
    help: { en: "End the procedure instead.", zh: "请改为终止程序。" },
  },
  change_not_latest: {
    reason: { en: "The account passed on once more since.", zh: "账户此后又发生了变更。" },
    help: { en: "Begin with the latest change.", zh: "请从最近一次变更开始处理。" },
  },
  change_breach_missing: {
    reason: {
      en: "No breach of the applicant's commitments is on record.",
      zh: "未记录申请人违反承诺的情形。",
    },
    help: { en: "Record the breach and what shows it first.", zh: "请先记录违反情形及其证据。" },
  },
} as const satisfies Record<string, RefusalText>;
