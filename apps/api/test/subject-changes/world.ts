import { ACCEPTANCE_ARTICLES, APPLICATION_ARTICLES, COMMITMENT_ARTICLES } from "@tenure/core/subject-changes";
import { PLATFORM } from "../../src/db/database.ts";
import { type Market, openMarket } from "../support/market.ts";
import { type Answer, enrol, openAccount, type Person, signUp, staff } from "../support/people.ts";

/** A person's legal name. */
export interface Name {
  readonly given: string;
  readonly family: string;
}

/** Somebody with an account of their own, verified as the name says. */
export interface Holder {
  readonly person: Person;
  readonly accountId: string;
  readonly subjectId: string;
  readonly name: Name;
}

/** An application under way. */
export interface Application {
  readonly from: Holder;
  readonly changeId: string;
}

/** What a person accepts, with every article of special weight. */
export interface Consent {
  readonly wording: string;
  readonly language: "en" | "zh";
  readonly hash: string;
  readonly starred: number[];
}

const starsOf = (articles: readonly { readonly starred: boolean }[]): number[] =>
  articles.flatMap(({ starred }, index) => (starred ? [index + 1] : []));

const PDF = (words: string) =>
  Buffer.from(`%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n% ${words}\n%%EOF\n`);

let logged = (): string => "";

/** @throws Error with the problem, where an answer is none that a test goes on with */
export function granted(answer: Answer): Record<string, unknown> {
  if (answer.status !== 200) throw new Error(`${JSON.stringify(answer.problem)}${logged()}`);
  return answer.data;
}

/** People and what they do about changes of account subject, through the API. */
export async function openWorld(options: Parameters<typeof openMarket>[0] = {}) {
  const market = await openMarket(options);
  logged = () =>
    market
      .logText()
      .split("\n")
      .filter((l) => l.includes("error") || l.includes("stack"))
      .slice(-1)
      .join("\n")
      .slice(0, 1500);
  const [reviewer, second, administrator] = [
    await staff(market, "reviewer"),
    await staff(market, "reviewer"),
    await staff(market, "administrator"),
  ];
  let people = 0;

  /** What stands before a test begins: an account whose holder is verified, as the identity check would leave it. */
  async function holder(name: Name, options: { readonly verified?: boolean } = {}): Promise<Holder> {
    const person = await enrol(await signUp(market, `p${(people += 1)}`), market);
    const accountId = await openAccount(market, person);
    const subjectId = await verify(market, accountId, options.verified === false ? null : name);
    return { person, accountId, subjectId, name };
  }

  async function begin(
    from: Holder,
    to: { readonly name: Name; readonly email: string },
    ground = "holder_differs",
  ): Promise<Application> {
    const { changeId } = granted(
      await from.person.mutate("subjectChanges.begin", {
        accountId: from.accountId,
        ground,
        form: {
          newSubject: { kind: "individual", ...to.name },
          email: to.email,
          explanation: "The account was opened by an employee.",
        },
      }),
    );
    return { from, changeId: String(changeId) };
  }

  async function upload({ from, changeId }: Application, kind: string, words = changeId): Promise<number> {
    const response = await market.app.inject({
      method: "POST",
      url: `/v1/accounts/${from.accountId}/subject-changes/${changeId}/evidence`,
      headers: {
        cookie: from.person.cookie(),
        origin: market.services.env.publicUrl,
        "content-type": "application/octet-stream",
        "x-file-name": encodeURIComponent(`${kind}.pdf`),
        "x-evidence-kind": kind,
      },
      payload: PDF(`${kind} ${words}`),
    });
    return response.statusCode;
  }

  async function consents({ from, changeId }: Application, language: "en" | "zh" = "en") {
    const words = granted(
      await from.person.query("subjectChanges.words", { accountId: from.accountId, changeId, language }),
    );
    const of = (part: "application" | "commitments", articles: typeof APPLICATION_ARTICLES): Consent => {
      const { wording, hash } = words[part] as { wording: string; hash: string };
      return { wording, language, hash, starred: starsOf(articles) };
    };
    return {
      application: of("application", APPLICATION_ARTICLES),
      commitments: of("commitments", COMMITMENT_ARTICLES),
    };
  }

  /** Everything before the submission: evidence of the ground, and the agreement. */
  async function prepared(from: Holder, to: { readonly name: Name; readonly email: string }) {
    const application = await begin(from, to);
    for (const kind of ["actual_holder_proof", "verified_subject_statement"]) await upload(application, kind);
    const { application: consent } = await consents(application);
    granted(
      await from.person.mutate("subjectChanges.acceptAgreement", {
        accountId: from.accountId,
        changeId: application.changeId,
        consent,
      }),
    );
    await confirmPhone(from, application);
    return application;
  }

  /** What stands before a test begins: a verified phone of the holder, and a code that was entered for this application. */
  const confirmPhone = async (of: Holder, { changeId }: { readonly changeId: string }): Promise<void> => {
    const id = crypto.randomUUID();
    await market.database.sql(
      `INSERT INTO phone (id, account_id, subject_id, login_id, state, record_id, number_mac, added_at, verified_at)
       SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, 'verified', $1::uuid, ($1::uuid)::text, tenure_now($2::uuid),
              tenure_now($2::uuid)
        WHERE NOT EXISTS (SELECT 1 FROM phone WHERE subject_id = $3::uuid AND state = 'verified')`,
      [id, of.accountId, of.subjectId, of.person.loginId],
    );
    await market.database.sql(
      `INSERT INTO phone_code (id, account_id, subject_id, phone_id, login_id, purpose, ref_id, number_mac, sent_at,
                               expires_at, used_at, delivery)
       SELECT $1::uuid, $2::uuid, $3::uuid, p.id, $4::uuid, 'subject_change', $5::uuid, p.number_mac, tenure_now($2::uuid),
              tenure_now($2::uuid) + interval '10 minutes', tenure_now($2::uuid), 'taken'
         FROM phone p WHERE p.subject_id = $3::uuid AND p.state = 'verified'`,
      [id, of.accountId, of.subjectId, of.person.loginId, changeId],
    );
  };

  const submit = async (application: Application) =>
    application.from.person.mutate("subjectChanges.submit", {
      accountId: application.from.accountId,
      changeId: application.changeId,
      commitments: (await consents(application)).commitments,
    });

  /** Submitted, with the mails of it sent. */
  async function submitted(from: Holder, to: { readonly name: Name; readonly email: string }) {
    const application = await prepared(from, to);
    granted(await submit(application));
    await market.runJobs();
    return application;
  }

  /** The secret of the newest invitation to an address. */
  function secretFor(email: string): string {
    const mail = market.mail.mails.findLast(
      ({ recipients, parsed }) =>
        recipients.includes(email) && /ownership-invitation/.test(parsed.text ?? ""),
    );
    const secret = /ownership-invitation\/[0-9a-f-]+#([\w-]+)/.exec(mail?.parsed.text ?? "")?.[1];
    if (secret === undefined) throw new Error(`no invitation to ${email}`);
    return secret;
  }

  const claim = (to: Holder, { changeId }: Application, secret = secretFor(to.person.email)) =>
    to.person.mutate("subjectChanges.incoming.claim", { changeId, secret });

  const prove = (to: Holder, { changeId }: Application) =>
    to.person.mutate("subjectChanges.incoming.prove", { changeId, ownAccountId: to.accountId });

  async function acceptance(to: Holder, { changeId }: Application, overlapHours = 0): Promise<Consent> {
    const { agreement } = granted(
      await to.person.query("subjectChanges.incoming.preview", { changeId, overlapHours, language: "en" }),
    );
    const { wording, hash } = agreement as { wording: string; hash: string };
    return { wording, language: "en", hash, starred: starsOf(ACCEPTANCE_ARTICLES) };
  }

  const accept = async (to: Holder, application: Application, overlapHours = 0) =>
    to.person.mutate("subjectChanges.incoming.accept", {
      changeId: application.changeId,
      overlapHours,
      consent: await acceptance(to, application, overlapHours),
    });

  interface Desk {
    readonly fileVersion: string;
    readonly checklist: string[];
  }
  const onDesk = async (by: Person, { from, changeId }: Application) =>
    granted(
      await by.query("subjectChanges.desk.get", { accountId: from.accountId, changeId }),
    ) as unknown as Desk & Record<string, unknown>;

  async function agree(by: Person, application: Application) {
    const { fileVersion, checklist } = await onDesk(by, application);
    return by.mutate("subjectChanges.desk.agree", {
      accountId: application.from.accountId,
      changeId: application.changeId,
      fileVersion,
      checked: checklist,
      note: null,
    });
  }

  /** Lets time pass for one account. */
  const later = async (accountId: string, hours: number) => {
    await market.database.sql("UPDATE account SET clock_offset_ms = clock_offset_ms + $2 WHERE id = $1", [
      accountId,
      hours * 3_600_000,
    ]);
  };

  /** A second of the notice time is enough: the old contacts were told, and had their 72 hours. */
  async function reviewed(application: Application): Promise<void> {
    await later(application.from.accountId, 73);
    granted(await agree(reviewer, application));
    granted(await agree(second, application));
  }

  /** Staff prove once more who they are: what they proved when they were appointed counts for five minutes. */
  const freshen = () =>
    market.database.sql(
      "UPDATE auth_session SET stepped_up_at = now(), created_at = now() WHERE user_id IN (SELECT login_id FROM staff)",
    );

  const stateOf = async ({ changeId }: Application) => {
    const [row] = await market.database.sql<{ state: string; review: string; invitation: string }>(
      `SELECT c.state, c.review_state AS review, i.state AS invitation FROM subject_change c
         LEFT JOIN subject_change_invitation i ON i.change_id = c.id WHERE c.id = $1`,
      [changeId],
    );
    return row;
  };

  const holderOf = async (accountId: string) => {
    const rows = await market.database.sql<{ subjectId: string }>(
      `SELECT subject_id AS "subjectId" FROM holder_period WHERE account_id = $1 AND ended_at IS NULL`,
      [accountId],
    );
    return rows.map(({ subjectId }) => subjectId);
  };

  return {
    market,
    reviewer,
    second,
    administrator,
    holder,
    begin,
    upload,
    consents,
    prepared,
    confirmPhone,
    submit,
    submitted,
    secretFor,
    claim,
    prove,
    acceptance,
    accept,
    onDesk,
    agree,
    later,
    reviewed,
    freshen,
    stateOf,
    holderOf,
  };
}

/** See {@link openWorld}. */
export type World = Awaited<ReturnType<typeof openWorld>>;

/** Makes the present holder of an account verified, or leaves it unverified. @returns the subject */
export async function verify({ services }: Market, accountId: string, name: Name | null): Promise<string> {
  return services.db.within(PLATFORM, async (tx) => {
    const { subjectId } = await tx.holderPeriod.findFirstOrThrow({ where: { accountId, endedAt: null } });
    if (name === null) return subjectId;
    const now = new Date().toISOString();
    const recordId = await services.vault.put(
      tx,
      subjectId,
      "proven_person",
      {
        ...name,
        birthDate: "1980-01-01",
        country: "DE",
        documentType: "passport",
        documentNumber: subjectId,
      },
      now,
    );
    await tx.subject.update({
      where: { id: subjectId },
      data: {
        kind: "individual",
        verifiedAt: new Date(now),
        verifiedBy: "provider",
        verifiedRecordId: recordId,
        personDigest: services.vault.mac("person", `${name.given} ${name.family}`),
      },
    });
    return subjectId;
  });
}
