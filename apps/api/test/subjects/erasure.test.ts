import { beforeAll, describe, expect, it } from "vitest";
import { chainAudit } from "../../src/audit/chain.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { checkLedger } from "../../src/ledger/check.ts";
import { sweepSubjects } from "../../src/subjects/erase.ts";
import { dumpOf, foundIn } from "../support/canary.ts";
import { type Market, openMarket } from "../support/market.ts";
import { enrol, openAccount, type Person, signUp, staff } from "../support/people.ts";

let market: Market;
let administrator: Person;
beforeAll(async () => {
  market = await openMarket();
  administrator = await staff(market, "administrator");
});

/** Names and numbers that occur nowhere else: whatever has them got them from the person. */
const CANARY = { given: "Zephyrine", family: "Quibblewick", number: "CANARY774411" };
const NEEDLES = [CANARY.given, CANARY.family, CANARY.number, "1971-03-09"];
/** What the form of a change says: whom it names, where they are invited, and why. */
const FORM = {
  newSubject: { kind: "individual", given: "Peregrina", family: "Thistlewool" },
  email: "thistlewool@example.com",
  explanation: "Blabbermouthed to a notary.",
};
const FORM_NEEDLES = ["Peregrina", "Thistlewool", "Blabbermouthed"];

const found = (text: string): string[] => foundIn(text, NEEDLES);

async function verified(): Promise<{ person: Person; accountId: string; sessionId: string }> {
  const person = await signUp(market, "somebody");
  const accountId = await openAccount(market, person);
  const { given, family, number } = CANARY;
  const begun = await person.mutate("holder.verify", { accountId, given, family });
  const sessionId = /vs_\w+/.exec(String(begun.data["url"]))?.[0] ?? "";
  const document = { given, family, number, birthDate: "1971-03-09", country: "FR" };
  // An expired document first: that a try failed is told, and whose it was is not.
  market.stripe.control.submitVerification(sessionId, "document_expired", document);
  await market.runJobs();
  market.stripe.control.submitVerification(sessionId, "verified", document);
  expect(await market.runJobs()).toEqual([]);
  return { person, accountId, sessionId };
}

const periodOf = async (accountId: string) => {
  const [row] = await market.database.sql<{ id: string; subject_id: string }>(
    "SELECT id, subject_id FROM holder_period WHERE account_id = $1",
    [accountId],
  );
  return { id: row?.id ?? "", subjectId: row?.subject_id ?? "" };
};

const nameOf = async (accountId: string) =>
  (await administrator.query("holder.get", { accountId })).data["name"];

async function close(accountId: string): Promise<void> {
  await market.database.sql("UPDATE account SET state = 'closed' WHERE id = $1", [accountId]);
  await market.database.sql(
    `INSERT INTO account_closing (account_id, login_id, confirmation_version, confirmation_hash, language,
       forfeited_nanos, gift_codes_nanos, decision_id, closed_at)
     SELECT $1, login_id, '1', repeat('0', 64), 'en', 0, 0, uuidv7(), now() FROM member WHERE account_id = $1`,
    [accountId],
  );
}

describe("what is known about a person (threats 12 and 32)", () => {
  it("canary: name, birth date and number are in no dump of the database, log line or mail, and yet are there", async () => {
    const { person, accountId } = await verified();
    // Everything that shows or moves it: the pages, staff's look, a refused reuse of the key, a failing request.
    expect(await nameOf(accountId)).toBe("Zephyrine Quibblewick");
    const revealed = await administrator.mutate("holder.reveal", { accountId, reason: "Canary" });
    expect(found(JSON.stringify(revealed.data))).toEqual(NEEDLES);
    await person.query("accounts.get", { accountId });
    await administrator.query("accounts.list", {});
    const again = { accountId, given: CANARY.given, family: CANARY.family };
    expect((await person.mutate("holder.verify", again)).problem.code).toBe("conflict");
    expect((await person.mutate("holder.verify", { ...again, extra: CANARY.number })).problem.code).toBe(
      "validation_failed",
    );
    await market.runJobs();
    await chainAudit(market.services.db);

    const dumped = await dumpOf(market.database);
    expect(dumped).toContain(accountId);
    expect(dumped).toContain("subjects.record_verification");
    expect(found(dumped)).toEqual([]);
    expect(found(market.logText())).toEqual([]);
    const mails = await market.database.sql<{ text: string; html: string; subject: string }>(
      "SELECT subject, text, html FROM notice WHERE account_id = $1",
      [accountId],
    );
    expect(mails.length).toBeGreaterThanOrEqual(2);
    expect(found(JSON.stringify(mails))).toEqual([]);
  });

  it("the check of this test finds what is there", () => {
    expect(found("…Quibblewick…")).toEqual([CANARY.family]);
    expect(found(Buffer.from("x CANARY774411").toString("hex"))).toEqual([CANARY.number]);
  });
});

describe("the form of a change of subject (threats 12 and 32)", () => {
  it("canary: whom it names, where and why are in no dump of the database and no log line, and yet are there", async () => {
    const person = await enrol(await signUp(market, "applicant"), market);
    const accountId = await openAccount(market, person);
    const form = { accountId, ground: "holder_differs", form: FORM };
    const { changeId } = (await person.mutate("subjectChanges.begin", form)).data;
    const about = { accountId, changeId };
    const shown = (await person.query("subjectChanges.get", about)).data;
    expect(foundIn(JSON.stringify(shown), FORM_NEEDLES)).toEqual(FORM_NEEDLES);
    // Saved anew, saved from a page that is behind, submitted too early, sent with a field that is none.
    const { revision } = shown;
    const again = { ...about, ...form, revision };
    expect((await person.mutate("subjectChanges.fill", again)).status).toBe(200);
    expect((await person.mutate("subjectChanges.fill", again)).problem.code).toBe("conflict");
    expect((await person.mutate("subjectChanges.submit", { ...about, commitments: null })).status).not.toBe(
      200,
    );
    expect(
      (await person.mutate("subjectChanges.fill", { ...again, why: FORM.explanation })).problem.code,
    ).toBe("validation_failed");
    await market.runJobs();
    await chainAudit(market.services.db);

    const needles = [...FORM_NEEDLES, FORM.email];
    const dumped = await dumpOf(market.database);
    expect(dumped).toContain(String(changeId));
    expect(dumped).toContain("subject_changes.fill");
    expect(foundIn(dumped, needles)).toEqual([]);
    expect(foundIn(market.logText(), needles)).toEqual([]);
  });
});

describe("erasing a person (invariant 35)", () => {
  it("invariant 35: is refused while they hold an account; then nothing can be read, and ledger and chain verify", async () => {
    const customer = await market.customer();
    await customer.subscribe();
    const { accountId, sessionId } = await verified();
    const { id: holderPeriodId, subjectId } = await periodOf(accountId);
    const erase = (reason = "Request of 28 November") =>
      administrator.mutate("holder.erase", { accountId, holderPeriodId, reason });
    expect((await erase()).problem).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("holds an account"),
    });
    await close(accountId);
    const before = await market.database.sql<{ n: number }>("SELECT count(*)::int AS n FROM vault_record");
    expect((await erase()).data).toMatchObject({ hadKey: true });
    await market.runJobs();

    const opened = await market.services.db.within(PLATFORM, async (tx) => {
      const records = await tx.vaultRecord.findMany({ where: { subjectId } });
      expect(records.length).toBe(2);
      const { vault } = market.services;
      return Promise.all([
        vault.getAll(
          tx,
          "given_name",
          records.map(({ id }) => id),
        ),
        vault.getAll(
          tx,
          "proven_person",
          records.map(({ id }) => id),
        ),
      ]);
    });
    expect(opened.map(({ size }) => size)).toEqual([0, 0]);
    expect(await market.database.sql<{ n: number }>("SELECT count(*)::int AS n FROM vault_record")).toEqual(
      before,
    );
    expect(
      await market.database.sql("SELECT wrapped FROM vault_key WHERE subject_id = $1", [subjectId]),
    ).toEqual([{ wrapped: null }]);
    expect((await administrator.query("holder.get", { accountId })).data["history"]).toMatchObject([
      { name: null, erased: true, verified: true },
    ]);
    expect((await administrator.mutate("holder.reveal", { accountId, reason: "again" })).problem.code).toBe(
      "conflict",
    );
    // The provider forgot it, too.
    expect(market.stripe.control.verificationSession(sessionId).redaction).toEqual({ status: "redacted" });
    expect((await erase()).problem.detail).toContain("Nothing is known");

    await chainAudit(market.services.db);
    expect((await verifyAudit(market.services.db)).findings).toEqual([]);
    expect((await checkLedger(market.services.db)).findings).toEqual([]);
  });

  it("a key that was destroyed is never made again, not even by a hand in the database", async () => {
    const [row] = await market.database.sql<{ subject_id: string }>(
      "SELECT subject_id FROM vault_key WHERE wrapped IS NULL LIMIT 1",
    );
    const subjectId = row?.subject_id ?? "";
    const now = new Date().toISOString();
    await expect(
      market.services.db.within(PLATFORM, (tx) =>
        market.services.vault.put(tx, subjectId, "given_name", { given: "A", family: "B" }, now),
      ),
    ).rejects.toThrow("was destroyed");
    await expect(
      market.services.db.within(PLATFORM, (tx) =>
        tx.vaultKey.update({
          where: { subjectId },
          data: { wrapped: new Uint8Array(60), destroyedAt: null },
        }),
      ),
    ).rejects.toThrow(/made once/);
  });

  it("the daily sweep erases whoever's time is over, and nobody a day before or with an open refund case", {
    tags: ["deep"],
  }, async () => {
    const { accountId } = await verified();
    const { subjectId } = await periodOf(accountId);
    await close(accountId);
    const closedAgo = (days: number) =>
      market.database.sql(
        "UPDATE account_closing SET closed_at = now() - $2 * interval '1 day' WHERE account_id = $1",
        [accountId, days],
      );
    const erased = async () => {
      await sweepSubjects(market.services);
      const [row] = await market.database.sql<{ erased: boolean }>(
        "SELECT erased_at IS NOT NULL AS erased FROM subject WHERE id = $1",
        [subjectId],
      );
      return row?.erased;
    };
    // Proven identities are kept five years of 365 days: 1825.
    await closedAgo(1824);
    expect(await erased()).toBe(false);
    await closedAgo(1826);
    await market.database.sql(
      `INSERT INTO refund_case (id, number, channel, account_id, state, language, requester, subject, fields, received_at, due_at)
       VALUES (uuidv7(), 'CASE-T-1', 'email', $1, 'received', 'en', 'a@example.com', 's', '{}', now(), now())`,
      [accountId],
    );
    expect(await erased()).toBe(false);
    await market.database.sql(
      "UPDATE refund_case SET state = 'declined', decided_at = now(), decider_id = uuidv7(), decline_reasons = '{x}' WHERE account_id = $1",
      [accountId],
    );
    expect(await erased()).toBe(true);
  });
});
