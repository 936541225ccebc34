import { z } from "zod";
import type { Currency, Language } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import type { ChangeGround } from "../text/subject-change-texts.ts";

/** What the applicant agrees to: which account, on which ground, under which numbers of the policy. */
export interface ApplicationTerms {
  readonly currency: Currency;
  readonly changeId: string;
  readonly accountId: string;
  readonly ground: ChangeGround;
  readonly numbers: Policy["subjectChange"];
}

/** What the applicant commits to (C5.1): that this very file is true. */
export interface CommitmentTerms {
  readonly currency: Currency;
  readonly changeId: string;
  readonly fileVersion: string;
}

/** What the new subject accepts: from whom, and how long earlier keys go on working. */
export interface AcceptanceTerms {
  readonly currency: Currency;
  readonly changeId: string;
  readonly accountId: string;
  readonly fromSubjectId: string;
  readonly toSubjectId: string;
  readonly overlapHours: number;
}

/** An acceptance as it was given: the words, their language, the fingerprint of all that was agreed to (C1.1). */
export const givenConsentSchema = z.strictObject({
  wording: z.string().max(60),
  language: z.enum(["en", "zh"] satisfies [Language, Language]),
  hash: z.string().max(128),
});
/** See {@link givenConsentSchema}. */
export type GivenConsent = z.output<typeof givenConsentSchema>;
