import { codeTo, type Holder } from "./holders.ts";
import { linkIn, mailTo } from "./mail.ts";
import type { Customer } from "./people.ts";
import type { Session } from "./session.ts";

/** A PDF as small as one can be; no two of them alike. */
export function pdfOf(words: string): Buffer {
  const drawing = `BT /F1 24 Tf 60 760 Td (${words.replace(/[()\\]/g, "")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  text += `trailer << /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** A piece of evidence as it is sent. */
export interface Paper {
  readonly kind: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** Pieces that the ground of these journeys asks for: the actual holder is another one. */
const PIECES = ["actual_holder_proof", "verified_subject_statement"] as const;

/** Whom an application names, where they are invited, and what it says and shows where that matters. */
export interface NamedSubject {
  readonly given: string;
  readonly family: string;
  readonly email: string;
  readonly explanation?: string;
  readonly papers?: readonly Paper[];
}

type Agreement = Awaited<ReturnType<Customer["api"]["subjectChanges"]["words"]["query"]>>["application"];

/** Accepts an agreement as it was shown, each article of special weight on its own. */
const consentTo = ({ wording, language, hash, articles }: Agreement) => ({
  wording,
  language,
  hash,
  starred: articles.flatMap(({ number, starred }) => (starred ? [number] : [])),
});

/** An application to pass an account to somebody, filled in through the API and not submitted. @returns its id */
export async function prepareChange(holder: Holder, to: NamedSubject): Promise<string> {
  const { accountId, api, phone } = holder;
  const { changeId } = await api.subjectChanges.begin.mutate({
    accountId,
    ground: "holder_differs",
    form: {
      newSubject: { kind: "individual", given: to.given, family: to.family },
      email: to.email,
      explanation: to.explanation ?? "An employee opened the account for the company's founder.",
    },
  });
  const papers =
    to.papers ?? PIECES.map((kind) => ({ kind, name: `${kind}.pdf`, bytes: pdfOf(`${kind} ${changeId}`) }));
  for (const paper of papers) await handIn(holder, changeId, paper);
  const { application } = await api.subjectChanges.words.query({ accountId, changeId, language: "en" });
  await api.subjectChanges.acceptAgreement.mutate({ accountId, changeId, consent: consentTo(application) });
  const about = { accountId, purpose: "subject_change" as const, ref: changeId };
  const before = await codeTo(phone);
  await api.phones.sendCode.mutate(about);
  await api.phones.confirmCode.mutate({ ...about, code: await codeTo(phone, before) });
  return changeId;
}

/** Sends a piece of evidence, as the screens do. */
async function handIn({ request, accountId }: Holder, changeId: string, paper: Paper): Promise<void> {
  const answer = await request.post(`/v1/accounts/${accountId}/subject-changes/${changeId}/evidence`, {
    headers: {
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(paper.name),
      "x-evidence-kind": paper.kind,
    },
    data: paper.bytes,
  });
  if (answer.status() !== 201) throw new Error(`${paper.kind}: ${answer.status()} ${await answer.text()}`);
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
    commitments: consentTo(commitments),
  });
  return invitationTo(to.email);
}

/** The link of the invitation. */
export const invitationTo = async (email: string): Promise<string> =>
  linkIn(await mailTo(email, /invited|邀请/i));

/** Whoever was invited takes it up, proves who they are by an account of their own, and accepts. */
export async function takeOver(
  { api, accountId: ownAccountId }: Customer,
  changeId: string,
  link: string,
): Promise<void> {
  const { incoming } = api.subjectChanges;
  await incoming.claim.mutate({ changeId, secret: link.split("#").at(-1) ?? "" });
  await incoming.prove.mutate({ changeId, ownAccountId });
  const { agreement } = await incoming.preview.query({ changeId, overlapHours: 0, language: "en" });
  await incoming.accept.mutate({ changeId, overlapHours: 0, consent: consentTo(agreement) });
}

/** A reviewer goes through the whole checklist and agrees to the file as it is. */
export async function agreeTo(
  { api }: Session,
  accountId: string,
  changeId: string,
  note: string | null = null,
): Promise<void> {
  const { fileVersion, checklist } = await api.subjectChanges.desk.get.query({ accountId, changeId });
  await api.subjectChanges.desk.agree.mutate({ accountId, changeId, fileVersion, checked: checklist, note });
}
