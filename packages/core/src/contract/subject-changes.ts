import { z } from "zod";
import { statesOf } from "../lifecycle/index.ts";
import {
  subjectChangeInvitationLifecycle,
  subjectChangeLifecycle,
  subjectChangeReviewLifecycle,
} from "../subject-changes/index.ts";
import { CHANGE_GROUNDS } from "../text/index.ts";

/** How far a change of the account's legal holder is, without who and why (C1.2). */
export const subjectChangeSchema = z
  .strictObject({
    id: z.uuid(),
    state: z.enum(statesOf(subjectChangeLifecycle)),
    /** The platform's side of it. */
    review: z.enum(statesOf(subjectChangeReviewLifecycle)),
    ground: z.enum(CHANGE_GROUNDS),
    /** The new holder's side of it; null while it is a draft. */
    invitation: z.enum(statesOf(subjectChangeInvitationLifecycle)).nullable(),
    createdAt: z.iso.datetime(),
    submittedAt: z.iso.datetime().nullable(),
    effectiveAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "SubjectChange" });
