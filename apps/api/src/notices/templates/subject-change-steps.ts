import { template } from "./template.ts";

/**
 * E-mails about the steps of a change of account subject, up to its effect (C1 to C3, C5). None of them says a name of
 * either side, what was handed in, or what the account holds.
 */
export const SUBJECT_CHANGE_STEPS_TEMPLATES = {
  subject_change_submitted: template({
    params: ["account", "hours", "expires"],
    subject: {
      en: "Your application to change the holder of {account} was received",
      zh: "已收到账户 {account} 的主体变更申请",
    },
    paragraphs: [
      {
        en: "We received the application that your account {account} pass to another holder. The new holder was invited, and everybody who is known as a contact of the account was told. We agree no earlier than {hours:hourCount} after that (C3.10).",
        zh: "我们已收到账户 {account} 的主体变更申请，已向新主体发出邀请，并已通知账户的全部现有联系人。在通知发出 {hours:hourCount}之后，平台方可同意（C3.10）。",
      },
      {
        en: "Until the new holder has accepted and is verified, you can take the application back under Account ownership (C3.5). What is still open on {expires:instant} ends by itself. Until it is decided, e-mail addresses, passwords and other ways to sign in cannot be changed.",
        zh: "在新主体接受并完成实名认证之前，您可在“账户归属”页面撤回申请（C3.5）。至 {expires:instant} 仍未办结的，申请自动终止。办理期间，不得更改邮箱、密码及其他登录方式。",
      },
    ],
  }),
  subject_change_contact_told: template({
    params: ["account", "url"],
    subject: {
      en: "Somebody applied to pass the account {account} to another holder",
      zh: "有人申请变更账户 {account} 的主体",
    },
    paragraphs: [
      {
        en: "You receive this because you are known as a contact of the account {account}. An application was submitted that it pass, as a whole, to another holder (C3.10).",
        zh: "您是账户 {account} 的现有联系人，因此收到本通知。现有人提交申请，将该账户整体转移给另一主体（C3.10）。",
      },
      {
        en: "If you know of it, nothing needs to be done. If it is not right, raise an alert: staff then look at it before anything passes.",
        zh: "如您知悉此事，无需任何操作。如有异议，请点击下方按钮提出，工作人员将在任何转移发生之前核查。",
      },
    ],
    action: { en: "This is not right", zh: "提出异议" },
    closing: {
      en: "The button opens a page that asks once more; opening it changes nothing.",
      zh: "按钮将打开确认页面，仅打开页面不会产生任何效果。",
    },
    secret: true,
  }),
  subject_change_invited: template({
    params: ["account", "expires", "url"],
    subject: {
      en: "You are invited to take over the account {account}",
      zh: "邀请您接受账户 {account}",
    },
    paragraphs: [
      {
        en: "The holder of the account {account} applied that it pass to you, as a whole, with all rights and obligations. You see what passes, what ends and who answers for what before you decide.",
        zh: "账户 {account} 的持有人申请将该账户连同全部权利义务整体转移给您。您可在决定之前查看转移内容、终止事项以及责任划分。",
      },
      {
        en: "To accept you sign in as yourself, prove who you are and read the agreement. You may also decline. The invitation is good until {expires:instant}.",
        zh: "接受前，您须以本人身份登录、完成实名认证并阅读协议。您也可以拒绝。邀请有效期至 {expires:instant}。",
      },
    ],
    action: { en: "See the invitation", zh: "查看邀请" },
    closing: {
      en: "If you do not know what this is about, do nothing: nobody becomes the holder of an account without accepting it.",
      zh: "如您不了解此事，请勿操作：未经接受，任何人都不会成为账户持有人。",
    },
    secret: true,
  }),
  subject_change_accepted: template({
    params: ["account"],
    subject: {
      en: "The new holder accepted: {account}",
      zh: "新主体已接受：账户 {account}",
    },
    paragraphs: [
      {
        en: "The subject that you named accepted to take over your account {account}. From now on refunds are recorded and wait for the outcome (C4.9). Once it is verified as well, the application can no longer be taken back (C3.6).",
        zh: "您所指定的主体已接受账户 {account}。自此，退款申请予以记录并等待结果（C4.9）。待其同时完成实名认证，申请不得再撤回（C3.6）。",
      },
    ],
  }),
  subject_change_declined: template({
    params: ["account"],
    subject: { en: "The invitation was declined: {account}", zh: "邀请被拒绝：账户 {account}" },
    paragraphs: [
      {
        en: "The subject that you named does not take over your account {account}. Nothing has passed. Under Account ownership you can invite anew or take the application back.",
        zh: "您所指定的主体拒绝接受账户 {account}，未发生任何转移。您可在“账户归属”页面重新邀请或撤回申请。",
      },
    ],
  }),
  subject_change_lapsed: template({
    params: ["account"],
    subject: { en: "The invitation has expired: {account}", zh: "邀请已过期：账户 {account}" },
    paragraphs: [
      {
        en: "The subject that you named did not accept your account {account} in time. Under Account ownership you can invite anew or take the application back.",
        zh: "您所指定的主体未在期限内接受账户 {account}。您可在“账户归属”页面重新邀请或撤回申请。",
      },
    ],
  }),
  subject_change_proof_asked: template({
    params: ["account", "text"],
    subject: {
      en: "We need something more for the change of holder: {account}",
      zh: "主体变更需补充材料：账户 {account}",
    },
    paragraphs: [
      { en: "{text}", zh: "{text}" },
      {
        en: "Add it under Account ownership and answer there (C5.2). Meanwhile the application waits.",
        zh: "请在“账户归属”页面补充并答复（C5.2）。在此期间申请暂缓办理。",
      },
    ],
  }),
  subject_change_agreed: template({
    params: ["account"],
    subject: { en: "We agree to the change of holder: {account}", zh: "平台同意主体变更：账户 {account}" },
    paragraphs: [
      {
        en: "We reviewed the application about your account {account} and agree to the file as it is. Another file would be another review. The change takes effect once the new holder has accepted and is verified and nothing stands in the way (C1.2).",
        zh: "我们已审核账户 {account} 的主体变更申请，同意现有材料；材料如有改动须重新审核。待新主体接受并完成实名认证且无其他障碍时，变更即时生效（C1.2）。",
      },
    ],
  }),
  subject_change_contested: template({
    params: ["account"],
    subject: {
      en: "A contact of {account} raised an alert about the change of holder",
      zh: "账户 {account} 的联系人对主体变更提出异议",
    },
    paragraphs: [
      {
        en: "Somebody who is known as a contact of your account {account} says that the change of holder is not right. We look at it before we go on (C3.10).",
        zh: "账户 {account} 的一位现有联系人对主体变更提出异议。我们将先行核查，再继续办理（C3.10）。",
      },
    ],
  }),
  subject_change_withdrawn: template({
    params: ["account"],
    subject: { en: "The change of holder was taken back: {account}", zh: "主体变更已撤回：账户 {account}" },
    paragraphs: [
      {
        en: "The application that the account {account} pass to another holder was taken back (C3.5). Nothing has passed.",
        zh: "账户 {account} 的主体变更申请已撤回（C3.5），未发生任何转移。",
      },
    ],
  }),
  subject_change_rejected: template({
    params: ["account", "reason"],
    subject: { en: "The change of holder was refused: {account}", zh: "主体变更未获同意：账户 {account}" },
    paragraphs: [
      {
        en: "We do not agree that the account {account} pass to another holder (C5.3). Nothing has passed.",
        zh: "我们不同意账户 {account} 的主体变更（C5.3），未发生任何转移。",
      },
      { en: "{reason}", zh: "{reason}" },
    ],
  }),
  subject_change_terminated: template({
    params: ["account", "reason"],
    subject: { en: "The change of holder was ended: {account}", zh: "主体变更程序已终止：账户 {account}" },
    paragraphs: [
      {
        en: "We ended the procedure by which the account {account} was to pass to another holder (C3.8). Nothing has passed.",
        zh: "我们已终止账户 {account} 的主体变更程序（C3.8），未发生任何转移。",
      },
      { en: "{reason}", zh: "{reason}" },
    ],
  }),
  subject_change_expired: template({
    params: ["account"],
    subject: { en: "The change of holder has expired: {account}", zh: "主体变更申请已过期：账户 {account}" },
    paragraphs: [
      {
        en: "The application that the account {account} pass to another holder was not completed in time and has ended. Nothing has passed.",
        zh: "账户 {account} 的主体变更申请未在期限内办结，现已终止，未发生任何转移。",
      },
    ],
  }),
  subject_change_representative: template({
    params: ["account"],
    subject: {
      en: "A representative may act for the holder of {account}",
      zh: "代理人现可代账户 {account} 的持有人办理",
    },
    paragraphs: [
      {
        en: "Because the holder of the account {account} cannot act, a representative may now apply that it pass to another holder (C3.9). They see nothing else of the account; two people of ours decide about every application.",
        zh: "因账户 {account} 的持有人无法行事，现由代理人代为办理主体变更（C3.9）。代理人无法查看账户的其他内容；每份申请均须由我方两名人员审核。",
      },
    ],
    closing: {
      en: "If this is not right, answer this message.",
      zh: "如有异议，请直接回复本邮件。",
    },
  }),
} as const;
