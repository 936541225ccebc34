import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import pg from "pg";
import { expect, inject, it } from "vitest";
import { PARTS } from "../../src/cli/parts.ts";
import { migrate } from "../../src/db/migrate.ts";
import { readEnv } from "../../src/env.ts";
import { taxByTable } from "../../src/orders/tax-table.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const guide = (name: string): string => readFileSync(join(ROOT, "docs/guides", name), "utf8");
const PAGES = [
  join(ROOT, "README.md"),
  ...readdirSync(join(ROOT, "docs/guides")).map((name) => join(ROOT, "docs/guides", name)),
];

const program = new Command("tenure");
for (const load of Object.values(PARTS)) (await load())(program);

/** Each `tenure …` that a page tells somebody to type, its lines joined and without what a shell does to it. */
function commandLines(text: string): string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const inline = [...text.matchAll(/`((?:pnpm )?tenure [^`]+)`/g)].map((match) => match[1] ?? "");
  return [...blocks, ...inline]
    .flatMap((block) => block.replace(/\\\n/g, " ").split(/\n|&&|\||>|;/))
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .flatMap((line) => /^(?:pnpm )?tenure ([a-z].*)$/.exec(line)?.[1]?.trim() ?? []);
}

/** The words of a line; what stands in brackets may be left out, so it must be good as well. */
const wordsOf = (line: string): string[] =>
  [...line.replace(/[[\]]/g, " ").matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");

/** What is wrong with a line, or nothing. */
function problemOf(line: string): string | null {
  const words = wordsOf(line);
  let command = program;
  for (;;) {
    const next = command.commands.find((each) => each.name() === words[0]);
    if (next === undefined) break;
    command = next;
    words.shift();
  }
  if (command.commands.length > 0) return `${command.name()} has no ${words[0] ?? "such command"}`;
  const { operands, unknown } = command.parseOptions(words);
  if (unknown.length > 0) return `${command.name()} knows no ${unknown.join(" ")}`;
  const { registeredArguments } = command;
  // A sentence may name a command without saying what to give it; more than it takes is wrong.
  return operands.length > registeredArguments.length && registeredArguments.every((each) => !each.variadic)
    ? `${command.name()} takes no ${operands.slice(registeredArguments.length).join(" ")}`
    : null;
}

it("every command that the README and the guides name is there, with those options", () => {
  const lines = PAGES.flatMap((page) => commandLines(readFileSync(page, "utf8")));
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.flatMap((line) => problemOf(line) ?? [])).toEqual([]);
  // And one that is not there would be found.
  expect(problemOf("ledger chek")).toBe("ledger has no chek");
  expect(problemOf("ledger check --sideways")).toBe("check knows no --sideways");
  expect(problemOf("ledger check it all")).toBe("check takes no it all");
});

it("the seller and the tax table of docs/guides/billing.md are read, and tax what the guide says", async () => {
  const [seller, table] = [...guide("billing.md").matchAll(/```json\n([\s\S]*?)```/g)].map(
    (match) => match[1],
  );
  const env = readEnv({ TENURE_SELLER: seller, TENURE_TAX_TABLE: table });
  expect(env.seller).toMatchObject({ name: "Example Ltd", zone: "Europe/Dublin", reverseCharge: ["DE"] });
  const tax = taxByTable(env.taxTable ?? {});
  // Germany 19 %, China 6 %, a country that is not listed none; DE136695976 is valid in form and check digit.
  expect(await tax.rateBps({ country: "DE", taxId: null })).toBe(1900);
  expect(await tax.rateBps({ country: "DE", taxId: "DE136695976" })).toBe(0);
  expect(await tax.rateBps({ country: "CN", taxId: null })).toBe(600);
  expect(await tax.rateBps({ country: "FR", taxId: null })).toBe(0);
});

it("the roles of docs/guides/operator.md migrate and run, and the running one can delete nothing that was recorded", async () => {
  const [before = "", after = ""] = (/```sql\n([\s\S]*?)```/.exec(guide("operator.md"))?.[1] ?? "")
    // Roles and databases are the whole server's, which other files use at the same time.
    .replace(/\btenure_owner\b/g, "guide_owner")
    .replace(/\btenure_run\b/g, "guide_run")
    .replace(/DATABASE tenure\b/, "DATABASE guide_tenure")
    .replaceAll("'…'", "'a password'")
    .split(/--.*\n/);
  const url = new URL(inject("postgresUrl"));
  const as = (user: string, database: string) =>
    Object.assign(new URL(url), { username: user, password: "a password", pathname: `/${database}` }).href;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  const statements = async (text: string) => {
    for (const each of text.split(";")) if (each.trim() !== "") await admin.query(each);
  };
  try {
    await statements(before);
    expect(await migrate(as("guide_owner", "guide_tenure"))).not.toEqual([]);
    await statements(after);
    const running = new pg.Client({
      connectionString: as("guide_run", "guide_tenure"),
      options: "-c role=tenure_app",
    });
    await running.connect();
    expect((await running.query("SELECT count(*)::int AS n FROM account")).rows).toEqual([{ n: 0 }]);
    await expect(running.query("DELETE FROM ledger_posting")).rejects.toThrow(/permission denied/);
    await running.end();
  } finally {
    await admin.query("DROP DATABASE IF EXISTS guide_tenure WITH (FORCE)");
    await admin.query("DROP ROLE IF EXISTS guide_run");
    await admin.query("DROP ROLE IF EXISTS guide_owner");
    await admin.end();
  }
});
