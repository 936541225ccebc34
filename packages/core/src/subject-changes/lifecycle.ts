import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * An application that an account pass to another legal holder (design.md, "Lifecycles"). What is open ends in exactly one
 * way; what took effect is never undone on request (C4.4), only revoked by the platform for a breach (C5.5).
 */
export const subjectChangeLifecycle = defineLifecycle({
  name: "subject_change",
  initial: "draft",
  table: {
    draft: {
      // An account manager may start it for the customer (C3.3).
      submit: { to: "open", by: ["owner", "representative", "administrator"] },
    },
    open: {
      take_effect: { to: "effective", by: ["system"] },
      withdraw: { to: "withdrawn", by: ["owner", "representative", "administrator"] },
      reject: { to: "rejected", by: ["reviewer", "administrator"] },
      terminate: { to: "terminated", by: ["administrator"] },
      expire: { to: "expired", by: ["system"] },
    },
    effective: {
      revoke: { to: "revoked", by: ["administrator"] },
    },
    withdrawn: {},
    rejected: {},
    terminated: {},
    expired: {},
    revoked: {},
  },
});

/** State of an application. */
export type SubjectChangeState = keyof typeof subjectChangeLifecycle.table;

/**
 * The platform's decision about the file as it is (C1.2 b). Proof can be asked for at any time (C5.2), also after it
 * agreed; and a file that is edited afterwards is another file: what was agreed to it falls away.
 */
export const subjectChangeReviewLifecycle = defineLifecycle({
  name: "subject_change_review",
  initial: "pending",
  table: {
    pending: {
      ask: { to: "info_requested", by: ["reviewer", "administrator"] },
      agree: { to: "agreed", by: ["reviewer", "administrator"] },
      edit: { to: "pending", by: ["owner", "representative", "administrator"] },
    },
    info_requested: {
      answer: { to: "pending", by: ["owner", "representative", "administrator"] },
      take_back: { to: "pending", by: ["reviewer", "administrator"] },
      edit: { to: "info_requested", by: ["owner", "representative", "administrator"] },
    },
    agreed: {
      ask: { to: "info_requested", by: ["reviewer", "administrator"] },
      edit: { to: "pending", by: ["owner", "representative", "administrator"] },
    },
  },
});

/** State of the platform's decision. */
export type SubjectChangeReviewState = keyof typeof subjectChangeReviewLifecycle.table;

/**
 * What the new subject has done (C1.2 c): accepting and being verified come in any order. Until both are done it may
 * decline, and may be invited anew; after both there is no way back (C3.6).
 */
export const subjectChangeInvitationLifecycle = defineLifecycle({
  name: "subject_change_invitation",
  initial: "invited",
  table: {
    invited: {
      accept: { to: "accepted", by: ["owner"] },
      verify: { to: "verified", by: ["system"] },
      decline: { to: "declined", by: ["public", "owner"] },
      lapse: { to: "lapsed", by: ["system"] },
    },
    accepted: {
      verify: { to: "complete", by: ["system"] },
      decline: { to: "declined", by: ["public", "owner"] },
    },
    verified: {
      accept: { to: "complete", by: ["owner"] },
      decline: { to: "declined", by: ["public", "owner"] },
      lapse: { to: "lapsed", by: ["system"] },
    },
    complete: {},
    declined: {
      invite: { to: "invited", by: ["owner", "representative", "administrator"] },
    },
    lapsed: {
      invite: { to: "invited", by: ["owner", "representative", "administrator"] },
    },
  },
});

/** State of the new subject's side. */
export type SubjectChangeInvitationState = keyof typeof subjectChangeInvitationLifecycle.table;
