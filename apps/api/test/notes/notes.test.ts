import { beforeAll, describe, expect, it } from "vitest";
import { ofAccount, PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";

const test = await testApp();
const ABSENT = "0190a0a0-0000-7000-8000-00000000dead";
let reviewer: Person;
let administrator: Person;
let ada: Person;
let accountId: string;
beforeAll(async () => {
  reviewer = await staff(test, "reviewer");
  administrator = await staff(test, "administrator");
  ada = await signUp(test, "ada");
  accountId = await openAccount(test, ada);
});

const add = async (body: string, by = reviewer, account = accountId) =>
  String((await by.mutate("notes.add", { accountId: account, body })).data["noteId"]);
const move = (action: "close" | "reopen", noteId: string, by = reviewer, key: string = crypto.randomUUID()) =>
  by.mutate(`notes.${action}`, { accountId, noteId }, { "idempotency-key": key });
const itemsOf = async (account: string, by = reviewer) =>
  (await by.query("notes.list", { accountId: account })).data["items"] as Record<string, unknown>[];
const rowOf = (noteId: string) => test.database.sql("SELECT * FROM note WHERE id = $1", [noteId]);
const auditOf = (noteId: string) =>
  test.database.sql(
    "SELECT action, actor_kind, actor_id, account_id, before, after FROM audit_row WHERE target_kind = 'note' AND target_id = $1 ORDER BY id",
    [noteId],
  );
const everything = () =>
  test.database.sql(
    "SELECT (SELECT json_agg(n ORDER BY id) FROM note n) AS notes, (SELECT count(*) FROM audit_row WHERE target_kind = 'note') AS audit, (SELECT count(*) FROM command_record WHERE procedure LIKE 'notes.%') AS commands",
  );

describe("a note", () => {
  it("is written by one of staff, done by another and opened again, each move with an audit row", async () => {
    const { accountId: account } = await openTestAccount(test.database);
    const body = "Called about the invoice，\n待回复 👩‍💻";
    const added = await reviewer.mutate("notes.add", { accountId: account, body: `  ${body}\r\n` });
    expect(added).toMatchObject({ status: 200, data: { state: "open" } });
    const noteId = String(added.data["noteId"]);
    const [open] = await itemsOf(account, administrator);
    expect(open).toEqual({
      id: noteId,
      body,
      state: "open",
      author: { id: reviewer.loginId, name: "reviewer" },
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      closedAt: null,
      actions: ["close"],
    });

    const closed = await administrator.mutate("notes.close", { accountId: account, noteId });
    expect(closed.data).toEqual({ noteId, state: "done" });
    const [done] = await itemsOf(account);
    expect(done).toMatchObject({ state: "done", actions: ["reopen"], createdAt: open?.["createdAt"] });
    expect(Date.parse(String(done?.["closedAt"]))).toBeGreaterThanOrEqual(
      Date.parse(String(done?.["createdAt"])),
    );

    const reopened = await reviewer.mutate("notes.reopen", { accountId: account, noteId });
    expect(reopened.data).toEqual({ noteId, state: "open" });
    expect(await itemsOf(account)).toEqual([open]);

    const by = (person: Person) => ({ actor_kind: "staff", actor_id: person.loginId, account_id: account });
    expect(await auditOf(noteId)).toEqual([
      { action: "notes.add", ...by(reviewer), before: null, after: { state: "open" } },
      { action: "notes.close", ...by(administrator), before: { state: "open" }, after: { state: "done" } },
      { action: "notes.reopen", ...by(reviewer), before: { state: "done" }, after: { state: "open" } },
    ]);
  });

  it("is answered from the first time when its key comes again, and refused when the key carries another text", async () => {
    const { accountId: account } = await openTestAccount(test.database);
    const send = (body: string) =>
      reviewer.mutate("notes.add", { accountId: account, body }, { "idempotency-key": "note-1" });
    const first = await send("once");
    expect(await send("once")).toEqual(first);
    expect((await send("twice")).problem).toMatchObject({ code: "idempotency_conflict" });
    expect(await itemsOf(account)).toHaveLength(1);
  });

  it("closed twice under one key is closed once, even after it was opened again", async () => {
    const noteId = await add("close me");
    const first = await move("close", noteId, reviewer, "close-1");
    await move("reopen", noteId);
    expect(await move("close", noteId, reviewer, "close-1")).toEqual(first);
    expect(await rowOf(noteId)).toMatchObject([{ state: "open", closed_at: null }]);
    expect((await auditOf(noteId)).map((row) => row["action"])).toEqual([
      "notes.add",
      "notes.close",
      "notes.reopen",
    ]);
  });

  it("is done once when two close it at the same moment", async () => {
    const noteId = await add("race");
    const answers = await Promise.all([move("close", noteId), move("close", noteId, administrator)]);
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect((await auditOf(noteId)).map((row) => row["action"])).toEqual(["notes.add", "notes.close"]);
  });
});

describe("an illegal move", () => {
  it("is a conflict and changes nothing: opening an open note, closing a done one", async () => {
    const open = await add("open");
    const done = await add("done");
    await move("close", done);
    const before = await everything();
    for (const [action, noteId] of [
      ["reopen", open],
      ["close", done],
    ] as const)
      expect(await move(action, noteId)).toMatchObject({ status: 409, problem: { code: "conflict" } });
    expect(await everything()).toEqual(before);
  });

  it("finds no note of another account and none that is absent, and changes nothing", async () => {
    const { accountId: other } = await openTestAccount(test.database);
    const foreign = await add("of the other", reviewer, other);
    const before = await everything();
    for (const noteId of [foreign, ABSENT])
      expect(await move("close", noteId)).toMatchObject({
        status: 404,
        problem: { code: "not_found", detail: "No such note." },
      });
    expect(await everything()).toEqual(before);
  });

  it("finds no account that is absent", async () => {
    for (const answer of [
      await reviewer.query("notes.list", { accountId: ABSENT }),
      await reviewer.mutate("notes.add", { accountId: ABSENT, body: "for nobody" }),
      await reviewer.mutate("notes.close", { accountId: ABSENT, noteId: ABSENT }),
    ])
      expect(answer).toMatchObject({ status: 404, problem: { code: "not_found" } });
  });
});

describe("a text", () => {
  it("of 1 to 2000 characters is taken; empty, longer or with what cannot be seen is not, and nothing is kept", async () => {
    const { accountId: account } = await openTestAccount(test.database);
    const before = await everything();
    for (const body of ["", " \n ", "x".repeat(2001), "a\u0000b", "a\u202eb", "\ud800", null, 7])
      expect([body, (await reviewer.mutate("notes.add", { accountId: account, body })).problem.code]).toEqual(
        [body, "validation_failed"],
      );
    expect(await everything()).toEqual(before);
    expect((await reviewer.mutate("notes.add", { accountId: account, body: "注".repeat(2000) })).status).toBe(
      200,
    );
  });

  it("is neither in the audit trail nor among kept answers", async () => {
    await add("a very private remark");
    for (const table of ["audit_row", "command_record"])
      expect(
        await test.database.sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%private remark%'`),
      ).toEqual([]);
  });
});

it("lists page by page, newest first, each note once", async () => {
  const { accountId: account } = await openTestAccount(test.database);
  const made: string[] = [];
  for (const body of ["1", "2", "3", "4", "5"]) made.push(await add(body, reviewer, account));
  const seen: string[] = [];
  const sizes: number[] = [];
  for (let cursor: unknown; cursor !== null; ) {
    const { data } = await reviewer.query("notes.list", { accountId: account, limit: 2, cursor });
    const items = data["items"] as { id: string }[];
    sizes.push(items.length);
    seen.push(...items.map((item) => item.id));
    cursor = data["nextCursor"];
  }
  // Five by two: two full pages and one with the last.
  expect(sizes).toEqual([2, 2, 1]);
  expect(seen).toEqual(made.toReversed());
});

describe("a customer", () => {
  it("may neither read nor write notes of their own account, and learns of no other", async () => {
    const noteId = await add("about ada");
    const { accountId: other } = await openTestAccount(test.database);
    const { data: key } = await ada.mutate("partners.keys.create", { name: "k", scopes: ["usage:read"] });
    const asKey = { authorization: `Bearer ${String(key["key"])}` };
    const before = await everything();
    for (const [account, code] of [
      [accountId, "forbidden"],
      [other, "not_found"],
      [ABSENT, "not_found"],
    ] as const)
      for (const headers of [{}, asKey])
        for (const answer of [
          await ada.query("notes.list", { accountId: account }, headers),
          await ada.mutate("notes.add", { accountId: account, body: "mine" }, headers),
          await ada.mutate("notes.close", { accountId: account, noteId }, headers),
          await ada.mutate("notes.reopen", { accountId: account, noteId }, headers),
        ])
          expect(answer.problem.code).toBe(code);
    expect(await everything()).toEqual(before);
  });

  it("sees no note in the database either: a transaction of the account reads none, writes none, moves none", async () => {
    const id = await add("row security");
    const { db } = test.database;
    expect(await db.within(PLATFORM, (tx) => tx.note.count({ where: { id } }))).toBe(1);
    const own = ofAccount(accountId);
    expect(await db.within(own, (tx) => tx.note.count())).toBe(0);
    expect(
      await db.within(own, (tx) => tx.note.updateMany({ data: { state: "done", closedAt: new Date(0) } })),
    ).toEqual({ count: 0 });
    await expect(
      db.within(
        own,
        (tx) => tx.$executeRaw`INSERT INTO note (id, account_id, author_id, body, created_at)
          VALUES (${newId()}::uuid, ${accountId}::uuid, ${ada.loginId}::uuid, 'mine', now())`,
      ),
    ).rejects.toThrow("row-level security");
  });
});

it("never changes its text and never vanishes, even by hand", async () => {
  const id = await add("kept");
  const { db } = test.database;
  await expect(
    db.within(PLATFORM, (tx) => tx.$executeRaw`UPDATE note SET body = 'other' WHERE id = ${id}::uuid`),
  ).rejects.toThrow("permission denied");
  await expect(
    db.within(PLATFORM, (tx) => tx.$executeRaw`DELETE FROM note WHERE id = ${id}::uuid`),
  ).rejects.toThrow("permission denied");
  expect(await rowOf(id)).toMatchObject([{ body: "kept" }]);
});
