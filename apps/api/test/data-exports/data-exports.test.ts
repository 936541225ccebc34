import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { text as textOf } from "node:stream/consumers";
import yauzl from "yauzl";
import { beforeAll, describe, expect, it } from "vitest";
import { DATA_SETS, FILES_TOTAL } from "../../src/data-exports/data-sets.ts";
import { prepareDataExport } from "../../src/data-exports/prepare.ts";
import { sweepDataExports } from "../../src/data-exports/sweep.ts";
import { testApp } from "../support/app.ts";
import { enrol, openAccount, type Person, signUp } from "../support/people.ts";

const test = await testApp();
let ada: Person;
let accountId: string;
beforeAll(async () => {
  ada = await signUp(test, "ada");
  accountId = await openAccount(test, ada);
});

const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

/** Every file of a ZIP, by name. */
async function unzip(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await open(bytes, { lazyEntries: true });
  const files = new Map<string, string>();
  const read = promisify(
    zip.openReadStream.bind(zip) as (
      entry: yauzl.Entry,
      done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
    ) => void,
  );
  await new Promise<void>((resolve, reject) => {
    zip.on("entry", (entry: yauzl.Entry) => {
      void (async () => {
        files.set(entry.fileName, await textOf(await read(entry)));
        zip.readEntry();
      })().catch(reject);
    });
    zip.on("end", resolve);
    zip.on("error", reject);
    zip.readEntry();
  });
  return files;
}

/** Asks for the file and lets it be written. @returns its id */
async function made(person: Person, account: string): Promise<string> {
  const { data } = await person.mutate("dataExports.request", { accountId: account });
  const dataExportId = String(data["dataExportId"]);
  await prepareDataExport(test.services, { dataExportId });
  return dataExportId;
}
const link = (person: Person, dataExportId: string, password?: string) =>
  person.mutate("dataExports.link", {
    accountId,
    dataExportId,
    ...(password === undefined ? {} : { password }),
  });

describe("a file with everything an account holds", () => {
  it("is complete, readable, safe to open in a spreadsheet, and holds nothing of another account", async () => {
    const bo = await signUp(test, "bo");
    const other = await openAccount(test, bo);
    await test.database.sql("UPDATE account SET name = '=HYPERLINK(1)' WHERE id = $1", [accountId]);
    await test.database.sql(
      `INSERT INTO account_measure (id, account_id, kind, ground, reason, evidence_refs, actor_id, decision_id, taken_at)
       VALUES (gen_random_uuid(), $1, 'suspend', 'law', 'because', '{secret evidence}', 'x', gen_random_uuid(), now())`,
      [accountId],
    );
    // More than two pages of usage, one of them with an amount no float can say: 0.1 + 0.2, and 12,345,678.901234567.
    await test.database.sql(
      `INSERT INTO usage_event (id, account_id, client_event_id, kind, model, model_price_id, service_tier, tokens, amount_nanos,
                                plan_nanos, credit_nanos, debt_nanos, batch_id, occurred_at, recorded_at)
       SELECT uuidv7(), $1, 'e' || n, 'usage', 'm', gen_random_uuid(), 'standard', '{"inputTokens": 1}', 12345678901234567, 0,
              12345678901234567, 0, gen_random_uuid(), now(), now() FROM generate_series(1, 2100) n`,
      [accountId],
    );
    const dataExportId = await made(ada, accountId);
    const { data } = await ada.query("dataExports.list", { accountId });
    expect(data["items"]).toMatchObject([
      { id: dataExportId, state: "ready", filesDone: FILES_TOTAL, filesTotal: FILES_TOTAL },
    ]);
    const linked = await link(ada, dataExportId, ada.password);
    const response = await ada.send("GET", String(linked.data["url"]));
    expect(response.statusCode).toBe(200);
    const bytes = response.rawPayload;
    const [item] = data["items"] as { sha256: string; sizeBytes: string }[];
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(item?.sha256);
    expect(String(bytes.length)).toBe(item?.sizeBytes);

    const files = await unzip(bytes);
    expect([...files.keys()].sort()).toEqual(
      ["README.txt", ...DATA_SETS.flatMap(({ name }) => [`${name}.json`, `${name}.csv`])].sort(),
    );
    const json = (name: string) => JSON.parse(files.get(`${name}.json`) ?? "") as Record<string, unknown>[];
    expect(json("usage")).toHaveLength(2100);
    expect(json("usage")[0]).toMatchObject({ amount: "12345678.901234567", tokens: { inputTokens: 1 } });
    expect(new Set(json("usage").map((row) => row["id"])).size).toBe(2100);
    expect(files.get("usage.csv")?.trim().split("\r\n")).toHaveLength(2101);
    expect(json("people")).toMatchObject([{ email: ada.email, role: "owner" }]);
    expect(json("consents")).toMatchObject([{ kind: "terms", version: "2026-11" }]);
    expect(json("own-actions").map((row) => row["action"])).toContain("data_exports.request");
    // OWASP: what begins like a formula becomes text.
    expect(files.get("account.csv")).toContain("'=HYPERLINK(1)");
    const all = [...files.values()].join("\n");
    expect(all).not.toContain(other);
    expect(all).not.toContain(bo.email);
    expect(all).not.toContain("secret evidence");
  });

  it("is made once however often it is asked for, and a run that was overtaken writes nothing into it", async () => {
    const cy = await signUp(test, "cy");
    const account = await openAccount(test, cy);
    const answers = await Promise.all(
      [1, 2, 3].map(() => cy.mutate("dataExports.request", { accountId: account })),
    );
    expect(new Set(answers.map(({ data }) => data["dataExportId"])).size).toBe(1);
    const dataExportId = String(answers[0]?.data["dataExportId"]);
    await Promise.all([1, 2].map(() => prepareDataExport(test.services, { dataExportId })));
    const [row] = await test.database.sql<{ same: boolean; sha: string; whole: string }>(
      `SELECT sha256 AS sha, encode(sha256((SELECT string_agg(bytes, ''::bytea ORDER BY position) FROM data_export_chunk
         WHERE export_id = e.id)), 'hex') AS whole FROM data_export e WHERE id = $1`,
      [dataExportId],
    );
    expect(row?.whole).toBe(row?.sha);
    const mails = await test.database.sql(
      "SELECT 1 FROM notice WHERE account_id = $1 AND kind = 'data_export_ready'",
      [account],
    );
    expect(mails).toHaveLength(1);
  });

  it("is for its owner alone, who proves who they are; a link works for ten minutes in their session", {
    tags: ["deep"],
  }, async () => {
    const dataExportId = await made(ada, accountId);
    expect((await link(ada, dataExportId)).problem.code).toBe("validation_failed");
    expect((await link(ada, dataExportId, "wrong password here")).problem.code).toBe("validation_failed");
    const linked = await link(ada, dataExportId, ada.password);
    const url = String(linked.data["url"]);
    const dee = await signUp(test, "dee");
    expect((await dee.send("GET", url)).statusCode).toBe(404);
    expect((await test.app.inject({ method: "GET", url })).statusCode).toBe(401);
    await test.database.sql("UPDATE data_export SET link_until = now() - interval '1 second' WHERE id = $1", [
      dataExportId,
    ]);
    expect((await ada.send("GET", url)).statusCode).toBe(404);

    await test.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
      accountId,
      dee.loginId,
    ]);
    expect((await link(dee, dataExportId, dee.password)).problem.code).toBe("forbidden");

    const eve = await enrol(await signUp(test, "eve"), test);
    await test.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner')", [
      accountId,
      eve.loginId,
    ]);
    await test.database.sql("UPDATE auth_session SET stepped_up_at = NULL WHERE user_id = $1", [eve.loginId]);
    // With a second factor, the password is not enough.
    expect((await link(eve, dataExportId, eve.password)).problem.code).toBe("step_up_required");
  });

  it("is deleted a week later: the row says that there was one, the bytes are gone", async () => {
    const dataExportId = await made(ada, accountId);
    await test.database.sql(
      "UPDATE account SET clock_offset_ms = clock_offset_ms + 7 * 86400000 WHERE id = $1",
      [accountId],
    );
    expect((await link(ada, dataExportId, ada.password)).problem.code).toBe("conflict");
    await sweepDataExports(test.services);
    await sweepDataExports(test.services);
    const [row] = await test.database.sql(
      "SELECT state, (SELECT count(*)::int FROM data_export_chunk WHERE export_id = e.id) AS chunks FROM data_export e WHERE id = $1",
      [dataExportId],
    );
    expect(row).toEqual({ state: "expired", chunks: 0 });
  });

  it("is there for an account that is suspended, terminated or closed as well", {
    tags: ["deep"],
  }, async () => {
    for (const state of ["suspended", "terminated", "closed"]) {
      await test.database.sql("UPDATE account SET state = $2 WHERE id = $1", [accountId, state]);
      const dataExportId = await made(ada, accountId);
      expect([state, (await link(ada, dataExportId, ada.password)).status]).toEqual([state, 200]);
    }
  });
});
