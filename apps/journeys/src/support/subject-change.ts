import { expect } from "@playwright/test";
import { linkIn, mailTo } from "./mail.ts";
import { Authenticator } from "./staff.ts";
import { type Customer, newCustomer } from "./people.ts";
import { sandboxUrl } from "./product.ts";
import { identity, PASSWORD, type Session } from "./session.ts";

/** A person's names. */
export interface Names {
  readonly given: string;
  readonly family: string;
}

/** A customer who is verified and has a second factor: somebody who may pass their account on. */
export interface Holder extends Customer {
  readonly authenticator: Authenticator;
}

/** A piece of evidence as it is sent. */
export interface Paper {
  readonly kind: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** Sets an authenticator app up. */
export async function enrol(session: Session): Promise<Authenticator> {
  const { totpURI } = await identity<{ totpURI: string }>(session, "/two-factor/enable", {
    password: PASSWORD,
  });
  const secret = new URL(totpURI).searchParams.get("secret");
  if (secret === null) throw new Error("no secret was given");
  const authenticator = new Authenticator(secret);
  await identity(session, "/two-factor/verify-totp", { code: authenticator.code() });
  return authenticator;
}

/** Shows an identity document for the holder of an account, and waits until it is verified. */
export async function verifyHolder({ api, accountId }: Customer, names: Names): Promise<void> {
  const { url } = await api.holder.verify.mutate({ accountId, ...names });
  if (url === null) throw new Error("the page of the identity check was not opened");
  const { origin, pathname } = new URL(url);
  // Another number is another person.
  const number = `AB${Math.floor(Math.random() * 10_000_000)}`;
  await fetch(`${origin}${pathname}/submit`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ outcome: "verified", ...names, country: "SE", number }),
  });
  await expect
    .poll(async () => (await api.holder.get.query({ accountId })).basis, {
      message: "the holder is verified",
      intervals: [100, 200, 400],
      timeout: 30_000,
    })
    .toBe("verified");
}

/** A holder from scratch. */
export async function newHolder(names: Names): Promise<Holder> {
  const customer = await newCustomer(`${names.given} ${names.family}`);
  const authenticator = await enrol(customer);
  await verifyHolder(customer, names);
  return { ...customer, authenticator };
}

/** Sends a piece of evidence, as the screens do. */
export async function handIn(
  { request, accountId }: Pick<Customer, "request" | "accountId">,
  changeId: string,
  paper: Paper,
): Promise<void> {
  const answer = await request.post(`/v1/accounts/${accountId}/subject-changes/${changeId}/evidence`, {
    headers: {
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(paper.name),
      "x-evidence-kind": paper.kind,
    },
    data: paper.bytes,
  });
  if (answer.status() !== 201) throw new Error(`evidence: ${answer.status()} ${await answer.text()}`);
}

type Agreement = Awaited<ReturnType<Customer["api"]["subjectChanges"]["words"]["query"]>>["application"];

/** Accepts an agreement as it was shown, each article of special weight on its own. */
export const consentTo = ({ wording, language, hash, articles }: Agreement) => ({
  wording,
  language,
  hash,
  starred: articles.flatMap(({ number, starred }) => (starred ? [number] : [])),
});

/** A holder applies that their account pass to somebody who has held it all along. @returns the application's id */
export async function apply(
  holder: Holder,
  to: { readonly names: Names; readonly email: string; readonly explanation: string },
  papers: readonly Paper[],
): Promise<string> {
  const { accountId, api } = holder;
  const { changeId } = await api.subjectChanges.begin.mutate({
    accountId,
    ground: "holder_differs",
    form: {
      newSubject: { kind: "individual", ...to.names },
      email: to.email,
      explanation: to.explanation,
    },
  });
  for (const paper of papers) await handIn(holder, changeId, paper);
  const words = await api.subjectChanges.words.query({ accountId, changeId, language: "en" });
  await api.subjectChanges.acceptAgreement.mutate({
    accountId,
    changeId,
    consent: consentTo(words.application),
  });
  await confirmByPhone(holder, changeId);
  await api.identity.stepUp.mutate({ code: holder.authenticator.code() });
  await api.subjectChanges.submit.mutate({ accountId, changeId, commitments: consentTo(words.commitments) });
  return changeId;
}

/** Whoever was invited takes it up, proves who they are by an account of their own, and accepts. */
export async function takeOver(
  { api, accountId: ownAccountId }: Customer,
  changeId: string,
  invitedAt: string,
): Promise<void> {
  const secret =
    linkIn(await mailTo(invitedAt, /./))
      .split("#")
      .at(-1) ?? "";
  const { incoming } = api.subjectChanges;
  await incoming.claim.mutate({ changeId, secret });
  await incoming.prove.mutate({ changeId, ownAccountId });
  const { agreement } = await incoming.preview.query({ changeId, overlapHours: 0, language: "en" });
  await incoming.accept.mutate({ changeId, overlapHours: 0, consent: consentTo(agreement) });
}

/** Goes through the whole checklist and agrees to the file as it is. */
export async function agree(
  { api }: Session,
  accountId: string,
  changeId: string,
  note: string | null,
): Promise<void> {
  const { fileVersion, checklist } = await api.subjectChanges.desk.get.query({ accountId, changeId });
  await api.subjectChanges.desk.agree.mutate({ accountId, changeId, fileVersion, checked: checklist, note });
}

/** The codes that were sent to the holder's phone come back: one that it is theirs, one for the application (C3.3). */
async function confirmByPhone({ api, accountId }: Holder, changeId: string): Promise<void> {
  // Numbers of Swedish films and plays: nobody has them.
  const number = `+467017406${Math.floor(Math.random() * 95) + 5}`.padEnd(12, "0");
  const { phoneId } = await api.phones.add.mutate({ accountId, number });
  await api.phones.confirmCode.mutate({
    accountId,
    purpose: "verify_phone",
    ref: phoneId,
    code: await codeTo(number, /verifies this phone/),
  });
  const about = { accountId, purpose: "subject_change" as const, ref: changeId };
  // Two codes to one phone are some time apart.
  await expect(async () => api.phones.sendCode.mutate(about)).toPass({ timeout: 120_000 });
  await api.phones.confirmCode.mutate({
    ...about,
    code: await codeTo(number, /passes to another holder/),
  });
}

/** Waits for a text message to a number, and reads its code. */
async function codeTo(number: string, words: RegExp): Promise<string> {
  let code = "";
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${sandboxUrl()}/phone/api/messages?to=${encodeURIComponent(number)}`);
        const messages = (await answer.json()) as readonly { readonly text: string }[];
        const found = messages.find(({ text }) => words.test(text));
        code = /\d{6}/.exec(found?.text ?? "")?.[0] ?? "";
        return code;
      },
      { message: `a code to ${number}`, intervals: [100, 200, 400], timeout: 20_000 },
    )
    .not.toBe("");
  return code;
}
