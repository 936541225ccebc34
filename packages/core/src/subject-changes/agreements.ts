import { type Agreement, defineAgreement } from "../agreement/index.ts";
import { ACCEPTANCE_ARTICLES } from "./acceptance-articles.ts";
import type { AcceptanceTerms, ApplicationTerms, CommitmentTerms, GivenConsent } from "./agreement-terms.ts";
import { APPLICATION_ARTICLES, COMMITMENT_ARTICLES } from "./application-articles.ts";
import { wordsOf } from "./article.ts";

/** The agreement that the applicant reads and accepts before applying (C1.1, C3.4). */
export const applicationAgreement = defineAgreement({
  wordings: { "subject-change-application-1": wordsOf(APPLICATION_ARTICLES) },
  current: "subject-change-application-1",
  agreedTo: (terms: ApplicationTerms) => ({
    currency: terms.currency,
    changeId: terms.changeId,
    accountId: terms.accountId,
    ground: terms.ground,
    noticeHours: terms.numbers.noticeHours,
    maxKeyOverlapHours: terms.numbers.maxKeyOverlapHours,
    invitationDays: terms.numbers.invitationDays,
    openDays: terms.numbers.openDays,
  }),
  said: ({ numbers }) => ({
    noticeHours: String(numbers.noticeHours),
    maxKeyOverlapHours: String(numbers.maxKeyOverlapHours),
    invitationDays: String(numbers.invitationDays),
    openDays: String(numbers.openDays),
  }),
});

/** What the applicant commits to, signed for one version of the file (C5.1). */
export const commitmentAgreement = defineAgreement({
  wordings: { "subject-change-commitments-1": wordsOf(COMMITMENT_ARTICLES) },
  current: "subject-change-commitments-1",
  agreedTo: (terms: CommitmentTerms) => ({
    currency: terms.currency,
    changeId: terms.changeId,
    fileVersion: terms.fileVersion,
  }),
  said: () => ({}),
});

/** The agreement by which the new subject accepts (C1.2 c). */
export const acceptanceAgreement = defineAgreement({
  wordings: { "subject-change-acceptance-1": wordsOf(ACCEPTANCE_ARTICLES) },
  current: "subject-change-acceptance-1",
  agreedTo: (terms: AcceptanceTerms) => ({
    currency: terms.currency,
    changeId: terms.changeId,
    accountId: terms.accountId,
    fromSubjectId: terms.fromSubjectId,
    toSubjectId: terms.toSubjectId,
    overlapHours: terms.overlapHours,
  }),
  said: (terms) => ({ overlapHours: String(terms.overlapHours) }),
});

/** Whether what was given is an acceptance of the words in force and of exactly these terms. */
export const isAgreedTo = <Wording extends string, Terms, Shown>(
  agreement: Agreement<Wording, Terms, Shown>,
  given: GivenConsent | null,
  terms: Terms,
): boolean =>
  given !== null &&
  given.wording === agreement.current &&
  given.hash === agreement.hash(agreement.current, given.language, terms);
