import { z } from "zod";
import type { Refusal } from "../decision/index.ts";
import { instantSchema } from "../time/index.ts";
import type { ChangeFile } from "./grounds.ts";

export const idSchema = z.string().min(1).max(64);

/** A completed real-name verification: of which subject, since when. */
export const verificationSchema = z.strictObject({ subjectId: idSchema, at: instantSchema });
/** See {@link verificationSchema}. */
export type SubjectVerification = z.output<typeof verificationSchema>;

/** Staff about to decide. */
export const reviewerSchema = z.strictObject({
  id: idSchema,
  /** A member of the account or of a linked one, or the same person as somebody on either side. */
  related: z.boolean(),
});
/** See {@link reviewerSchema}. */
export type ChangeReviewer = z.output<typeof reviewerSchema>;

/** Whether somebody may decide about this application at all: not who started it (C3.3), nobody related (C5.3). */
export function reviewerRefusals({
  reviewer,
  startedBy,
}: {
  readonly reviewer: ChangeReviewer;
  /** The account manager who started it; null where the customer did. */
  readonly startedBy: string | null;
}): Refusal[] {
  return [
    ...(reviewer.id === startedBy
      ? [{ code: "change_manager_reviews", clause: "C3.3", params: {} } as const]
      : []),
    ...(reviewer.related ? [{ code: "change_reviewer_related", clause: "C5.3", params: {} } as const] : []),
  ];
}

/** Two people decide: for a representative the clause says so (C3.9), for others the platform's prudence (C5.3). */
export const secondPersonNeeded = (capacity: ChangeFile["capacity"]): Refusal => ({
  code: "change_second_person_needed",
  clause: capacity === "representative" ? "C3.9" : "C5.3",
  params: {},
});
