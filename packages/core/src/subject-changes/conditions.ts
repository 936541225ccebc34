import { z } from "zod";
import type { Refusal } from "../decision/index.ts";
import { statesOf } from "../lifecycle/index.ts";
import { type Instant, instantSchema } from "../time/index.ts";
import { authorityRefusals, type ChangeFile, changeFileSchema, GROUNDS } from "./grounds.ts";
import { subjectChangeReviewLifecycle } from "./lifecycle.ts";
import {
  idSchema,
  reviewerRefusals,
  reviewerSchema,
  secondPersonNeeded,
  verificationSchema,
} from "./people.ts";

/** Who holds the account now, and whether its real-name verification is complete. */
export const holderSchema = z.strictObject({
  subjectId: idSchema,
  periodId: idSchema,
  verified: verificationSchema.nullable(),
});

/** One reviewer's agreement, to one version of the file. */
export const changeAgreementSchema = z.strictObject({
  ...reviewerSchema.shape,
  fileVersion: z.string().min(1).max(128),
  at: instantSchema,
});

/** The new subject: whom the file names, who accepted, who was verified. */
export const newSubjectSchema = z.strictObject({
  subjectId: idSchema,
  accepted: verificationSchema.nullable(),
  verified: verificationSchema.nullable(),
});
/** See {@link newSubjectSchema}. */
export type NewSubject = z.output<typeof newSubjectSchema>;

/** What the three conditions are judged from (C1.2). */
export const conditionsSchema = z.strictObject({
  file: changeFileSchema,
  holder: holderSchema,
  /** The subject that whoever applied is verified as; null: nobody. */
  applicant: verificationSchema.nullable(),
  /** The account manager who started it; null where the customer did. */
  startedBy: idSchema.nullable(),
  review: z.strictObject({
    state: z.enum(statesOf(subjectChangeReviewLifecycle)),
    agreements: z.array(changeAgreementSchema).max(50),
  }),
  newSubject: newSubjectSchema,
});
/** See {@link conditionsSchema}. */
export type ConditionFacts = z.output<typeof conditionsSchema>;

/** Whether whoever applies is the verified holder, or may stand in for it (C1.2 a, C2.2, C3.9). */
export function applicantRefusals({
  file: { ground, capacity },
  holder,
  applicant,
}: Pick<ConditionFacts, "holder" | "applicant"> & {
  readonly file: Pick<ChangeFile, "ground" | "capacity">;
}): Refusal[] {
  const { representative } = GROUNDS[ground];
  const refusals: Refusal[] = [];
  const isHolder = applicant?.subjectId === holder.subjectId;
  // Where nobody is the verified subject, that alone is what is missing.
  if (capacity === "holder" && holder.verified !== null && !isHolder)
    refusals.push({ code: "change_applicant_not_holder", clause: "C2.2", params: {} });
  if (representative === "must" && capacity !== "representative")
    refusals.push({ code: "change_representative_needed", clause: "C3.9", params: {} });
  if (representative === "never" && capacity === "representative")
    refusals.push({ code: "change_representative_not_allowed", clause: "C3.9", params: {} });
  if (capacity === "representative" && applicant === null)
    refusals.push({ code: "change_representative_unverified", clause: "C3.9", params: {} });
  return refusals;
}

/** The account is verified, and by the subject that holds it (C1.2 a). */
export const holderRefusals = ({ holder }: Pick<ConditionFacts, "holder">): Refusal[] =>
  holder.verified?.subjectId === holder.subjectId
    ? []
    : [{ code: "change_holder_unverified", clause: "C1.2", params: {} }];

/** Condition (a): the original side. */
const originalSide = (facts: ConditionFacts): Refusal[] => [
  ...holderRefusals(facts),
  ...applicantRefusals(facts),
  ...authorityRefusals(facts.file),
];

/** The agreements that are to the file as it is (invariant 30). */
const currentAgreements = ({ review, file }: Pick<ConditionFacts, "review" | "file">) =>
  review.agreements.filter(({ fileVersion }) => fileVersion === file.version);

/** … by people who may decide about it: whoever became related since no longer counts. */
const countingAgreements = (facts: ConditionFacts) =>
  currentAgreements(facts).filter(
    (reviewer) => reviewerRefusals({ reviewer, startedBy: facts.startedBy }).length === 0,
  );

const peopleIn = (agreements: readonly { readonly id: string }[]): number =>
  new Set(agreements.map(({ id }) => id)).size;

/** Condition (b): the platform agreed, by two different people who have nothing to do with it, to this very file. */
function platformSide(facts: ConditionFacts): Refusal[] {
  const { review, file, startedBy } = facts;
  if (review.state !== "agreed") return [{ code: "change_not_agreed", clause: "C1.2", params: {} }];
  if (peopleIn(countingAgreements(facts)) >= 2) return [];
  const current = currentAgreements(facts);
  const found = current.flatMap((reviewer) => reviewerRefusals({ reviewer, startedBy }));
  return [
    ...(peopleIn(current) >= 2
      ? []
      : current.length < review.agreements.length
        ? [{ code: "change_file_changed", clause: "C1.2", params: {} } as const]
        : [secondPersonNeeded(file.capacity)]),
    ...found.filter(({ code }, index) => found.findIndex((each) => each.code === code) === index),
  ];
}

/** Condition (c): the subject that the file names accepted, and its verification is complete. */
function newSide({ newSubject: { subjectId, accepted, verified } }: ConditionFacts): Refusal[] {
  const other = [accepted, verified].some((each) => each !== null && each.subjectId !== subjectId);
  return [
    ...(accepted === null ? [{ code: "change_not_accepted", clause: "C1.2", params: {} } as const] : []),
    ...(verified === null
      ? [{ code: "change_new_subject_unverified", clause: "C1.2", params: {} } as const]
      : []),
    ...(other ? [{ code: "change_new_subject_differs", clause: "C2.2", params: {} } as const] : []),
  ];
}

/** One of the three conditions as it stands now. */
export interface Condition {
  readonly condition: "original" | "platform" | "new_subject";
  readonly holds: boolean;
  readonly refusals: readonly Refusal[];
}

/** The three conditions, each on its own: they come true in any order (C1.2). */
export const conditionsOf = (facts: ConditionFacts): readonly Condition[] =>
  (
    [
      ["original", originalSide(facts)],
      ["platform", platformSide(facts)],
      ["new_subject", newSide(facts)],
    ] as const
  ).map(([condition, refusals]) => ({ condition, holds: refusals.length === 0, refusals }));

/** Since when all three hold: when the last of them came true. Null while one does not. */
export function conditionsHoldSince(facts: ConditionFacts): Instant | null {
  if (conditionsOf(facts).some(({ holds }) => !holds)) return null;
  return [
    facts.holder.verified?.at,
    // The last agreement is the one by which the platform had agreed: while it has, nobody agrees again.
    ...countingAgreements(facts).map(({ at }) => at),
    facts.newSubject.accepted?.at,
    facts.newSubject.verified?.at,
  ].reduce<Instant>((latest, at) => (at !== undefined && at > latest ? at : latest), "");
}

/** When the new subject had done both, accepting and being verified; null while it has not (C3.5, C3.6). */
export function newSubjectCompletedAt({ subjectId, accepted, verified }: NewSubject): Instant | null {
  if (accepted === null || verified === null) return null;
  if (accepted.subjectId !== subjectId || verified.subjectId !== subjectId) return null;
  return accepted.at > verified.at ? accepted.at : verified.at;
}
