/**
 * Who somebody is to the product at the moment of a call. `member` and `owner` are roles on one account; `reviewer`
 * and `administrator` are staff; `partner` is an account's API key; `system` is a job of ours.
 */
export type Role =
  | "public"
  | "member"
  | "owner"
  // Acts for a holder who cannot (C3.9): the account's change of subject, and nothing else of the account.
  | "representative"
  | "partner"
  | "reviewer"
  | "administrator"
  | "system";

/** Every role, weakest first within its family. */
export const ROLES = [
  "public",
  "member",
  "owner",
  "representative",
  "partner",
  "reviewer",
  "administrator",
  "system",
] as const;

/** How fresh the caller's proof of identity must be: `step_up` asks for a second factor within the last minutes. */
export type Assurance = "session" | "step_up";

interface Access {
  readonly roles: readonly Role[];
  readonly assurance: Assurance;
}

const anyone = ROLES;
const onAccount = ["member", "owner"] as const;
const staff = ["reviewer", "administrator"] as const;

/**
 * The total table of permissions: what may be done, by whom, how freshly proven. Server and screens ask this one
 * table. A procedure names its permission; a procedure without one does not build.
 */
export const PERMISSIONS = {
  "policy.read": { roles: anyone, assurance: "session" },
  "policy_version.read": { roles: staff, assurance: "session" },
  // The rules of everybody's money: who it is, is proven once more, and two of them agree (four eyes).
  "policy_version.propose": { roles: ["administrator"], assurance: "step_up" },
  // It changes nothing and shows what staff may read anyway.
  "policy_version.shadow": { roles: staff, assurance: "session" },
  "policy_version.decide": { roles: ["administrator"], assurance: "step_up" },
  "session.read": { roles: anyone, assurance: "session" },
  "account.create": { roles: ["public", "member", "owner", "representative"], assurance: "session" },
  "account.read": { roles: [...onAccount, "representative", ...staff], assurance: "session" },
  "account.update": { roles: ["owner"], assurance: "session" },
  "account.search": { roles: staff, assurance: "session" },
  "account.close": { roles: ["owner"], assurance: "session" },
  "terms.read": { roles: onAccount, assurance: "session" },
  "terms.accept": { roles: ["owner"], assurance: "session" },
  "holder.read": { roles: [...onAccount, "representative", ...staff], assurance: "session" },
  "holder.verify": { roles: ["owner"], assurance: "session" },
  // Date of birth and number of a document: who it is, is proven once more, and it is written down.
  "holder.reveal": { roles: staff, assurance: "step_up" },
  "phone.read": { roles: ["owner", ...staff], assurance: "session" },
  // The first phone of a holder, and codes that come back from it.
  "phone.verify": { roles: ["owner"], assurance: "session" },
  // The phone confirms what moves an account (C3.3): to put another in its place, who it is, is proven once more.
  "phone.change": { roles: ["owner"], assurance: "step_up" },
  "document_review.read": { roles: staff, assurance: "session" },
  // Somebody's papers, and who they are: who it is, is proven once more.
  "document_review.decide": { roles: staff, assurance: "step_up" },
  "holder.erase": { roles: ["administrator"], assurance: "step_up" },
  "subject_change.read": { roles: [...onAccount, "representative", ...staff], assurance: "session" },
  // How far it is, without who and why: what a partner's program may know.
  "subject_change.follow": {
    roles: [...onAccount, "representative", "partner", ...staff],
    assurance: "session",
  },
  // What is filled in and handed in; nothing passes by it.
  "subject_change.apply": { roles: ["owner", "representative", "administrator"], assurance: "session" },
  // C3.3: who it is, is proven once more, beside the code to the verified phone.
  "subject_change.submit": { roles: ["owner", "representative", "administrator"], assurance: "step_up" },
  // Taking it back leaves things as they are.
  "subject_change.withdraw": { roles: ["owner", "representative", "administrator"], assurance: "session" },
  // The new side: whoever took up an invitation, about that one (C2.2).
  "subject_change.accept": { roles: ["public", ...onAccount, "representative"], assurance: "session" },
  "subject_change.review": { roles: staff, assurance: "session" },
  // Rights of others: who it is, is proven once more.
  "subject_change.decide": { roles: staff, assurance: "step_up" },
  // At any time, for a cause (C3.8): the state machine names the administrator.
  "subject_change.terminate": { roles: ["administrator"], assurance: "step_up" },
  "subject_change.revoke": { roles: ["administrator"], assurance: "step_up" },
  // Lets a representative in (C3.9).
  "subject_change.represent": { roles: ["administrator"], assurance: "step_up" },
  // What each holder answers for (C4.8).
  "liability.read": { roles: ["owner", ...staff], assurance: "session" },
  // What stands against an account (T4.2): its own people read what they were told, staff the evidence as well.
  "measure.read": { roles: staff, assurance: "session" },
  "measure.suspend": { roles: ["administrator"], assurance: "session" },
  "measure.terminate": { roles: ["administrator"], assurance: "step_up" },
  // Who it is, is proven once more for each link: by second factor, or by password without one (docs/decisions/0018).
  "data_export.read": { roles: ["owner"], assurance: "session" },
  "data_export.request": { roles: ["owner"], assurance: "session" },
  "distributor.read": { roles: staff, assurance: "session" },
  "distributor.manage": { roles: ["administrator"], assurance: "step_up" },
  "billing.read": { roles: [...onAccount, ...staff], assurance: "session" },
  "billing.update": { roles: ["owner"], assurance: "session" },
  "wallet.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "wallet.search": { roles: staff, assurance: "session" },
  "wallet.grant": { roles: ["administrator"], assurance: "step_up" },
  "plan.read": { roles: anyone, assurance: "session" },
  "price.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "price.manage": { roles: ["administrator"], assurance: "step_up" },
  "payment_method.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "payment_method.remove": { roles: ["owner"], assurance: "session" },
  "payment_method.update": { roles: ["owner"], assurance: "session" },
  "spend_limit.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "spend_limit.update": { roles: ["owner"], assurance: "session" },
  "auto_top_up.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "auto_top_up.review": { roles: ["owner"], assurance: "session" },
  // A standing right to charge the card asks who it is once more; giving it up never does.
  "auto_top_up.set": { roles: ["owner"], assurance: "step_up" },
  "auto_top_up.stop": { roles: ["owner"], assurance: "session" },
  // Whoever holds the link of a mail; the link says what it may do, and does nothing else.
  "mail_link.use": { roles: ["public", ...onAccount, ...staff], assurance: "session" },
  "plan.inspect": { roles: staff, assurance: "session" },
  "plan.manage": { roles: ["administrator"], assurance: "step_up" },
  "subscription.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  // T2.2: a renewal in arrears; what is paid was decided, and the page asks for the card.
  "subscription.pay": { roles: ["owner"], assurance: "session" },
  "subscription.buy": { roles: ["owner"], assurance: "session" },
  // T2.4: with every tool there is; a program may do it where its key was given that right.
  "subscription.cancel": { roles: ["owner", "partner", "administrator"], assurance: "session" },
  "plan_change.preview": { roles: ["owner", "partner", ...staff], assurance: "session" },
  // What is agreed to be charged is agreed by a person (T1.2).
  "plan_change.make": { roles: ["owner"], assurance: "session" },
  // It leaves things as they were agreed before: like taking a cancellation back.
  "plan_change.cancel": { roles: ["owner", "partner", "administrator"], assurance: "session" },
  "plan_change.read": { roles: staff, assurance: "session" },
  "top_up.review": { roles: ["owner", "partner", ...staff], assurance: "session" },
  "top_up.buy": { roles: ["owner"], assurance: "session" },
  "order.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "gift_subscription.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "gift_subscription.buy": { roles: ["owner"], assurance: "session" },
  // The code is a bearer's: who has it redeems it, into an account of their own.
  "gift_subscription.redeem": { roles: ["owner"], assurance: "session" },
  "gift_subscription.send": { roles: ["owner", ...staff], assurance: "session" },
  "gift_subscription.cancel": { roles: ["owner", "administrator"], assurance: "session" },
  "gift_subscription.search": { roles: staff, assurance: "session" },
  "add_on.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "add_on.buy": { roles: ["owner"], assurance: "session" },
  "add_on.catalogue": { roles: staff, assurance: "session" },
  "add_on.manage": { roles: ["administrator"], assurance: "step_up" },
  "usage.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "usage.record": { roles: ["partner"], assurance: "session" },
  "invoice.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "invoice.search": { roles: staff, assurance: "session" },
  "refund.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "refund.preview": { roles: ["owner", "partner", ...staff], assurance: "session" },
  // R4.5: what the preview showed, to where it was paid from; a program may do that where its key was given the right.
  "refund.submit": { roles: ["owner", "partner"], assurance: "session" },
  "refund.cancel": { roles: ["owner", "partner"], assurance: "session" },
  // R2.10: across accounts, by person, card and device.
  "refund.velocity": { roles: staff, assurance: "session" },
  "refund_case.read": { roles: [...onAccount, "partner"], assurance: "session" },
  // It asks a person, who asks the owner: a program may do that where its key was given the right.
  "refund_case.open": { roles: ["owner", "partner"], assurance: "session" },
  "refund_case.review": { roles: staff, assurance: "session" },
  // Money and rights of others: who it is, is proven once more.
  "refund_case.decide": { roles: staff, assurance: "step_up" },
  "goodwill_refund.read": { roles: staff, assurance: "session" },
  "goodwill_refund.propose": { roles: staff, assurance: "session" },
  "goodwill_refund.decide": { roles: staff, assurance: "step_up" },
  "decision.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "referral.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "referral.invite": { roles: onAccount, assurance: "session" },
  "referral.search": { roles: staff, assurance: "session" },
  "timeline.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  "clock.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  // Sandbox accounts only: the command refuses a live one, and the database does.
  "clock.advance": { roles: ["owner", "partner", ...staff], assurance: "session" },
  "note.read": { roles: staff, assurance: "session" },
  "note.write": { roles: staff, assurance: "session" },
  "notice.read": { roles: [...onAccount, ...staff], assurance: "session" },
  "key.read": { roles: ["owner"], assurance: "session" },
  "key.manage": { roles: ["owner"], assurance: "session" },
  "platform_key.read": { roles: staff, assurance: "session" },
  // A program that acts on every account: who it is, is proven once more.
  "platform_key.manage": { roles: ["administrator"], assurance: "step_up" },
  "webhook_endpoint.read": { roles: [...onAccount, "partner", ...staff], assurance: "session" },
  // Where events go, and the secret that they are signed with: the owner's, and that of programs which were given the right.
  "webhook_endpoint.write": { roles: ["owner", "partner"], assurance: "session" },
  // Pausing, resuming, ending, sending again: it tells nobody a secret, so that staff may help.
  "webhook_endpoint.operate": { roles: ["owner", "partner", "administrator"], assurance: "session" },
  "audit.read": { roles: staff, assurance: "session" },
  "ledger.read": { roles: staff, assurance: "session" },
  "ledger.close": { roles: ["administrator"], assurance: "step_up" },
  // With what a bank asks for: consents, usage, billing details. Each time is in the audit trail.
  "dispute.read": { roles: staff, assurance: "session" },
  "reconciliation.read": { roles: staff, assurance: "session" },
  "reconciliation.start": { roles: staff, assurance: "session" },
  // It moves money in the books: who it is, is proven once more.
  "reconciliation.resolve": { roles: ["administrator"], assurance: "step_up" },
  "operations.read": { roles: staff, assurance: "session" },
  "operations.manage": { roles: ["administrator"], assurance: "step_up" },
} as const satisfies Record<string, Access>;

/** Name of a permission. */
export type Permission = keyof typeof PERMISSIONS;

/** Whether a role has a permission, freshness aside. */
export const can = (role: Role, permission: Permission): boolean => {
  const roles: readonly Role[] = PERMISSIONS[permission].roles;
  return roles.includes(role);
};

/** The freshness a permission asks for. */
export const assuranceOf = (permission: Permission): Assurance => PERMISSIONS[permission].assurance;
