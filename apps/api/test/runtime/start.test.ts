import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { freshDatabase } from "../support/database.ts";
import { testEnv } from "../support/env.ts";
import { program, programEnv } from "../support/program.ts";

const MAIN = await program("src/main.ts");
const { url: databaseUrl, sql } = await freshDatabase();
// Readable by all: as root, the sandbox's PostgreSQL runs as another user.
const folder = mkdtempSync(join(tmpdir(), "tenure start "));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const env = testEnv(databaseUrl);
const production = {
  DATABASE_URL: databaseUrl,
  PUBLIC_URL: env.publicUrl,
  TENURE_SECRET: env.secret,
  TENURE_SIGNING_KEY: env.signingKey,
  TENURE_SIGNING_KEY_ID: env.signingKeyId,
  TENURE_VAULT_KEY: env.vaultKey,
  STRIPE_SECRET_KEY: env.stripeSecretKey,
  STRIPE_WEBHOOK_SECRET: env.stripeWebhookSecret,
  SMTP_URL: env.smtpUrl,
  MAIL_FROM: env.mailFrom,
  LOG_LEVEL: "info",
};

interface Process {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Resolves when the text appears, rejects when the process ends without it. */
  says(text: string): Promise<void>;
}

function run(variables: Record<string, string>): Process {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...programEnv(), HOME: folder, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let text = "";
  const watchers = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
    for (const look of watchers) look();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    child,
    output: () => text,
    ended,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (text.includes(wanted)) resolve();
        };
        watchers.add(look);
        look();
        void ended.then((code) => reject(new Error(`ended with ${code}: ${text}`)));
      }),
  };
}

/** A process that cannot start says one sentence and nothing else. */
async function sentence(variables: Record<string, string>): Promise<string> {
  const process_ = run(variables);
  expect(await process_.ended).toBe(1);
  const lines = process_
    .output()
    .trim()
    .split("\n")
    .filter((line) => !line.includes('"level"'));
  expect(lines.filter((line) => /^\s+at /.test(line))).toEqual([]);
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

describe("a start that cannot succeed says in one sentence what to do", () => {
  it("names a port that is taken", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      }),
    );
    const said = await sentence({ TENURE_DATA_DIR: join(folder, "taken"), PORT: String(port) });
    server.close();
    expect(said).toBe(`Port ${port} is taken: stop the program that uses it, or set PORT to another one.`);
    expect(existsSync(join(folder, "taken/postgres"))).toBe(false);
  });

  it("names a folder that cannot be written", { tags: ["deep"] }, async () => {
    const file = join(folder, "a file");
    writeFileSync(file, "");
    expect(await sentence({ TENURE_DATA_DIR: join(file, "data") })).toMatch(
      /^The data folder .* cannot be written \(ENOTDIR\): give this user write access, or set TENURE_DATA_DIR to another folder\.$/,
    );
  });

  it("names damaged secrets instead of making new ones", { tags: ["deep"] }, async () => {
    const dataDir = join(folder, "damaged");
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "secrets.json"), "{");
    expect(await sentence({ TENURE_DATA_DIR: dataDir })).toMatch(
      /secrets\.json is damaged: restore it, or run/,
    );
    expect(readFileSync(join(dataDir, "secrets.json"), "utf8")).toBe("{");
  });

  const spoilt = [
    [
      "a server that is not there",
      (url: URL) => (url.port = "1"),
      /^No PostgreSQL answers at 127\.0\.0\.1:1\/.*: start it, or correct DATABASE_URL\.$/,
    ],
    [
      "a host that is unknown",
      (url: URL) => (url.hostname = "no-such-host.invalid"),
      /^The host of no-such-host\.invalid:.* (is unknown|cannot be looked up)/,
    ],
    [
      "a database that is not there",
      (url: URL) => (url.pathname = "/nothing_here"),
      /^There is no database at .*\/nothing_here: create it, or correct DATABASE_URL\.$/,
    ],
    [
      "a login that is refused",
      (url: URL) => (url.username = "nobody_at_all"),
      /^PostgreSQL at .* refuses this login: correct DATABASE_URL/,
    ],
  ] as const;
  const tellsWithoutPassword = async (_: string, spoil: (url: URL) => unknown, pattern: RegExp) => {
    const url = new URL(databaseUrl);
    url.password = "canarypassword";
    spoil(url);
    const said = await sentence({ ...production, DATABASE_URL: url.href, PORT: "0" });
    expect(said).toMatch(pattern);
    expect(said).not.toContain("canarypassword");
  };
  it.each(spoilt.slice(0, 1))("tells %s, without the password", tellsWithoutPassword);
  it.each(spoilt.slice(1))("tells %s, without the password", { tags: ["deep"] }, tellsWithoutPassword);

  it("refuses a database that a newer version has migrated, and changes nothing in it", {
    tags: ["deep"],
  }, async () => {
    await sql(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '9999_from_the_future', now())",
    );
    expect(await sentence({ ...production, PORT: "0" })).toBe(
      "The database was migrated by a newer Tenure (9999_from_the_future): start that version, or restore a backup made before it.",
    );
    await sql("DELETE FROM _prisma_migrations WHERE migration_name = '9999_from_the_future'");
  });

  it("refuses a signing key under the name of another", { tags: ["deep"] }, async () => {
    await sql("INSERT INTO published_key (key_id, public_key) VALUES ('taken-name', $1)", ["00".repeat(32)]);
    expect(await sentence({ ...production, PORT: "0", TENURE_SIGNING_KEY_ID: "taken-name" })).toBe(
      "TENURE_SIGNING_KEY_ID taken-name was used with another key before: give the new key an id of its own.",
    );
  });
});

describe("production", () => {
  const portOf = (process_: Process) =>
    /127\.0\.0\.1:(\d+)|0\.0\.0\.0:(\d+)/.exec(process_.output())?.slice(1).find(Boolean);

  const endsWell = "as %s answers what is under way before it stops, and takes nothing new";
  const answersFirst = async (role: string) => {
    const process_ = run({ ...production, PORT: "0", TENURE_ROLE: role });
    await process_.says("tenure is ready");
    const base = `http://127.0.0.1:${portOf(process_)}`;
    expect((await fetch(`${base}/ready`)).status).toBe(200);
    // The body waits until the server has taken the request and was told to stop: no race with the clock.
    const body = JSON.stringify({
      name: "Late",
      email: `late-${role}@example.com`,
      password: "correct horse battery",
    });
    const underWay = request(`${base}/api/auth/sign-up/email`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        origin: env.publicUrl,
        expect: "100-continue",
      },
    });
    const answered = once(underWay, "response");
    underWay.flushHeaders();
    await once(underWay, "continue");
    process_.child.kill("SIGTERM");
    underWay.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(await process_.ended).toBe(0);
    await expect(fetch(`${base}/health`)).rejects.toThrow("fetch failed");
    expect(await sql("SELECT 1 FROM auth_user WHERE email = $1", [`late-${role}@example.com`])).toHaveLength(
      1,
    );
  };
  it.each(["all"])(endsWell, answersFirst);
  it.each(["api"])(endsWell, { tags: ["deep"] }, answersFirst);

  it("as worker serves its operator only", { tags: ["deep"] }, async () => {
    const process_ = run({ ...production, PORT: "0", TENURE_ROLE: "worker" });
    await process_.says("tenure is ready");
    const base = `http://127.0.0.1:${portOf(process_)}`;
    expect((await fetch(`${base}/ready`)).status).toBe(200);
    expect((await fetch(`${base}/v1/openapi.json`)).status).toBe(404);
    process_.child.kill("SIGTERM");
    expect(await process_.ended).toBe(0);
  });
});

describe("the sandbox", () => {
  const variables = { TENURE_DATA_DIR: join(folder, "sandbox data") };
  const logins = (text: string) =>
    text.split("\n").filter((line) => line.includes("@example.com") && !line.startsWith("{"));

  /** What stands in the sandbox's own database; its server writes its port into the fourth line. */
  const told = async (query: string): Promise<string[]> => {
    const pid = readFileSync(join(variables.TENURE_DATA_DIR, "postgres/postmaster.pid"), "utf8");
    const client = new pg.Client({
      host: "127.0.0.1",
      port: Number(pid.split("\n")[3]),
      user: "postgres",
      database: "tenure",
    });
    await client.connect();
    const { rows } = await client.query<{ told: string }>(query);
    await client.end();
    return rows.map((row) => row.told);
  };

  it("starts from nothing with every situation in small, keeps its data over a restart, refuses a twin, and leaves nothing running", {
    tags: ["deep"],
    timeout: 180_000,
  }, async () => {
    const first = run(variables);
    await first.says("Begin anew");
    expect(logins(first.output()).map((line) => line.trim().split(/\s/)[0])).toEqual([
      "ada@example.com",
      "bo@example.com",
      "rin@example.com",
      "max@example.com",
    ]);
    expect(first.output()).not.toContain("was not told");
    expect(
      await told(
        `SELECT concat_ws(' ', a.name || ':', s.plan_id, s.state, s.distributor, c.state, p.state) AS told
           FROM account a LEFT JOIN subscription s ON s.account_id = a.id AND s.state <> 'ended'
           LEFT JOIN plan_change c ON c.subscription_id = s.id
           LEFT JOIN price_change p ON p.current_price_id = (SELECT t.plan_price_id FROM term t WHERE t.subscription_id = s.id LIMIT 1)
          WHERE a.state = 'active' ORDER BY a.name COLLATE "C"`,
      ),
    ).toEqual([
      "Ada Lindqvist: pro active",
      "Emeka Obi: max active example-store",
      "Jonas Weber: pro past_due",
      "Lars Holm:",
      "Nina Petrova: pro active",
      "Omar Haddad:",
      "Priya Nair: max active scheduled",
      "Sofia Rossi: pro active",
      "Tomás Silva: max active scheduled",
      "Yuki Tanaka: pro active",
      "柏然: pro active",
      "王小明: pro active",
      "陈梅: pro canceling",
    ]);
    expect(
      await told(
        `SELECT 'suspended ' || name AS told FROM account WHERE state = 'suspended'
         UNION ALL SELECT 'gift ' || state FROM gift_subscription
         UNION ALL SELECT 'refund ' || state FROM refund
         UNION ALL SELECT 'case ' || state FROM refund_case
         UNION ALL SELECT DISTINCT 'document ' || kind FROM invoice
         UNION ALL SELECT 'add-on ' || state FROM "order" WHERE kind = 'add_on'
         UNION ALL SELECT 'clock moved of ' || a.name FROM clock_advance c JOIN account a ON a.id = c.account_id WHERE c.state = 'done'
         UNION ALL SELECT 'credits end in ' || ceil(extract(epoch FROM expires_at - clock_timestamp()) / 86400) || ' days'
                     FROM credit_lot WHERE expires_at < clock_timestamp() + interval '7 days'
         UNION ALL SELECT 'in flight ' || count(*) FROM usage_hold WHERE state = 'open'
         ORDER BY told`,
      ),
    ).toEqual([
      "add-on paid",
      "case approved",
      "case needs_info",
      "case received",
      "clock moved of Jonas Weber",
      "clock moved of Yuki Tanaka",
      "credits end in 5 days",
      "document credit_note",
      "document invoice",
      "gift offered",
      "gift redeemed",
      "in flight 1",
      "refund refunded",
      "refund refunded",
      "suspended Lena Fischer",
    ]);
    const url = /http:\/\/localhost:(\d+)\/dashboard/.exec(first.output())?.[1];
    const keys = async (port: string | undefined) =>
      (await fetch(`http://127.0.0.1:${port}/.well-known/tenure-keys.json`)).text();
    const published = await keys(url);
    expect(await sentence(variables)).toMatch(/^Tenure already runs on this data \(process \d+, /);
    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
    expect(existsSync(join(variables.TENURE_DATA_DIR, "postgres/postmaster.pid"))).toBe(false);

    const second = run(variables);
    await second.says("Begin anew");
    expect(await keys(/http:\/\/localhost:(\d+)\/dashboard/.exec(second.output())?.[1])).toBe(published);
    second.child.kill("SIGINT");
    expect(await second.ended).toBe(0);
  });
});
