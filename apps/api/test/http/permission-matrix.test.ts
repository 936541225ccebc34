import { assuranceOf, PERMISSIONS, type Role } from "@tenure/core/access";
import { expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { KEY_SCOPES } from "../../src/partners/key-scopes.ts";
import { t } from "../../src/trpc/init.ts";
import type { ProcedureMeta } from "../../src/trpc/meta.ts";
import { type DescribedProcedure, proceduresOf } from "../../src/trpc/rest-routes.ts";
import { appRouter } from "../../src/trpc/router.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { type Answer, browser, openAccount, signUp, staff } from "../support/people.ts";

const test = await testApp();
const procedures = proceduresOf(appRouter);

const owner = await signUp(test, "owner");
const own = await openAccount(test, owner);
const member = await signUp(test, "member");
await test.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
  own,
  member.loginId,
]);
const representative = await signUp(test, "representative");
await test.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'representative')", [
  own,
  representative.loginId,
]);
const { accountId: foreign } = await openTestAccount(test.database);
const absent = "0190a0a0-0000-7000-8000-00000000dead";
const { data: key } = await owner.mutate("partners.keys.create", {
  name: "gateway",
  scopes: [...KEY_SCOPES],
});
const reviewer = await staff(test, "reviewer");
const administrator = await staff(test, "administrator");

const actors: { role: Role; send: (procedure: DescribedProcedure, input: unknown) => Promise<Answer> }[] = [
  { role: "public", send: sender(browser(test)) },
  { role: "member", send: sender(member) },
  { role: "owner", send: sender(owner) },
  { role: "representative", send: sender(representative) },
  { role: "partner", send: sender(browser(test), { authorization: `Bearer ${String(key["key"])}` }) },
  { role: "reviewer", send: sender(reviewer) },
  { role: "administrator", send: sender(administrator) },
];

function sender(tab: Pick<typeof owner, "query" | "mutate">, headers: Record<string, string> = {}) {
  return ({ name, type }: DescribedProcedure, input: unknown) =>
    type === "query" ? tab.query(name, input, headers) : tab.mutate(name, input, headers);
}

/** What the policy of access says, from the table of permissions alone; null where the call must pass the guards. */
function expectedRefusal({ meta }: DescribedProcedure, role: Role, account: Account): string | null {
  const roles: readonly Role[] = PERMISSIONS[meta.permission].roles;
  const isStaff = role === "reviewer" || role === "administrator";
  if (meta.audience === "open") return null;
  if (role === "public") return "unauthenticated";
  if (meta.audience === "staff") return isStaff && roles.includes(role) ? null : "forbidden";
  if (meta.audience === "login")
    return role !== "partner" && (roles.includes(role) || roles.includes("public")) ? null : "forbidden";
  if (isStaff) return roles.includes(role) ? (account === "absent" ? "not_found" : null) : "forbidden";
  if (account !== "own") return "not_found";
  if (!roles.includes(role)) return "forbidden";
  // Nobody of the account here has a second factor: what asks for a fresh one stops there. Staff have one, fresh from enrolment.
  return role !== "partner" && assuranceOf(meta.permission) === "step_up" ? "second_factor_required" : null;
}

const REFUSALS = [
  "unauthenticated",
  "forbidden",
  "scope_missing",
  "second_factor_required",
  "step_up_required",
  "key_invalid",
];

/** The guards' refusal in an answer; what a procedure itself says (its input is empty here) is none. */
function refusalIn({ problem: { code = "", detail } }: Answer): string | null {
  if (code === "not_found") return detail === "No such account." ? code : null;
  return REFUSALS.includes(code) ? code : null;
}

/** What was answered about an account that is somebody else's, and about one that does not exist. */
const unseen = new Map<string, { foreign?: object; absent?: object }>();
const strip = ({ status, problem }: Answer) => ({ status, problem: { ...problem, requestId: "" } });

type Account = "own" | "foreign" | "absent";

/** What was answered otherwise than the table says, to these actors on these accounts. */
async function wrongAnswers(
  procedure: DescribedProcedure,
  asks: (role: Role, account: Account) => boolean,
): Promise<string[]> {
  const wrong: string[] = [];
  // What is not about an account cannot tell one from another: it is asked once.
  const accounts = procedure.meta.audience === "account" ? { own, foreign, absent } : { own };
  for (const { role, send } of actors)
    for (const [account, accountId] of Object.entries(accounts) as [Account, string][]) {
      if (!asks(role, account)) continue;
      const input = procedure.meta.audience === "account" ? { accountId } : {};
      const expected = expectedRefusal(procedure, role, account);
      const answer = await send(procedure, input);
      const actual = refusalIn(answer);
      if (account !== "own") {
        const name = `${procedure.name} ${role}`;
        unseen.set(name, { ...unseen.get(name), [account]: strip(answer) });
      }
      if (actual !== expected)
        wrong.push(`${role} on ${account}: ${actual ?? "passed"}, not ${expected ?? "passed"}`);
      if (answer.status >= 500) wrong.push(`${role} on ${account}: status ${answer.status}`);
    }
  return wrong;
}

/** The first procedure of each permission and audience is asked by everybody, about a foreign account by those who could write. */
const firsts = new Set(
  [...Map.groupBy(procedures, ({ meta }) => `${meta.permission} ${meta.audience}`).values()].map(
    ([first]) => first,
  ),
);
const named = procedures.map((procedure) => [procedure.name, procedure] as const);

/** Whose answers tell a guard that is missing or is another's: all others pass by the same table. */
const tells = (role: Role, account: Account): boolean =>
  account === "own" ? ["public", "member"].includes(role) : role === "owner";

const tellsFirst = (role: Role, account: Account): boolean =>
  account === "own" || ["owner", "partner"].includes(role);

it.each(named)("%s answers who asks as the table of permissions says", async (_, procedure) => {
  expect(await wrongAnswers(procedure, firsts.has(procedure) ? tellsFirst : tells)).toEqual([]);
});

it.each(named)(
  "%s answers every actor on every account as the table says",
  { tags: ["deep"] },
  async (_, procedure) => {
    expect(await wrongAnswers(procedure, () => true)).toEqual([]);
  },
);

it("answers a foreign account exactly as one that does not exist: nobody learns which ids are taken", () => {
  const asked = [...unseen].filter(([name]) => /(member|owner|representative|partner)$/.test(name));
  expect(asked.length).toBeGreaterThan(200);
  for (const [name, { foreign, absent }] of asked) expect([name, foreign]).toEqual([name, absent]);
});

it("knows no procedure without a permission: neither at run time nor for the compiler", () => {
  const naked = t.router({ naked: t.procedure.query(() => 1) });
  expect(() => proceduresOf(naked)).toThrow("procedure naked names no permission");
  expectTypeOf<ProcedureMeta>().toHaveProperty("permission");
  // @ts-expect-error a procedure's meta without its permission does not compile
  const meta: ProcedureMeta = { audience: "open" };
  expect(meta).not.toHaveProperty("permission");
});

it("lets every procedure about an account name it, and refuses what it does not know", () => {
  for (const { name, meta, input } of procedures.filter((each) => each.input !== null)) {
    const read = input?.safeParse({ no_such_field_of_any_input: 1 });
    const issues = read?.error?.issues ?? [];
    expect([name, issues.some((issue) => issue.code === "unrecognized_keys")]).toEqual([name, true]);
    if (meta.audience === "account")
      expect([name, input instanceof z.ZodObject && "accountId" in input.shape]).toEqual([name, true]);
  }
});
