import type { VerificationChoice } from "@tenure/sandbox/stripe";
import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { askAboutChecks } from "../../src/subjects/jobs.ts";
import { type Market, openMarket } from "../support/market.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";

let market: Market;
let administrator: Person;
beforeAll(async () => {
  market = await openMarket();
  administrator = await staff(market, "administrator");
});

interface Holder {
  readonly kind: string;
  readonly name: string;
  readonly basis: string;
  readonly verifiedAt: string | null;
  readonly verifiedBy: string | null;
  readonly warnings: string[];
  readonly profile: { source: string; name: string; differs: boolean }[];
  readonly document: { type: string; country: string; numberEnd: string } | null;
  readonly verification: {
    id: string;
    state: string;
    match: string | null;
    failureCode: string | null;
    actions: string[];
  } | null;
  readonly canVerify: boolean;
  readonly history: { name: string | null; startedAt: string; endedAt: string | null; verified: boolean }[];
  readonly otherAccounts: { id: string }[] | null;
}
const holderOf = async (person: Person, accountId: string) =>
  (await person.query("holder.get", { accountId })).data as unknown as Holder;

const DOCUMENT = { birthDate: "1985-12-10", country: "GB", number: "P1234567" };
let numbers = 0;

/** Begins a verification and shows a document on its page, as a browser does. */
async function show(
  person: Person,
  accountId: string,
  choice: VerificationChoice,
  given: { given: string; family: string },
  shown = given,
  number = `P${(numbers += 1)}00000`,
): Promise<string> {
  const begun = await person.mutate("holder.verify", { accountId, ...given });
  expect(begun.problem).toEqual({});
  const session = /vs_\w+/.exec(String(begun.data["url"]))?.[0] ?? "";
  market.stripe.control.submitVerification(session, choice, { ...DOCUMENT, ...shown, number });
  return session;
}

async function owner(name = "ada"): Promise<{ person: Person; accountId: string }> {
  const person = await signUp(market, name);
  return { person, accountId: await openAccount(market, person) };
}

const ADA = { given: "Ada", family: "Lovelace" };
const GRACE = { given: "Grace", family: "Hopper" };

const auditOf = async (accountId: string) =>
  (
    await market.database.sql<{ action: string }>(
      "SELECT action FROM audit_row WHERE account_id = $1 AND action LIKE 'subjects.%' ORDER BY id",
      [accountId],
    )
  ).map(({ action }) => action);

const mailsOf = async (accountId: string) =>
  (
    await market.database.sql<{ kind: string }>(
      "SELECT kind FROM notice WHERE account_id = $1 AND kind LIKE 'identity_%' ORDER BY id",
      [accountId],
    )
  ).map(({ kind }) => kind);

describe("verifying a person (C1.2, C2.1)", () => {
  it("C1.2, C2.1: a good document of the name given verifies, and its name wins over the profile everywhere", async () => {
    const { person, accountId } = await owner("countess");
    expect(await holderOf(person, accountId)).toMatchObject({
      name: "countess",
      basis: "profile",
      canVerify: true,
      verification: null,
    });
    await show(person, accountId, "verified", ADA, { given: "ADA", family: "LOVELACE" }, "P1234567");
    expect(await market.runJobs()).toEqual([]);
    const holder = await holderOf(person, accountId);
    expect(holder).toMatchObject({
      kind: "individual",
      name: "ADA LOVELACE",
      basis: "verified",
      verifiedBy: "provider",
      document: { type: "passport", country: "GB", numberEnd: "567" },
      verification: { state: "verified", match: "same", actions: [] },
      canVerify: false,
      otherAccounts: null,
    });
    // The account and its owner are called countess; no billing details were given.
    expect(holder.profile).toEqual([
      { source: "account", name: "countess", differs: true, warnings: [] },
      { source: "owner", name: "countess", differs: true, warnings: [] },
    ]);
    expect(holder.history).toEqual([
      expect.objectContaining({ name: "ADA LOVELACE", endedAt: null, verified: true }),
    ]);
    expect((await person.query("accounts.get", { accountId })).data["holder"]).toMatchObject({
      displayName: "ADA LOVELACE",
      verified: true,
    });
    const listed = (await administrator.query("accounts.search", { query: accountId })).data;
    expect(listed).toMatchObject([{ holder: "ADA LOVELACE" }]);
    expect(await mailsOf(accountId)).toEqual(["identity_verified"]);
    expect(await auditOf(accountId)).toEqual([
      "subjects.start_verification",
      "subjects.keep_session",
      "subjects.record_verification",
      "subjects.record_verification",
    ]);
    const again = await person.mutate("holder.verify", { accountId, ...GRACE });
    expect(again.problem.code).toBe("conflict");
  });

  it("C1.2: a valid document of another name verifies nobody; verifying anew under the right name does", async () => {
    const { person, accountId } = await owner();
    await show(person, accountId, "verified", ADA, GRACE);
    await market.runJobs();
    expect(await holderOf(person, accountId)).toMatchObject({
      basis: "profile",
      verifiedAt: null,
      verification: { state: "mismatch", match: "different" },
      canVerify: true,
    });
    expect(await mailsOf(accountId)).toEqual(["identity_mismatch"]);
    await show(person, accountId, "verified", GRACE);
    await market.runJobs();
    expect(await holderOf(person, accountId)).toMatchObject({ name: "Grace Hopper", basis: "verified" });
  });

  it("C1.2: a name that only looks like the document's verifies nobody", async () => {
    const { person, accountId } = await owner();
    await show(person, accountId, "verified", { given: "Аdа", family: "Lovelace" }, ADA);
    await market.runJobs();
    expect((await holderOf(person, accountId)).verification).toMatchObject({
      state: "mismatch",
      match: "look_alike",
    });
  });

  it("an expired document, an unreadable one, then a good one on the same page, checked for a while: each step is told once", async () => {
    const { person, accountId } = await owner();
    const session = await show(person, accountId, "document_expired", ADA);
    await market.runJobs();
    expect((await holderOf(person, accountId)).verification).toMatchObject({
      state: "expired",
      failureCode: "document_expired",
      actions: ["continue", "cancel"],
    });
    const { control } = market.stripe;
    const document = { ...DOCUMENT, ...ADA, number: "P7000001" };
    control.submitVerification(session, "document_unverified_other", document);
    await market.runJobs();
    expect((await holderOf(person, accountId)).verification).toMatchObject({ state: "rejected" });
    control.submitVerification(session, "processing", document);
    await market.runJobs();
    const checked = await holderOf(person, accountId);
    expect(checked).toMatchObject({ verification: { state: "processing", actions: [] }, canVerify: false });
    const meanwhile = await person.mutate("holder.verify", { accountId, ...ADA });
    expect(meanwhile.problem.code).toBe("conflict");
    control.settleVerification(session);
    await market.runJobs();
    expect(await holderOf(person, accountId)).toMatchObject({ basis: "verified" });
    expect(await mailsOf(accountId)).toEqual([
      "identity_document_expired",
      "identity_rejected",
      "identity_verified",
    ]);
  });

  it("going on keeps the page; another name begins anew and closes it; giving up closes it too", async () => {
    const { person, accountId } = await owner();
    const first = await person.mutate("holder.verify", { accountId, ...ADA });
    const same = await person.mutate("holder.verify", { accountId, given: "ada", family: "LOVELACE" });
    expect(same.data["verificationId"]).toBe(first.data["verificationId"]);
    expect(same.data["url"]).toBe(first.data["url"]);
    const other = await person.mutate("holder.verify", { accountId, ...GRACE });
    expect(other.data["verificationId"]).not.toBe(first.data["verificationId"]);
    await market.runJobs();
    const sessionIn = (url: unknown) => /vs_\w+/.exec(String(url))?.[0] ?? "";
    const { control } = market.stripe;
    expect(control.verificationSession(sessionIn(first.data["url"])).status).toBe("canceled");
    const cancelled = await person.mutate("holder.cancel", {
      accountId,
      verificationId: other.data["verificationId"],
    });
    expect(cancelled.data["state"]).toBe("cancelled");
    await market.runJobs();
    expect(control.verificationSession(sessionIn(other.data["url"])).status).toBe("canceled");
    expect(await holderOf(person, accountId)).toMatchObject({
      verification: { state: "cancelled", actions: [] },
      canVerify: true,
    });
    expect(await mailsOf(accountId)).toEqual([]);
  });

  it("a person who declines the check has cancelled it", async () => {
    const { person, accountId } = await owner();
    await show(person, accountId, "consent_declined", ADA);
    await market.runJobs();
    expect((await holderOf(person, accountId)).verification).toMatchObject({ state: "cancelled" });
  });
});

describe("what the provider tells", () => {
  it("is asked for when the browser is back first, and told three times over it verifies once", async () => {
    const { person, accountId } = await owner();
    market.stripe.control.pauseWebhooks();
    await show(person, accountId, "verified", ADA);
    const verificationId = (await holderOf(person, accountId)).verification?.id;
    const asked = await Promise.all([
      person.mutate("holder.check", { accountId, verificationId }),
      person.mutate("holder.check", { accountId, verificationId }),
    ]);
    expect(asked.map(({ data }) => data["basis"])).toEqual(["verified", "verified"]);
    market.stripe.control.resumeWebhooks();
    expect(await market.runJobs()).toEqual([]);
    expect(await mailsOf(accountId)).toEqual(["identity_verified"]);
    const proven = await market.database.sql(
      `SELECT 1 FROM vault_record r JOIN holder_period p USING (subject_id)
        WHERE p.account_id = $1 AND r.kind = 'proven_person'`,
      [accountId],
    );
    expect(proven).toHaveLength(1);
  });

  it("and what never arrives is found by asking", async () => {
    const { person, accountId } = await owner();
    market.stripe.control.addEventFault({ type: "identity.verification_session.processing", action: "drop" });
    market.stripe.control.addEventFault({ type: "identity.verification_session.verified", action: "drop" });
    await show(person, accountId, "verified", ADA);
    await market.runJobs();
    expect((await holderOf(person, accountId)).verification?.state).toBe("open");
    await askAboutChecks(market.services);
    expect(await holderOf(person, accountId)).toMatchObject({ basis: "verified" });
  });

  it("is kept by its ids alone", async () => {
    const stored = await market.database.sql<{ payload: Record<string, unknown> }>(
      "SELECT payload FROM provider_event WHERE type LIKE 'identity.%'",
    );
    expect(stored.length).toBeGreaterThan(5);
    for (const { payload } of stored)
      expect(Object.keys(payload).sort()).toEqual(["created", "data", "id", "type"]);
  });
});

describe("one person, several accounts", () => {
  it("the same document on two accounts is one person to staff, and nobody else is told", async () => {
    const one = await owner("ada");
    const two = await owner("ada");
    await show(one.person, one.accountId, "verified", ADA, ADA, "X 99-1");
    await show(two.person, two.accountId, "verified", ADA, ADA, "x991");
    await market.runJobs();
    expect((await holderOf(administrator, one.accountId)).otherAccounts).toEqual([
      expect.objectContaining({ id: two.accountId }),
    ]);
    expect((await holderOf(one.person, one.accountId)).otherAccounts).toBeNull();
  });
});

describe("who may see and do what", () => {
  it("a member sees the name and no document; a stranger sees no account; staff read it whole with a reason, written down", async () => {
    const { person, accountId } = await owner();
    await show(person, accountId, "verified", ADA, ADA, "P5550001");
    await market.runJobs();
    const member = await signUp(market, "member");
    await market.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
      accountId,
      member.loginId,
    ]);
    expect(await holderOf(member, accountId)).toMatchObject({
      name: "Ada Lovelace",
      document: null,
      canVerify: false,
    });
    expect((await member.mutate("holder.verify", { accountId, ...ADA })).problem.code).toBe("forbidden");
    const stranger = await owner("stranger");
    expect((await stranger.person.query("holder.get", { accountId })).problem.code).toBe("not_found");
    expect((await person.mutate("holder.reveal", { accountId, reason: "x" })).problem.code).toBe("forbidden");
    const revealed = await administrator.mutate("holder.reveal", { accountId, reason: "Court order 7/26" });
    expect(revealed.data["person"]).toEqual({
      ...ADA,
      birthDate: "1985-12-10",
      country: "GB",
      documentType: "passport",
      documentNumber: "P5550001",
    });
    expect(
      await market.database.sql(
        "SELECT reason, actor_id FROM audit_row WHERE account_id = $1 AND action = 'subjects.reveal'",
        [accountId],
      ),
    ).toEqual([{ reason: "Court order 7/26", actor_id: administrator.loginId }]);
  });

  it("C4.10: who held it before is told to staff, and the new holder reads nothing of theirs in the vault", async () => {
    const { person, accountId } = await owner("ada");
    await show(person, accountId, "verified", ADA, ADA);
    await market.runJobs();
    await market.database.sql(
      `WITH next AS (INSERT INTO subject (kind, display_name) VALUES ('individual', 'Next') RETURNING id),
            ended AS (UPDATE holder_period SET ended_at = now() WHERE account_id = $1 RETURNING ended_at)
       INSERT INTO holder_period (account_id, subject_id, started_at) SELECT $1, next.id, ended.ended_at FROM next, ended`,
      [accountId],
    );
    const mine = await holderOf(person, accountId);
    expect(mine).toMatchObject({ name: "Next", basis: "profile", document: null, verification: null });
    expect(mine.history.map(({ name }) => name)).toEqual(["Next", null]);
    // One instant ends the one and begins the other.
    expect(mine.history[1]?.endedAt).toBe(mine.history[0]?.startedAt);
    const theirs = await holderOf(administrator, accountId);
    expect(theirs.history.map(({ name }) => name)).toEqual(["Next", "Ada Lovelace"]);
    const seen = await market.services.db.within({ kind: "account", accountId }, (tx) =>
      tx.vaultRecord.count(),
    );
    expect(seen).toBe(0);
    expect(await market.services.db.within(PLATFORM, (tx) => tx.vaultRecord.count())).toBeGreaterThan(0);
  });
});
