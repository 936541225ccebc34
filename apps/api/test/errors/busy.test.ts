import { expect, it } from "vitest";
import type { Probe } from "../../src/command/probe.ts";
import { openDatabase, PLATFORM } from "../../src/db/database.ts";
import { problemOf } from "../../src/errors/problem.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { signUp } from "../support/people.ts";

let breaks: Error | null = null;
const probe: Probe = {
  reach: async () => {
    if (breaks !== null) throw breaks;
  },
};
const test = await testApp({ probe });
const { db } = test.services;

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => problemOf(error, { language: "en", requestId: "" }).code,
  );

it("a lock that is not given in time, a statement cut short and a pool that is used up are one problem: busy", async () => {
  const { accountId } = await openTestAccount(test.database);
  const one = openDatabase(test.database.url, { connections: 1 });
  const rename = (setting: string) =>
    db.within(PLATFORM, async (tx) => {
      await tx.$queryRaw`SELECT set_config(${setting}, '60', true)`;
      await tx.account.update({ where: { id: accountId }, data: { name: "another" } });
    });
  const lock = (setting: string) =>
    db.within(PLATFORM, async (tx) => {
      await tx.$queryRaw`SELECT set_config(${setting}, '60', true)`;
      await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
    });
  await db.within(PLATFORM, async (tx) => {
    await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
    // Through Prisma's own queries, and through raw ones, which it reports in another form.
    for (const setting of ["lock_timeout", "statement_timeout"])
      expect([setting, await codeOf(rename(setting)), await codeOf(lock(setting))]).toEqual([
        setting,
        "busy",
        "busy",
      ]);
  });
  await one.within(PLATFORM, async () => {
    expect(await codeOf(one.prisma.$transaction(async () => undefined, { maxWait: 60 }))).toBe("busy");
  });
  await one.close();
});

it("every door says when to ask again", async () => {
  const ada = await signUp(test, "ada");
  const complete = { currency: "USD", timeZone: "Europe/Berlin", language: "en", termsVersion: "2026-11" };
  breaks = Object.assign(new Error("unable to start a transaction in the given time"), { code: "P2028" });
  try {
    const screens = await ada.send("POST", "/api/trpc/accounts.create", complete);
    const rest = await ada.send("POST", "/v1/accounts", complete, {
      "idempotency-key": "open-my-account",
    });
    for (const answer of [screens, rest])
      expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "2"]);
    expect(rest.json()).toMatchObject({ code: "busy", status: 503 });
  } finally {
    breaks = null;
  }
});
