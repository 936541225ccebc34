import { describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { derivedBlockers } from "../../src/subject-changes/effect/derived-blockers.ts";
import { type Customer, openMarket } from "../support/market.ts";
import { browser, enrol, openAccount, type Person, signUp, staff } from "../support/people.ts";
import { topUp } from "../top-ups/till.ts";
import { acceptChange, endChange, handOver, type OpenChange, openChange } from "./handover-world.ts";

const market = await openMarket();
const { database, services } = market;
const { sql } = database;
const rita = await staff(market, "reviewer");

interface World {
  readonly customer: Customer;
  /** An owner who is signed in. */
  readonly olga: Person;
  readonly nora: Person;
}

async function openWorld(): Promise<World> {
  const customer = await market.customer();
  const [olga, nora] = [await signUp(market, "olga"), await signUp(market, "nora")];
  await sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner')", [
    customer.accountId,
    olga.loginId,
  ]);
  return { customer, olga, nora };
}

const blockersOf = async ({ accountId, changeId }: OpenChange) =>
  (
    await services.db.within(PLATFORM, (tx) =>
      derivedBlockers(tx, accountId, changeId, new Date().toISOString()),
    )
  ).map(({ kind, state }) => `${kind} ${state}`);

const preview = async ({ customer, olga }: World, orderId: string) =>
  olga.query("refunds.preview", { accountId: customer.accountId, orderId });
const refusalsIn = ({ data }: Awaited<ReturnType<typeof preview>>) =>
  (data["decision"] as { refusals: { code: string }[] }).refusals.map(({ code }) => code);
const submit = async ({ customer, olga }: World, orderId: string, previewToken: unknown) =>
  olga.mutate(
    "refunds.submit",
    { accountId: customer.accountId, orderId, previewToken },
    { "idempotency-key": newId() },
  );
const casesOf = (accountId: string) =>
  sql<{ id: string; order_id: string; channel: string; state: string }>(
    "SELECT id, order_id, channel, state FROM refund_case WHERE account_id = $1",
    [accountId],
  );

describe("what stands in the way (C3.8, C4.6, C4.9, C4.10)", () => {
  it("is nothing on a quiet account, and each state of the account by its name", async () => {
    const world = await openWorld();
    const { accountId } = world.customer;
    const change = await openChange(market, accountId, world.nora.loginId);
    expect(await blockersOf(change)).toEqual([]);
    const orderId = await world.customer.subscribe("pro");
    expect(await blockersOf(change)).toEqual([]);
    await sql("UPDATE payment SET dispute_state = 'open' WHERE order_id = $1", [orderId]);
    expect(await blockersOf(change)).toEqual(["dispute open"]);
    await sql(
      `INSERT INTO subject_change_blocker (id, account_id, change_id, kind, state, raised_at, raised_by_kind, raised_by, reason,
         settled_at, settled_by, settled_reason)
       VALUES ($1, $2, $3, 'dispute', 'waived', now(), 'staff', 'x', 'r', now(), $1, 'a charge of its own')`,
      [newId(), accountId, change.changeId],
    );
    expect(await blockersOf(change)).toEqual(["dispute waived"]);
    await sql("UPDATE payment SET dispute_state = 'won' WHERE order_id = $1", [orderId]);
    await sql(
      "UPDATE subscription SET distributor = 'app-store', distributor_purchase_id = 'p', renews_at = NULL WHERE account_id = $1",
      [accountId],
    );
    expect(await blockersOf(change)).toEqual(["distributor open"]);
  });

  it("counts credits that are owed, and a renewal that is not paid yet, as a debt (C4.6)", async () => {
    const world = await openWorld();
    const change = await openChange(market, world.customer.accountId, world.nora.loginId);
    // Recorded usage is never refused: without credits it is owed.
    await world.customer.use(5);
    expect(await blockersOf(change)).toEqual(["debt open"]);
  });

  it("lists what staff placed, and no more what was lifted or ended (C3.8, C4.2)", async () => {
    const world = await openWorld();
    const { accountId } = world.customer;
    const change = await openChange(market, accountId, world.nora.loginId);
    const place = (kind: string, state: "open" | "waived" | "lifted", ended: boolean) =>
      sql(
        `INSERT INTO subject_change_blocker (id, account_id, kind, state, raised_at, raised_by_kind, raised_by, reason, settled_at,
           settled_by, settled_reason, ended_at)
         VALUES ($1::uuid, $2, $3, $4, now(), 'staff', 'x', 'r', CASE WHEN $4 <> 'open' THEN now() END,
                 CASE WHEN $4 <> 'open' THEN $1::uuid END, CASE WHEN $4 <> 'open' THEN 's' END, CASE WHEN $5 THEN now() END)`,
        [newId(), accountId, kind, state, ended],
      );
    await place("complaint", "open", false);
    await place("partnership", "waived", false);
    await place("credit_control", "waived", true);
    await place("harm", "lifted", false);
    expect(await blockersOf(change)).toEqual(["complaint open", "partnership waived"]);
  });
});

describe("refunds and a change that is under way (C4.9)", () => {
  it("run until the new subject accepts; then a request is kept, waits, and is decided when the change has ended", {
    tags: ["deep"],
  }, async () => {
    const world = await openWorld();
    const { accountId } = world.customer;
    const { orderId } = await topUp(market, world.customer, "20");
    const change = await openChange(market, accountId, world.nora.loginId, { accepted: false });
    const shown = await preview(world, orderId);
    expect(refusalsIn(shown)).toEqual([]);

    await acceptChange(market, change);
    expect(refusalsIn(await preview(world, orderId))).toEqual(["subject_change_pending"]);
    const refused = await submit(world, orderId, shown.data["previewToken"]);
    expect(refused.problem).toMatchObject({ code: "subject_change_pending" });
    await submit(world, orderId, shown.data["previewToken"]);
    const [waiting, ...more] = await casesOf(accountId);
    expect([waiting?.order_id, waiting?.channel, more.length]).toEqual([orderId, "dashboard", 0]);
    const caseId = String(waiting?.id);
    expect((await rita.mutate("refundCases.desk.assign", { caseId, assigneeId: rita.loginId })).status).toBe(
      200,
    );
    const early = await rita.mutate("refundCases.desk.approve", { caseId });
    expect(JSON.stringify(early.problem)).toContain("subject_change_pending");
    // What waits holds nothing back.
    expect(await blockersOf(change)).toEqual([]);

    await endChange(market, change);
    // The window has closed meanwhile: what counts is when it was asked for.
    await world.customer.later(48 * 3_600_000);
    const approved = await rita.mutate("refundCases.desk.approve", { caseId });
    expect(approved.problem).toEqual({});
    expect(await market.runJobs()).toEqual([]);
    const refunds = await sql<{ state: string; net_nanos: string }>(
      "SELECT state, net_nanos FROM refund WHERE order_id = $1",
      [orderId],
    );
    // 20 − 5 % = 19.
    expect(refunds).toEqual([{ state: "refunded", net_nanos: "19000000000" }]);
  });

  it("goes on when it was asked for before the acceptance, and holds the effect back while it runs", {
    tags: ["deep"],
  }, async () => {
    const world = await openWorld();
    const { orderId } = await topUp(market, world.customer, "20");
    const change = await openChange(market, world.customer.accountId, world.nora.loginId, {
      accepted: false,
    });
    const shown = await preview(world, orderId);
    expect((await submit(world, orderId, shown.data["previewToken"])).status).toBe(200);
    await acceptChange(market, change);
    expect(await blockersOf(change)).toEqual(["refund open"]);
    expect(await market.runJobs()).toEqual([]);
    expect(await blockersOf(change)).toEqual([]);
  });

  it("are decided by a person once the account has passed, and reach the previous holder (C4.9)", {
    tags: ["deep"],
  }, async () => {
    const world = await openWorld();
    const { accountId } = world.customer;
    const { orderId } = await topUp(market, world.customer, "20");
    const change = await openChange(market, accountId, world.nora.loginId);
    await submit(world, orderId, "none");
    const [waiting] = await casesOf(accountId);
    const caseId = String(waiting?.id);
    const { counts } = await handOver(market, change);
    expect(counts["send_refunds_to_review"]).toBe(1);
    await market.runJobs();

    const asked = await world.nora.query("refunds.preview", { accountId, orderId });
    expect(refusalsIn(asked)).toEqual(["paid_by_previous_holder"]);
    // What the former holder wrote is not the new holder's to read.
    const seen = await world.nora.query("refundCases.list", { accountId });
    expect(seen.data["items"]).toEqual([]);

    await rita.mutate("refundCases.desk.assign", { caseId, assigneeId: rita.loginId });
    const without = await rita.mutate("refundCases.desk.approve", { caseId });
    expect(JSON.stringify(without.problem)).toContain("paid_by_previous_holder");
    const approved = await rita.mutate("refundCases.desk.approve", {
      caseId,
      overrides: [{ override: { kind: "previous_holder_paid" }, reason: "asked for in time" }],
    });
    expect(approved.problem).toEqual({});
    expect(await market.runJobs()).toEqual([]);
    // The money goes to the card that paid, its papers to whoever paid; the new holder is told nothing of either.
    const letters = await sql<{ recipient: string; account_id: string | null }>(
      `SELECT DISTINCT recipient, account_id FROM notice WHERE kind LIKE 'refund%' AND created_at >=
         (SELECT started_at FROM holder_period WHERE account_id = $1 AND ended_at IS NULL) AND recipient = ANY($2)`,
      [accountId, [world.customer.email, world.olga.email, world.nora.email]],
    );
    expect(letters.map(({ recipient }) => recipient)).toEqual([world.customer.email]);
    const notes = await sql<{ buyer_name: string; old: boolean }>(
      `SELECT i.buyer_name, p.ended_at IS NOT NULL AS old FROM invoice i JOIN holder_period p ON p.id = i.holder_period_id
        WHERE i.account_id = $1 AND i.kind = 'credit_note'`,
      [accountId],
    );
    expect(notes).toEqual([{ buyer_name: "Ada Lovelace", old: true }]);
  });
});

describe("closing and a change (C4.1)", () => {
  it("is refused while one is open, and possible again afterwards", async () => {
    const world = await openWorld();
    const { accountId } = world.customer;
    const codes = async () => {
      const { data } = await world.olga.query("accounts.previewClose", { accountId, language: "en" });
      return refusalsIn({ data, status: 200, problem: {} });
    };
    expect(await codes()).toEqual([]);
    const change = await openChange(market, accountId, world.nora.loginId, { accepted: false });
    expect(await codes()).toEqual(["close_subject_change_open"]);
    await endChange(market, change);
    expect(await codes()).toEqual([]);
  });
});

describe("ways to sign in while a change is open (C3.10, invariant 31)", () => {
  it("stand still for whoever belongs to the account, and for nobody else", { tags: ["deep"] }, async () => {
    const owner = await enrol(await signUp(market, "ona"), market);
    const other = await signUp(market, "otis");
    const accountId = await openAccount(market, owner);
    await openAccount(market, other);
    const change = await openChange(market, accountId, other.loginId, { accepted: false });
    const frozen = { code: "SUBJECT_CHANGE_OPEN", clause: "C3.10" };
    const attempts = [
      ["/api/auth/change-password", { currentPassword: owner.password, newPassword: "another long secret" }],
      ["/api/auth/change-email", { newEmail: "thief@example.com" }],
      ["/api/auth/two-factor/disable", { password: owner.password }],
      ["/api/auth/two-factor/generate-backup-codes", { password: owner.password }],
      ["/api/auth/passkey/delete-passkey", { id: newId() }],
    ] as const;
    for (const [path, body] of attempts) {
      const answer = await owner.send("POST", path, body);
      expect([path, answer.statusCode, answer.json()]).toEqual([path, 403, expect.objectContaining(frozen)]);
    }
    const passkey = await owner.send("GET", "/api/auth/passkey/generate-register-options");
    expect([passkey.statusCode, passkey.json()]).toEqual([403, expect.objectContaining(frozen)]);
    // Neither by a link that was sent to the mailbox.
    const tab = browser(market);
    await tab.send("POST", "/api/auth/request-password-reset", { email: owner.email });
    const mail = market.identityMails.findLast(
      ({ kind, to }) => kind === "reset_password" && to.email === owner.email,
    );
    const token = /reset-password\/([^?]+)/.exec(mail?.url ?? "")?.[1];
    const reset = await tab.send("POST", "/api/auth/reset-password", {
      token,
      newPassword: "another long one",
    });
    expect([reset.statusCode, reset.json()]).toEqual([403, expect.objectContaining(frozen)]);
    // Whoever takes over is not of this account.
    const theirs = await other.send("POST", "/api/auth/change-password", {
      currentPassword: other.password,
      newPassword: "their own new secret",
    });
    expect(theirs.statusCode).toBe(200);

    await endChange(market, change);
    const after = await tab.send("POST", "/api/auth/reset-password", {
      token,
      newPassword: "another long one",
    });
    expect(after.statusCode).toBe(200);
  });
});
