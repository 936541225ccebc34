import { statesOf } from "@tenure/core/lifecycle";
import { phoneEndings, phoneLifecycle } from "@tenure/core/phones";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ofAccount, PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { confirmedPhoneCode } from "../../src/phones/confirmed-code.ts";
import { requireSignInFree } from "../../src/phones/sign-in-free.ts";
import { type Market, openMarket } from "../support/market.ts";
import { enrol, openAccount, type Person, signUp, staff } from "../support/people.ts";
import { startSms } from "../support/sms.ts";

let market: Market;
let sms: Awaited<ReturnType<typeof startSms>>;
let administrator: Person;
beforeAll(async () => {
  sms = await startSms();
  market = await openMarket({ sms: sms.settings });
  administrator = await staff(market, "administrator");
});
beforeEach(() => sms.phone.clearFaults());

let numbers = 1_000_000;
/** A number of the United States that nobody used in these tests. */
const aNumber = () => `+1202${(numbers += 1)}`.replace("+12021", "+12025");

interface Owner {
  readonly person: Person;
  readonly accountId: string;
}
async function owner(stepsUp = false): Promise<Owner> {
  const signedUp = await signUp(market, "ida");
  const person = stepsUp ? await enrol(signedUp, market) : signedUp;
  return { person, accountId: await openAccount(market, person) };
}

interface Phones {
  readonly verified: { id: string; number: string; verifiedAt: string } | null;
  readonly waiting: { id: string; number: string; delivery: string; resendAfterSeconds: number } | null;
  readonly frozen: boolean;
  readonly available: boolean;
  readonly elsewhere: number | null;
}
const phonesOf = async ({ person, accountId }: Owner) =>
  (await person.query("phones.get", { accountId })).data as unknown as Phones;

const codeTo = (number: string) => /\d{6}/.exec(sms.phone.messages(number).at(-1)?.text ?? "")?.[0] ?? "";
/** Another code than the right one. */
const not = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

async function added({ person, accountId }: Owner, number: string, how = "phones.add") {
  const { data, problem } = await person.mutate(how, { accountId, number });
  expect(problem).toEqual({});
  expect(await market.runJobs()).toEqual([]);
  return String(data["phoneId"]);
}
const confirm = ({ person, accountId }: Owner, ref: string, code: string, purpose = "verify_phone") =>
  person.mutate("phones.confirmCode", { accountId, purpose, ref, code });
const send = ({ person, accountId }: Owner, ref: string, purpose = "verify_phone") =>
  person.mutate("phones.sendCode", { accountId, purpose, ref });
async function verified(who: Owner, number = aNumber()) {
  const phoneId = await added(who, number);
  expect((await confirm(who, phoneId, codeTo(number))).problem).toEqual({});
  return { phoneId, number };
}
/** Lets time pass for what was sent so far. */
const later = (accountId: string, seconds: number) =>
  market.database.sql(
    `UPDATE phone_code SET sent_at = sent_at - $2 * interval '1 second', expires_at = expires_at - $2 * interval '1 second',
            used_up_at = used_up_at - $2 * interval '1 second' WHERE account_id = $1`,
    [accountId, seconds],
  );
const subjectOf = async (accountId: string) => {
  const [row] = await market.database.sql<{ subject_id: string; id: string }>(
    "SELECT id, subject_id FROM holder_period WHERE account_id = $1 AND ended_at IS NULL",
    [accountId],
  );
  return { subjectId: row?.subject_id ?? "", periodId: row?.id ?? "" };
};
/** A change of subject as far as phones have to know of it. */
async function change({ person, accountId }: Owner, state: "draft" | "open"): Promise<string> {
  const { subjectId, periodId } = await subjectOf(accountId);
  const id = newId();
  await market.database.sql(
    `INSERT INTO subject_change (id, account_id, holder_period_id, from_subject_id, to_subject_id, state, review_state,
       ground, capacity, scope, form_record_id, form_sha256, applicant_login_id, created_at, submitted_at, expires_at,
       agreement_consent_id, commitments_consent_id)
     VALUES ($1, $2, $3, $4, uuidv7(), $5, 'pending', 'merger', 'holder', 'whole', uuidv7(), repeat('0', 64), $6, now(),
       now(), now() + interval '90 days', uuidv7(), uuidv7())`,
    [id, accountId, periodId, subjectId, state, person.loginId],
  );
  return id;
}
const noticesOf = async (accountId: string) =>
  (
    await market.database.sql<{ kind: string }>(
      "SELECT kind FROM notice WHERE account_id = $1 AND kind LIKE 'phone%' ORDER BY id",
      [accountId],
    )
  ).map(({ kind }) => kind);

describe("the phone of a holder (C3.3)", () => {
  it("is added, gets a code by text message, and is verified by it; the owner hears of it", async () => {
    const who = await owner();
    const number = aNumber();
    const phoneId = await added(who, `${number.slice(0, 5)} ${number.slice(5)}`);
    expect(sms.phone.messages(number).map(({ text }) => text)).toEqual([
      `Tenure: ${codeTo(number)} verifies this phone, within 10 minutes. Never tell it to anybody, not even to us.`,
    ]);
    const masked = `+1 ••• •••• ${number.slice(-4)}`;
    expect(await phonesOf(who)).toMatchObject({
      verified: null,
      waiting: { id: phoneId, number: masked, delivery: "taken" },
      elsewhere: null,
    });
    expect((await confirm(who, phoneId, codeTo(number))).status).toBe(200);
    expect(await phonesOf(who)).toMatchObject({ verified: { id: phoneId, number: masked }, waiting: null });
    expect(await noticesOf(who.accountId)).toEqual(["phone_verified"]);
    // There is one; a second takes its place only.
    const again = await who.person.mutate("phones.add", { accountId: who.accountId, number: aNumber() });
    expect(again.problem.code).toBe("conflict");
  });

  it("reads a number without a plus as one of the country of the billing details", {
    tags: ["deep"],
  }, async () => {
    const who = await owner();
    const bare = { accountId: who.accountId, number: "070-174 06 05" };
    expect((await who.person.mutate("phones.add", bare)).problem.code).toBe("validation_failed");
    await market.database.sql(
      `INSERT INTO billing_details (account_id, full_name, email, country, address_line, city, postal_code)
       VALUES ($1, 'Ida', 'ida@example.com', 'SE', 'Storgatan 1', 'Stockholm', '111 51')`,
      [who.accountId],
    );
    await added(who, bare.number);
    expect(sms.phone.messages("+46701740605")).toHaveLength(1);
  });

  it.each([
    ["no number", "abc"],
    ["too short", "+46 70"],
    ["a fixed line", "+46 8 508 29 000"],
    ["a number that charges", "+1 900 234 5678"],
  ])("refuses what no text message reaches: %s", async (_what, number) => {
    const who = await owner();
    const { problem } = await who.person.mutate("phones.add", { accountId: who.accountId, number });
    expect(problem).toMatchObject({ code: "validation_failed", errors: [{ path: "number" }] });
    expect(JSON.stringify(problem)).not.toContain(number);
    expect(await phonesOf(who)).toMatchObject({ waiting: null });
  });

  it("another number in place of one that waits: the first one's code is worth nothing", {
    tags: ["deep"],
  }, async () => {
    const who = await owner();
    const [mistyped, right] = [aNumber(), aNumber()];
    const first = await added(who, mistyped);
    const second = await added(who, right);
    expect((await confirm(who, first, codeTo(mistyped))).problem.code).toBe("validation_failed");
    expect((await confirm(who, second, codeTo(mistyped))).problem.code).toBe("validation_failed");
    expect((await confirm(who, second, codeTo(right))).status).toBe(200);
  });

  it("is replaced after a step-up: the old one counts until the new one's code comes back, then never again", async () => {
    const who = await owner(true);
    const old = await verified(who);
    const number = aNumber();
    const phoneId = await added(who, number, "phones.replace");
    expect(await phonesOf(who)).toMatchObject({ verified: { id: old.phoneId }, waiting: { id: phoneId } });
    expect((await confirm(who, phoneId, codeTo(number))).status).toBe(200);
    expect(await phonesOf(who)).toMatchObject({ verified: { id: phoneId }, waiting: null });
    expect(await noticesOf(who.accountId)).toEqual(["phone_verified", "phone_replaced"]);
  });

  it("is removed after a step-up; one that waits is given up without", async () => {
    const who = await owner(true);
    const { phoneId } = await verified(who);
    const waiting = await added(who, aNumber(), "phones.replace");
    const { person, accountId } = who;
    expect((await person.mutate("phones.giveUp", { accountId, phoneId })).problem.code).toBe("not_found");
    expect((await person.mutate("phones.giveUp", { accountId, phoneId: waiting })).status).toBe(200);
    expect((await person.mutate("phones.remove", { accountId, phoneId: waiting })).problem.code).toBe(
      "not_found",
    );
    expect((await person.mutate("phones.remove", { accountId, phoneId })).status).toBe(200);
    expect(await phonesOf(who)).toMatchObject({ verified: null, waiting: null });
    expect(await noticesOf(accountId)).toEqual(["phone_verified", "phone_removed"]);
  });

  it("without a step-up nothing takes a verified phone's place", async () => {
    const who = await owner();
    const { phoneId } = await verified(who);
    const { person, accountId } = who;
    const number = aNumber();
    expect((await person.mutate("phones.replace", { accountId, number })).problem.code).toBe(
      "second_factor_required",
    );
    expect((await person.mutate("phones.remove", { accountId, phoneId })).problem.code).toBe(
      "second_factor_required",
    );
    expect(await phonesOf(who)).toMatchObject({ verified: { id: phoneId } });
  });

  it("invariant 31: while a change of subject is open nothing changes, and the phone that waits is not verified", async () => {
    const who = await owner(true);
    const { phoneId } = await verified(who);
    const number = aNumber();
    const waiting = await added(who, number, "phones.replace");
    await change(who, "open");
    const { person, accountId } = who;
    expect(await phonesOf(who)).toMatchObject({ frozen: true });
    const tried = [
      await person.mutate("phones.replace", { accountId, number: aNumber() }),
      await person.mutate("phones.remove", { accountId, phoneId }),
      await confirm(who, waiting, codeTo(number)),
    ];
    expect(tried.map(({ problem }) => problem.code)).toEqual(["conflict", "conflict", "conflict"]);
    expect(await phonesOf(who)).toMatchObject({ verified: { id: phoneId } });
    await expect(
      market.services.db.within(ofAccount(accountId), (tx) => requireSignInFree(tx, accountId)),
    ).rejects.toThrow("under way");
    const free = await owner();
    await change(free, "draft");
    await market.services.db.within(ofAccount(free.accountId), (tx) => requireSignInFree(tx, free.accountId));
  });

  it("is nobody else's: another owner sees, sends, enters and removes nothing of it", {
    tags: ["deep"],
  }, async () => {
    const [who, other] = [await owner(), await owner(true)];
    const { phoneId } = await verified(who);
    expect(await phonesOf(other)).toMatchObject({ verified: null });
    const { person, accountId } = other;
    expect((await person.query("phones.get", { accountId: who.accountId })).problem.code).toBe("not_found");
    expect((await person.mutate("phones.remove", { accountId, phoneId })).problem.code).toBe("not_found");
    expect((await send(other, phoneId)).problem.code).toBe("not_found");
    expect((await confirm(other, phoneId, "123456")).problem.code).toBe("validation_failed");
    const seen = await market.services.db.within(ofAccount(accountId), (tx) => tx.phone.count());
    expect(seen).toBe(0);
  });

  it("staff see its end, since when, and how many other accounts have it; an owner does not", async () => {
    const [who, twin] = [await owner(), await owner()];
    const { number } = await verified(who);
    expect((await administrator.query("phones.get", { accountId: who.accountId })).data).toMatchObject({
      elsewhere: 0,
    });
    await later(who.accountId, 61);
    await verified(twin, number);
    const seen = (await administrator.query("phones.get", { accountId: who.accountId })).data;
    expect(seen).toMatchObject({ elsewhere: 1, verified: { number: `+1 ••• •••• ${number.slice(-4)}` } });
    expect(await phonesOf(who)).toMatchObject({ elsewhere: null });
  });

  it("the table knows the states and endings of core, and one verified phone of a subject", async () => {
    const checks = await market.database.sql<{ text: string }>(
      "SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname IN ('phone_state', 'phone_ending') ORDER BY conname",
    );
    const named = checks.map(({ text }) => [...text.matchAll(/'(\w+)'/g)].map(([, name]) => name));
    expect(named).toEqual([[...phoneEndings], statesOf(phoneLifecycle)]);
    const who = await owner();
    await verified(who);
    await expect(
      market.database.sql(
        `INSERT INTO phone (id, account_id, subject_id, login_id, state, record_id, number_mac, added_at, verified_at)
         SELECT uuidv7(), account_id, subject_id, login_id, state, record_id, 'x', now(), now() FROM phone WHERE account_id = $1`,
        [who.accountId],
      ),
    ).rejects.toThrow("phone_one_verified");
  });
});

describe("codes (C3.3)", () => {
  it("C3.3: a wrong code counts; the fifth uses the code up, and no other is sent for a quarter of an hour", async () => {
    const who = await owner();
    const number = aNumber();
    const phoneId = await added(who, number);
    const code = codeTo(number);
    for (let tries = 1; tries <= 5; tries += 1)
      expect((await confirm(who, phoneId, not(code))).problem).toMatchObject({
        code: "validation_failed",
        errors: [{ path: "code" }],
      });
    // The right one now hears what a wrong one does.
    expect((await confirm(who, phoneId, code)).problem.detail).toBe(
      "This code is wrong, or it is over. Ask for a new one.",
    );
    await later(who.accountId, 14 * 60);
    expect((await send(who, phoneId)).problem.code).toBe("too_many_requests");
    await later(who.accountId, 61);
    expect((await send(who, phoneId)).status).toBe(200);
    await market.runJobs();
    expect((await confirm(who, phoneId, codeTo(number))).status).toBe(200);
  });

  it("C3.3: a code holds ten minutes, and the newest alone", { tags: ["deep"] }, async () => {
    const who = await owner();
    const number = aNumber();
    const phoneId = await added(who, number);
    const first = codeTo(number);
    await later(who.accountId, 61);
    expect((await send(who, phoneId)).data).toEqual({ resendAfterSeconds: 60, codeMinutes: 10 });
    await market.runJobs();
    const second = codeTo(number);
    expect(sms.phone.messages(number)).toHaveLength(2);
    if (first !== second) expect((await confirm(who, phoneId, first)).problem.code).toBe("validation_failed");
    await later(who.accountId, 601);
    expect((await confirm(who, phoneId, second)).problem.code).toBe("validation_failed");
  });

  it("C3.3: another one is sent after a minute, not before, whichever account asks", {
    tags: ["deep"],
  }, async () => {
    const [who, other] = [await owner(), await owner()];
    const number = aNumber();
    const phoneId = await added(who, number);
    expect((await phonesOf(who)).waiting?.resendAfterSeconds).toBeGreaterThan(50);
    expect((await send(who, phoneId)).problem.code).toBe("too_many_requests");
    const { person, accountId } = other;
    expect((await person.mutate("phones.add", { accountId, number })).problem.code).toBe("too_many_requests");
    expect(sms.phone.messages(number)).toHaveLength(1);
    await later(who.accountId, 61);
    expect((await send(who, phoneId)).status).toBe(200);
  });

  it("C3.3: six codes a day go to a number, ten from an account", async () => {
    const who = await owner();
    const number = aNumber();
    let phoneId = await added(who, number);
    for (let sent = 2; sent <= 6; sent += 1) {
      await later(who.accountId, 61);
      expect((await send(who, phoneId)).status).toBe(200);
    }
    await later(who.accountId, 61);
    expect((await send(who, phoneId)).problem.code).toBe("too_many_requests");
    // Other numbers, up to the account's ten.
    for (let sent = 7; sent <= 10; sent += 1) phoneId = await added(who, aNumber());
    const eleventh = { accountId: who.accountId, number: aNumber() };
    expect((await who.person.mutate("phones.add", eleventh)).problem.code).toBe("too_many_requests");
    // A refusal leaves things as they were.
    expect(await phonesOf(who)).toMatchObject({ waiting: { id: phoneId } });
    await later(who.accountId, 24 * 3600);
    await added(who, eleventh.number);
  });

  it("C3.3: what strangers had sent to a number does not keep its owner from confirming", {
    tags: ["deep"],
  }, async () => {
    const who = await owner();
    const { number } = await verified(who);
    const stranger = await owner();
    await later(who.accountId, 61);
    const phoneId = await added(stranger, number);
    for (let sent = 3; sent <= 6; sent += 1) {
      await later(stranger.accountId, 61);
      expect((await send(stranger, phoneId)).status).toBe(200);
    }
    await later(stranger.accountId, 61);
    expect((await send(stranger, phoneId)).problem.code).toBe("too_many_requests");
    const ref = await change(who, "draft");
    expect((await send(who, ref, "subject_change")).status).toBe(200);
  });

  it("two sendings at once are one", { tags: ["deep"] }, async () => {
    const who = await owner();
    const phoneId = await added(who, aNumber());
    await later(who.accountId, 61);
    const both = await Promise.all([send(who, phoneId), send(who, phoneId)]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 429]);
  });

  it("two confirmations at once use a code once", async () => {
    const who = await owner();
    const number = aNumber();
    const phoneId = await added(who, number);
    const both = await Promise.all([
      confirm(who, phoneId, codeTo(number)),
      confirm(who, phoneId, codeTo(number)),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 400]);
    expect(await noticesOf(who.accountId)).toEqual(["phone_verified"]);
  });

  it("C3.3: a code for a change of subject confirms this change for this holder, until the phone ends", async () => {
    const who = await owner(true);
    const ref = await change(who, "draft");
    expect((await send(who, ref, "subject_change")).problem.code).toBe("conflict");
    const { number } = await verified(who);
    await later(who.accountId, 61);
    expect((await send(who, newId(), "subject_change")).problem.code).toBe("not_found");
    const theirs = await change(await owner(), "draft");
    expect((await send(who, theirs, "subject_change")).problem.code).toBe("not_found");
    expect((await send(who, ref, "subject_change")).status).toBe(200);
    await market.runJobs();
    expect(sms.phone.messages(number).at(-1)?.text).toContain("passes to another holder, within 10 minutes");
    const { subjectId } = await subjectOf(who.accountId);
    const asked = (about: string) =>
      market.services.db.within(ofAccount(who.accountId), (tx) =>
        confirmedPhoneCode(tx, { subjectId, purpose: "subject_change", ref: about }),
      );
    expect(await asked(ref)).toBeNull();
    const { data, problem } = await confirm(who, ref, codeTo(number), "subject_change");
    expect(problem).toEqual({});
    expect(await asked(ref)).toEqual({ subjectId, at: data["confirmedAt"] });
    expect(await asked(theirs)).toBeNull();
    const next = aNumber();
    const phoneId = await added(who, next, "phones.replace");
    expect(await asked(ref)).not.toBeNull();
    await confirm(who, phoneId, codeTo(next));
    expect(await asked(ref)).toBeNull();
  });

  it("C3.9: a representative confirms by the phone of an account of their own, and the change's account sees that", {
    tags: ["deep"],
  }, async () => {
    const [who, representative] = [await owner(), await owner()];
    const { number } = await verified(representative);
    const ref = await change(who, "draft");
    await later(representative.accountId, 61);
    expect((await send(representative, ref, "subject_change")).problem.code).toBe("not_found");
    const { subjectId } = await subjectOf(representative.accountId);
    await market.database.sql("UPDATE subject_change SET applicant_subject_id = $2 WHERE id = $1", [
      ref,
      subjectId,
    ]);
    expect((await send(representative, ref, "subject_change")).status).toBe(200);
    await market.runJobs();
    const { data } = await confirm(representative, ref, codeTo(number), "subject_change");
    const seen = await market.services.db.within(ofAccount(who.accountId), (tx) =>
      confirmedPhoneCode(tx, { subjectId, purpose: "subject_change", ref }),
    );
    expect(seen).toEqual({ subjectId, at: data["confirmedAt"] });
  });
});

describe("the SMS service", () => {
  it("is away: the job comes back, and the same code arrives once", async () => {
    const who = await owner();
    const number = aNumber();
    sms.phone.addFault({ to: number, status: 503, code: 20_503, count: 1 });
    const { data } = await who.person.mutate("phones.add", { accountId: who.accountId, number });
    const errors = await market.runJobs();
    expect(errors.map(String)).toEqual(["Error: the SMS service did not take a code now: 503 20503"]);
    expect(sms.phone.messages(number)).toHaveLength(0);
    const job = market.failed.at(-1);
    if (job === undefined) throw new Error("nothing failed");
    market.jobs.push(job);
    expect(await market.runJobs()).toEqual([]);
    market.jobs.push(job);
    expect(await market.runJobs()).toEqual([]);
    expect(sms.phone.messages(number)).toHaveLength(1);
    expect((await confirm(who, String(data["phoneId"]), codeTo(number))).status).toBe(200);
  });

  it("refuses for good: the screen says so, and its number stays out of the problem", {
    tags: ["deep"],
  }, async () => {
    const who = await owner();
    const number = aNumber();
    sms.phone.addFault({ to: number, status: 400, code: 21_614 });
    await added(who, number);
    expect(await phonesOf(who)).toMatchObject({ waiting: { delivery: "refused" } });
    const [row] = await market.database.sql("SELECT problem FROM phone_code WHERE account_id = $1", [
      who.accountId,
    ]);
    expect(row).toEqual({ problem: "400 21614" });
  });

  it("does not get a code that nobody can enter any more", { tags: ["deep"] }, async () => {
    const who = await owner();
    const number = aNumber();
    await who.person.mutate("phones.add", { accountId: who.accountId, number });
    await later(who.accountId, 601);
    expect(await market.runJobs()).toEqual([]);
    expect(sms.phone.messages(number)).toHaveLength(0);
  });
});

describe("what is known about a phone (threats 12 and 32)", () => {
  it("canary: number and code are in no dump of the database, log line, command or mail", async () => {
    const who = await owner(true);
    const number = "+12025550173";
    const phoneId = await added(who, number);
    const code = codeTo(number);
    await confirm(who, phoneId, not(code));
    await confirm(who, phoneId, code);
    await who.person.mutate("phones.add", { accountId: who.accountId, number });
    await who.person.mutate("phones.replace", { accountId: who.accountId, number });
    await who.person.mutate("phones.replace", { accountId: who.accountId, number, extra: number });
    await administrator.query("phones.get", { accountId: who.accountId });
    await market.runJobs();
    const needles = [number, number.slice(2), "2025550173", "202-555-0173"];
    const found = (text: string) =>
      needles.filter((each) =>
        [each, Buffer.from(each).toString("hex"), Buffer.from(each).toString("base64")].some((form) =>
          text.includes(form),
        ),
      );
    const tables = await market.database.sql<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dump = [];
    for (const { name } of tables)
      dump.push(...(await market.database.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)));
    const dumped = dump.map(({ row }) => row).join("\n");
    expect(dumped).toContain(phoneId);
    expect(found(dumped)).toEqual([]);
    expect(found(market.logText())).toEqual([]);
    // Six digits may stand in a longer number by chance: as a word of their own they stand nowhere.
    const word = new RegExp(`(?<![0-9a-f-])${code}(?![0-9a-f-])`);
    expect(word.test(dumped) || word.test(market.logText())).toBe(false);
    expect(found(`…${number}…`)).toHaveLength(3);
  });

  it("erasing a person ends their phones, and no digest of a number stays", async () => {
    const who = await owner();
    await verified(who);
    const { subjectId, periodId } = await subjectOf(who.accountId);
    await market.database.sql("UPDATE account SET state = 'terminated' WHERE id = $1", [who.accountId]);
    const { problem } = await administrator.mutate("holder.erase", {
      accountId: who.accountId,
      holderPeriodId: periodId,
      reason: "Request of 28 November",
    });
    expect(problem).toEqual({});
    const rows = await market.services.db.within(PLATFORM, async (tx) => ({
      phones: await tx.phone.findMany({ where: { subjectId } }),
      codes: await tx.phoneCode.findMany({ where: { subjectId } }),
    }));
    expect(rows.phones).toMatchObject([{ state: "ended", ending: "erased", numberMac: null }]);
    expect(rows.codes.map(({ numberMac, voidedAt }) => [numberMac, voidedAt === null])).toEqual([
      [null, false],
    ]);
  });
});
