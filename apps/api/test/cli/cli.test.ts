import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainAudit } from "../../src/audit/chain.ts";
import { DEMO_PRICE_LIST } from "../../src/catalog/demo-prices.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { type CaseWorld, caseWorld } from "../command/case-world.ts";
import { byStaff } from "../support/caller.ts";
import { settings } from "./settings.ts";
import { program, programEnv } from "../support/program.ts";

const CLI = await program("src/cli.ts");

/** How a command ended. */
interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function tenure(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      env: { ...programEnv(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

describe("the command line", () => {
  let world: CaseWorld;
  let env: Record<string, string>;
  const folder = mkdtempSync(join(tmpdir(), "tenure-cli-"));
  beforeAll(async () => {
    world = await caseWorld();
    env = settings(world.database.url);
    const gift = (amount: string) => ({
      amount: { amount, currency: "USD" },
      reason: "a gift",
      expiryDays: null,
    });
    for (const amount of ["1.00", "2.00", "3.00"])
      await world.runner.run(grantGift, gift(amount), byStaff(world.account.accountId, amount));
    await chainAudit(world.database.db);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("finds nothing wrong with untouched books, trail and decisions, and exits 0", {
    tags: ["deep"],
  }, async () => {
    const [ledger, audit, decisions, jobs, alerts] = await Promise.all([
      tenure(env, "ledger", "check"),
      tenure(env, "audit", "verify"),
      tenure(env, "decisions", "replay", "--all"),
      tenure(env, "jobs", "list"),
      tenure(env, "alerts", "list"),
    ]);
    expect(ledger).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringContaining("The ledger adds up: 3 journals, 6 postings"),
    });
    expect(audit.out).toMatch(
      /^The audit trail is whole: 3 rows\.\nHead to keep elsewhere: 3:[0-9a-f]{64}\n$/,
    );
    expect(decisions.out).toBe("3 decisions replayed: all the same, byte by byte, signatures valid.\n");
    // Each gift has its mail waiting; no worker runs here.
    expect(jobs.out).toMatch(/^notices\.send +3 +0 +0$/m);
    expect(alerts).toEqual({ code: 0, out: "No open alerts.\n", err: "" });
  });

  it("imports a price list, twice the same, and says what it left out", { tags: ["deep"] }, async () => {
    const file = join(folder, "prices.json");
    writeFileSync(file, DEMO_PRICE_LIST.replace("{", '{ "no-price": { "mode": "chat" },'));
    const first = await tenure(env, "prices", "import", file);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toMatch(/^left out {2}no-price: no_prices\n/);
    // 150 nanos a token are 0.15 dollars a million.
    expect(first.out).toMatch(/^harbor-small +Input +– +0\.15 +USD per million$/m);
    expect(first.out).toMatch(
      /^6 models imported, 0 unchanged, 1 left out, 0 notes\. In force from \d{4}-\S+Z\.\n$/m,
    );
    expect((await tenure(env, "prices", "import", file)).out).toContain("0 models imported, 6 unchanged");
  });

  it("makes somebody staff who has signed up, and says so of somebody who has not", {
    tags: ["deep"],
  }, async () => {
    const { email } = world.account;
    expect((await tenure(env, "staff", "add", email, "reviewer")).code).toBe(0);
    expect(await world.database.sql("SELECT role FROM staff")).toEqual([{ role: "reviewer" }]);
    const unknown = await tenure(env, "staff", "add", "nobody@example.com", "reviewer");
    expect(unknown.code).toBe(2);
    expect(unknown.err.trim().split("\n")).toHaveLength(1);
    expect((await tenure(env, "staff", "add", email, "king")).code).toBe(2);
  });

  it("names what was tampered with, and exits 1", { tags: ["deep"] }, async () => {
    const kept = join(folder, "head");
    writeFileSync(kept, (await tenure(env, "audit", "verify")).out.split("elsewhere: ")[1] ?? "");
    const [first] = await world.database.sql<{ id: string }>("SELECT id FROM decision ORDER BY id LIMIT 1");
    await world.database.sql(
      `UPDATE decision SET receipt = jsonb_set(receipt, '{body,facts,balanceNanos}', '"77"') WHERE id = $1`,
      [first?.id],
    );
    await world.database.sql("UPDATE ledger_account SET balance = balance + 1 WHERE code = 'wallet.lot'");
    await world.database.sql(
      "DELETE FROM audit_row WHERE id = (SELECT audit_id FROM audit_link ORDER BY sequence DESC LIMIT 1)",
    );
    await world.database.sql(
      "DELETE FROM audit_link WHERE sequence = (SELECT max(sequence) FROM audit_link)",
    );
    const [ledger, decisions, one, audit] = await Promise.all([
      tenure(env, "ledger", "check"),
      tenure(env, "decisions", "replay"),
      tenure(env, "decisions", "replay", first?.id ?? ""),
      tenure(env, "audit", "verify", "--head", kept),
    ]);
    expect([ledger.code, decisions.code, one.code, audit.code]).toEqual([1, 1, 1, 1]);
    expect(ledger.out).toContain("its postings say");
    expect(decisions.out).toContain(`${first?.id}  wallet.grant_gift  replay: different`);
    expect(one.out).toContain("2 findings in 1 decisions.");
    expect(audit.out).toContain("its end was cut off or rewritten");
  });

  it("says in one sentence what is missing, and exits 2", { tags: ["deep"] }, async () => {
    const cases = await Promise.all([
      tenure({ ...env, DATABASE_URL: "postgresql://127.0.0.1:1/none" }, "ledger", "check"),
      tenure({ TENURE_DATA_DIR: join(folder, "absent") }, "ledger", "check"),
      tenure({ DATABASE_URL: "mysql://x" }, "ledger", "check"),
      tenure(env, "prices", "import", join(folder, "absent.json")),
      tenure(env, "audit", "verify", "--head", "rubbish"),
      tenure(env, "decisions", "replay", "rubbish"),
      tenure(env, "sandbox", "reset", "--yes"),
      tenure(env, "clock", "advance", "nobody@example.com", "--by", "1d"),
      tenure(env, "clock", "show", "nobody@example.com"),
    ]);
    for (const { code, err } of cases) {
      expect(code).toBe(2);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect(err).not.toMatch(/ {4}at |unexpected/);
    }
  });

  it("resets only a folder that is the sandbox's, and only when told so", { tags: ["deep"] }, async () => {
    const data = join(folder, "data");
    const checkout = join(folder, "checkout");
    for (const each of [join(data, "postgres"), checkout]) mkdirSync(each, { recursive: true });
    writeFileSync(join(checkout, "package.json"), "{}");
    expect((await tenure({ TENURE_DATA_DIR: checkout }, "sandbox", "reset", "--yes")).code).toBe(2);
    expect((await tenure({ TENURE_DATA_DIR: data }, "sandbox", "reset")).code).toBe(2);
    expect([existsSync(checkout), existsSync(data)]).toEqual([true, true]);
    expect((await tenure({ TENURE_DATA_DIR: data }, "sandbox", "reset", "--yes")).code).toBe(0);
    expect(existsSync(data)).toBe(false);
  });
});
