import { codeTo, type Holder } from "./holders.ts";
import { linkIn, mailTo } from "./mail.ts";
import type { Customer } from "./people.ts";
import type { StaffPerson } from "./staff.ts";

/** A PDF as small as one can be; no two of them alike. */
export const pdfOf = (words: string): Buffer =>
  Buffer.from(`%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n% ${words}\n%%EOF\n`);

/** Pieces that the ground of these journeys asks for: the actual holder is another one. */
export const PIECES = ["actual_holder_proof", "verified_subject_statement"] as const;

const starred = (articles: readonly { readonly number: number; readonly starred: boolean }[]): number[] =>
  articles.filter((each) => each.starred).map(({ number }) => number);

/** An application to pass an account to somebody, filled in through the API and not submitted. @returns its id */
export async function prepareChange(
  { accountId, api, request, phone }: Holder,
  to: { readonly given: string; readonly family: string; readonly email: string },
): Promise<string> {
  const { changeId } = await api.subjectChanges.begin.mutate({
    accountId,
    ground: "holder_differs",
    form: {
      newSubject: { kind: "individual", given: to.given, family: to.family },
      email: to.email,
      explanation: "An employee opened the account for the company's founder.",
    },
  });
  for (const kind of PIECES) {
    const answer = await request.post(`/v1/accounts/${accountId}/subject-changes/${changeId}/evidence`, {
      headers: {
        "content-type": "application/octet-stream",
        "x-file-name": `${kind}.pdf`,
        "x-evidence-kind": kind,
      },
      data: pdfOf(`${kind} ${changeId}`),
    });
    if (answer.status() !== 201) throw new Error(`${kind}: ${answer.status()} ${await answer.text()}`);
  }
  const { application } = await api.subjectChanges.words.query({ accountId, changeId, language: "en" });
  await api.subjectChanges.acceptAgreement.mutate({
    accountId,
    changeId,
    consent: {
      wording: application.wording,
      language: "en",
      hash: application.hash,
      starred: starred(application.articles),
    },
  });
  const about = { accountId, purpose: "subject_change" as const, ref: changeId };
  const before = await codeTo(phone);
  await api.phones.sendCode.mutate(about);
  await api.phones.confirmCode.mutate({ ...about, code: await codeTo(phone, before) });
  return changeId;
}

/** Submits it, and waits for the invitation. @returns the link of its mail */
export async function submitChange(
  { accountId, api }: Holder,
  changeId: string,
  to: Pick<Customer, "email">,
) {
  const { commitments } = await api.subjectChanges.words.query({ accountId, changeId, language: "en" });
  await api.subjectChanges.submit.mutate({
    accountId,
    changeId,
    commitments: {
      wording: commitments.wording,
      language: "en",
      hash: commitments.hash,
      starred: starred(commitments.articles),
    },
  });
  return invitationTo(to.email);
}

/** The link of the invitation. */
export const invitationTo = async (email: string): Promise<string> =>
  linkIn(await mailTo(email, /invited|邀请/i));

/** A reviewer goes through the whole checklist and agrees. */
export async function agreeTo({ api }: StaffPerson, accountId: string, changeId: string): Promise<void> {
  const { fileVersion, checklist } = await api.subjectChanges.desk.get.query({ accountId, changeId });
  await api.subjectChanges.desk.agree.mutate({
    accountId,
    changeId,
    fileVersion,
    checked: checklist,
    note: null,
  });
}
