import {
  acceptanceAgreement,
  ACCEPTANCE_ARTICLES,
  applicationAgreement,
  APPLICATION_ARTICLES,
  type Article,
  commitmentAgreement,
  COMMITMENT_ARTICLES,
  type GivenConsent,
} from "@tenure/core/subject-changes";
import { fill } from "@tenure/core/text";
import { z } from "zod";
import { languageSchema } from "../accounts/input.ts";
import { type Acting, plainCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import type { AccountFacts } from "../accounts/account-facts.ts";
import { readAccount } from "../accounts/account-facts.ts";
import { requireOpenFile } from "./begin.ts";
import { type ChangeRow, readChange } from "./row.ts";

/** An acceptance as a screen sends it: which words in which language, and each article of special weight on its own. */
export const consentInput = z.strictObject({
  wording: z.string().max(60),
  language: languageSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Numbers of the articles with a star, from 1; all of them are accepted one by one (C1.1). */
  starred: z.array(z.int().positive()).max(50),
});
/** See {@link consentInput}. */
export type ConsentInput = z.output<typeof consentInput>;

/** @throws AppError validation_failed where an article of special weight was not accepted on its own (C1.1) */
export function requireStarred(articles: readonly Article[], starred: readonly number[]): void {
  const missing = articles.flatMap(({ starred: is }, index) =>
    is && !starred.includes(index + 1) ? [index + 1] : [],
  );
  if (missing.length > 0)
    throw new AppError(
      "validation_failed",
      `Accept the articles with a star one by one: ${missing.join(", ")}.`,
      [{ path: "starred", message: `missing: ${missing.join(", ")}` }],
    );
}

/** What the applicant agrees to. */
export const applicationTerms = (
  change: ChangeRow,
  account: AccountFacts,
  { policy }: Pick<Reading, "policy">,
) => ({
  currency: account.currency,
  changeId: change.id,
  accountId: change.accountId,
  ground: change.ground,
  numbers: policy.subjectChange,
});

/** An agreement as it is read: its articles, each with its clauses and its star, and what accepting it names. */
export const agreementSchema = z.strictObject({
  wording: z.string(),
  language: languageSchema,
  hash: z.string(),
  articles: z.array(
    z.strictObject({
      number: z.int(),
      starred: z.boolean(),
      clauses: z.array(z.string()),
      text: z.string(),
    }),
  ),
});

/** See {@link agreementSchema}. */
export type ShownAgreement = z.output<typeof agreementSchema>;

const articlesOf = (
  articles: readonly Article[],
  language: "en" | "zh",
  account: AccountFacts,
  params: Readonly<Record<string, string>>,
): ShownAgreement["articles"] =>
  articles.map(({ starred, clauses, text }, index) => ({
    number: index + 1,
    starred,
    clauses: [...clauses],
    text: fill(text, params, { language, zone: account.timeZone, currency: account.currency }),
  }));

/** The agreement before the application, as its reader sees it. */
export function showApplication(
  change: ChangeRow,
  account: AccountFacts,
  reading: Pick<Reading, "policy">,
  language: "en" | "zh",
): ShownAgreement {
  const terms = applicationTerms(change, account, reading);
  const { noticeHours, maxKeyOverlapHours, invitationDays, openDays } = terms.numbers;
  const { current } = applicationAgreement;
  return {
    wording: current,
    language,
    hash: applicationAgreement.hash(current, language, terms),
    articles: articlesOf(APPLICATION_ARTICLES, language, account, {
      noticeHours: String(noticeHours),
      maxKeyOverlapHours: String(maxKeyOverlapHours),
      invitationDays: String(invitationDays),
      openDays: String(openDays),
    }),
  };
}

/** What the applicant commits to for one version of the file (C5.1). */
export function showCommitments(
  change: ChangeRow,
  account: AccountFacts,
  fileVersion: string,
  language: "en" | "zh",
): ShownAgreement {
  const { current } = commitmentAgreement;
  return {
    wording: current,
    language,
    hash: commitmentAgreement.hash(current, language, {
      currency: account.currency,
      changeId: change.id,
      fileVersion,
    }),
    articles: articlesOf(COMMITMENT_ARTICLES, language, account, {}),
  };
}

/** The agreement by which the new subject accepts, with the overlap that it chose. */
export function showAcceptance(
  change: ChangeRow,
  account: AccountFacts,
  overlapHours: number,
  language: "en" | "zh",
): ShownAgreement {
  const { current } = acceptanceAgreement;
  return {
    wording: current,
    language,
    hash: acceptanceAgreement.hash(current, language, {
      currency: account.currency,
      changeId: change.id,
      accountId: change.accountId,
      fromSubjectId: change.fromSubjectId,
      toSubjectId: change.toSubjectId,
      overlapHours,
    }),
    articles: articlesOf(ACCEPTANCE_ARTICLES, language, account, { overlapHours: String(overlapHours) }),
  };
}

/** Keeps a consent: version, text hash, language, time and signer (C1.1). @returns its id */
export async function keepConsent(
  { tx, now, context }: Acting,
  change: ChangeRow,
  kind: "subject_change_application" | "subject_change_commitments" | "subject_change_acceptance",
  { wording, language, hash }: ConsentInput,
): Promise<string> {
  const id = newId();
  await tx.consent.createMany({
    data: {
      id,
      accountId: change.accountId,
      holderPeriodId: change.holderPeriodId,
      loginId: context.actor.id,
      kind,
      version: wording,
      textHash: hash,
      language,
      givenAt: new Date(now),
    },
  });
  return id;
}

/** A consent that was kept, as the rules read it. */
export async function givenConsent({ tx }: Reading, consentId: string | null): Promise<GivenConsent | null> {
  if (consentId === null) return null;
  const row = await tx.consent.findUniqueOrThrow({ where: { id: consentId } });
  return { wording: row.version, language: row.language === "zh" ? "zh" : "en", hash: row.textHash };
}

/** The applicant accepts the agreement (C1.1, C3.4): the words in force, each article with a star on its own. */
export const acceptAgreement = plainCommand({
  name: "subject_changes.accept_agreement",
  input: z.strictObject({ changeId: z.uuid(), consent: consentInput }),
  async apply(acting, { changeId, consent }) {
    const { tx, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    requireOpenFile(change);
    requireStarred(APPLICATION_ARTICLES, consent.starred);
    const account = await readAccount(tx, change.accountId);
    const shown = showApplication(change, account, acting, consent.language);
    if (consent.wording !== shown.wording || consent.hash !== shown.hash)
      throw new AppError("conflict", "The agreement is not the one in force; read it again.");
    const consentId = await keepConsent(acting, change, "subject_change_application", consent);
    await tx.subjectChange.update({ where: { id: changeId }, data: { agreementConsentId: consentId } });
    return {
      answer: { consentId },
      target: { kind: "subject_change", id: changeId },
      after: { consentId, wording: consent.wording, hash: consent.hash, language: consent.language },
    };
  },
});
