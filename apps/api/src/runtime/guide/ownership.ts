import { demoDocument } from "../demo-document.ts";
import { actAs, type DemoCustomer, until } from "../demo-hand.ts";
import { advanceClock, type DemoStage } from "../demo-steps.ts";
import { addEvidence } from "../../subject-changes/evidence.ts";
import type { Player } from "./scene.ts";

/** What the ground of these scenes asks for: the actual holder is another one (C3.1). */
const PIECES = ["actual_holder_proof", "verified_subject_statement"] as const;
/** Longer than the policy's waiting time after the old contacts were told (C3.10). */
const WAITING_DAYS = 4;

type Holder = DemoCustomer & Player & { readonly phone: string };
type Agreement = Awaited<ReturnType<DemoCustomer["api"]["subjectChanges"]["words"]>>["application"];

/** Accepts an agreement as it was shown, each article of special weight on its own. */
const consentTo = ({ wording, language, hash, articles }: Agreement) => ({
  wording,
  language,
  hash,
  starred: articles.flatMap(({ number, starred }) => (starred ? [number] : [])),
});

/** Applies to pass an account to somebody: form, evidence, agreement, code, commitments. @returns the change */
export async function applyForChange(
  stage: DemoStage,
  from: Holder,
  to: Pick<Player, "email"> & { readonly given: string; readonly family: string },
): Promise<string> {
  const { services, world } = stage;
  const { accountId, phone } = from;
  // Signed in anew with the second factor, as its screen asks for.
  const api = await provenApi(services, from.email);
  const { login } = await api.session.me();
  const { changeId } = await api.subjectChanges.begin({
    accountId,
    ground: "holder_differs",
    form: {
      newSubject: { kind: "individual", given: to.given, family: to.family },
      email: to.email,
      explanation: "An employee opened the account for the company's founder.",
    },
  });
  for (const kind of PIECES) {
    const bytes = demoDocument(`${changeId} ${kind}`);
    await services.runner.run(
      addEvidence(services.vault, { name: `${kind}.png`, bytes }),
      { changeId, kind, contentMac: services.vault.mac("file", bytes) },
      {
        actor: { kind: "login", id: login?.id ?? "" },
        accountId,
        asPlatform: false,
        requestId: null,
        idempotencyKey: `guide-evidence:${changeId}:${kind}`,
      },
    );
  }
  const { application } = await api.subjectChanges.words({ accountId, changeId, language: "en" });
  await api.subjectChanges.acceptAgreement({ accountId, changeId, consent: consentTo(application) });
  const about = { accountId, purpose: "subject_change" as const, ref: changeId };
  const codeIn = () => /\d{6}/.exec(world.textTo(phone) ?? "")?.[0];
  const before = codeIn();
  await api.phones.sendCode(about);
  await until("a code by text message", () => Promise.resolve(codeIn() !== before));
  await api.phones.confirmCode({ ...about, code: codeIn() ?? "" });
  const { commitments } = await api.subjectChanges.words({ accountId, changeId, language: "en" });
  await api.subjectChanges.submit({ accountId, changeId, commitments: consentTo(commitments) });
  return changeId;
}

/** Whoever is invited takes the invitation of their mail up, proves who they are, and accepts. */
export async function takeOver({ services, world }: DemoStage, to: Holder, changeId: string): Promise<void> {
  const { incoming } = (await provenApi(services, to.email)).subjectChanges;
  const mail = await world.mailTo(to.email, "/ownership-invitation/");
  const secret = /ownership-invitation\/[\w-]+#([\w-]+)/.exec(mail)?.[1] ?? "";
  await incoming.claim({ changeId, secret });
  await incoming.prove({ changeId, ownAccountId: to.accountId });
  const { agreement } = await incoming.preview({ changeId, overlapHours: 0, language: "en" });
  await incoming.accept({ changeId, overlapHours: 0, consent: consentTo(agreement) });
}

/** The waiting time passes, and the first of two reviewers agrees. */
export async function agreeFirst({ services }: DemoStage, from: Holder, changeId: string): Promise<void> {
  await advanceClock(from, WAITING_DAYS, "day");
  const { accountId } = from;
  const { desk } = (await actAs(services, "rin@example.com")).api.subjectChanges;
  const { fileVersion, checklist } = await desk.get({ accountId, changeId });
  await desk.agree({ accountId, changeId, fileVersion, checked: checklist, note: null });
}

const provenApi = async (services: DemoStage["services"], email: string) =>
  (await actAs(services, email, true)).api;
