import type { SpendLimits } from "@tenure/core/contract";
import { beforeEach, describe, expect, it } from "vitest";
import { runSpendWarning } from "../../src/spend-limits/warn.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";

const test = await testApp();
const { sql } = test.database;

let owner: Person;
let accountId: string;
beforeEach(async () => {
  owner = await signUp(test, "owner");
  accountId = await openAccount(test, owner);
});

const dollars = (amount: string) => ({ amount, currency: "USD" });
const update = (input: Record<string, unknown>, person = owner) =>
  person.mutate("spendLimits.update", { accountId, ...input });
const read = async () => (await owner.query("spendLimits.get", { accountId })).data as unknown as SpendLimits;
const warn = () => runSpendWarning(test.services, { accountId });

/** What the engine keeps: the spend of the present local day and month, in cents. */
const spend = (cents: number, day = "tenure_now($1)", zone = "UTC") =>
  sql(
    `UPDATE wallet SET day = (${day} AT TIME ZONE '${zone}')::date, day_spent_nanos = $2,
            month = date_trunc('month', ${day} AT TIME ZONE '${zone}')::date, month_spent_nanos = $2 WHERE account_id = $1`,
    [accountId, cents * 10_000_000],
  );
const mails = () =>
  sql<{ kind: string; subject: string; text: string }>(
    "SELECT kind, subject, text FROM notice WHERE account_id = $1 ORDER BY id",
    [accountId],
  );

describe("spend limits", () => {
  it("are none at first; the owner sets, changes and lifts them, each with its audit row", async () => {
    const none = await read();
    expect([none.day.limit, none.month.limit, none.day.spent, none.warnAtPercent]).toEqual([
      null,
      null,
      dollars("0.00"),
      80,
    ]);
    const set = await update({ day: dollars("25.00"), month: dollars("300.00"), warnAtPercent: 50 });
    expect(set.status).toBe(200);
    expect((await read()).month.limit).toEqual(dollars("300.00"));
    // What is left out stays as it is; null lifts.
    await update({ day: null });
    const after = await read();
    expect([after.day.limit, after.month.limit, after.warnAtPercent]).toEqual([null, dollars("300.00"), 50]);
    const audit = await sql(
      "SELECT before, after FROM audit_row WHERE account_id = $1 AND action = 'spend_limits.update' ORDER BY id",
      [accountId],
    );
    expect(audit).toEqual([
      {
        before: { dayLimitNanos: null, monthLimitNanos: null, warnBps: 8000 },
        after: { dayLimitNanos: "25000000000", monthLimitNanos: "300000000000", warnBps: 5000 },
      },
      {
        before: { dayLimitNanos: "25000000000", monthLimitNanos: "300000000000", warnBps: 5000 },
        after: { dayLimitNanos: null, monthLimitNanos: "300000000000", warnBps: 5000 },
      },
    ]);
  });

  it("show what is spent in the present local day and month, and nothing of an earlier one", async () => {
    await spend(1234);
    expect((await read()).day.spent).toEqual(dollars("12.34"));
    // Yesterday's counter stands there until the engine writes the next one.
    await spend(1234, "(tenure_now($1) - interval '1 day')");
    expect((await read()).day.spent).toEqual(dollars("0.00"));
    await spend(1234, "(tenure_now($1) - interval '40 days')");
    expect((await read()).month.spent).toEqual(dollars("0.00"));
  });

  it.each([
    [{ day: dollars("-1.00") }, "day.amount"],
    [{ day: dollars("100000000.01") }, "day.amount"],
    [{ month: dollars("1e3") }, "month.amount"],
    [{ month: { amount: "1.00", currency: "EUR" } }, "month.currency"],
    [{ day: 5 }, "day"],
    [{ warnAtPercent: 0 }, "warnAtPercent"],
    [{ warnAtPercent: 101 }, "warnAtPercent"],
    [{ warnAtPercent: 50.5 }, "warnAtPercent"],
    [{ warnBps: 5000 }, ""],
  ])("refuse %j, naming the field, and change nothing", async (input, path) => {
    const { status, problem } = await update(input);
    expect([status, problem.code]).toEqual([400, "validation_failed"]);
    expect(JSON.stringify(problem.errors)).toContain(`"path":"${path}"`);
    expect((await read()).day.limit).toBeNull();
  });

  it("are the owner's to set: members and staff read them, strangers see no account", async () => {
    const member = await signUp(test, "member");
    await sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
      accountId,
      member.loginId,
    ]);
    const reviewer = await staff(test, "reviewer");
    for (const reader of [member, reviewer]) {
      expect((await reader.query("spendLimits.get", { accountId })).status).toBe(200);
      expect((await update({ day: dollars("1.00") }, reader)).problem.code).toBe("forbidden");
    }
    const stranger = await signUp(test, "stranger");
    expect((await stranger.query("spendLimits.get", { accountId })).problem.code).toBe("not_found");
    expect((await update({ day: dollars("1.00") }, stranger)).problem.code).toBe("not_found");
    expect((await read()).day.limit).toBeNull();
  });
});

describe("a warning", () => {
  it("is sent once per period when spend has come to the threshold, however often the job runs", async () => {
    await update({ day: dollars("10.00") });
    await spend(799);
    await warn();
    expect(await mails()).toEqual([]);
    await spend(800); // 80 % of ten dollars.
    await Promise.all([warn(), warn(), warn()]);
    await warn();
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.kind).toBe("spend_warning_day");
    expect(mail?.subject).toContain("$8.00 of $10.00 spent today");
    expect(mail?.text).toContain("declined until the next day");
    expect((await read()).day.warned).toBe(true);
  });

  it("comes again in the next period, and for a limit that was changed, but not for one set to the same", async () => {
    await update({ day: dollars("10.00") });
    await spend(900);
    await warn();
    // Higher: 9 of 11 dollars are 81.8 %.
    await update({ day: dollars("11.00") });
    await warn();
    await update({ day: null });
    await update({ day: dollars("11.00") });
    await warn();
    expect((await mails()).map((mail) => mail.subject.match(/of (\S+)/)?.[1])).toEqual(["$10.00", "$11.00"]);
    await sql("UPDATE account SET clock_offset_ms = 86400000 WHERE id = $1", [accountId]);
    await warn(); // A new day, nothing spent in it.
    await spend(900);
    await warn();
    expect(await mails()).toHaveLength(3);
  });

  it("tells of the month apart from the day, in the owner's language", async () => {
    await sql("UPDATE auth_user SET language = 'zh' WHERE id = $1", [owner.loginId]);
    await update({ day: dollars("100.00"), month: dollars("20.00") });
    await spend(1700);
    await warn();
    const found = await mails();
    expect(found.map((mail) => mail.kind)).toEqual(["spend_warning_month"]);
    expect(found[0]?.subject).toMatch(/本月已消费.*17\.00.*上限.*20\.00/);
  });

  it("is due at once for a limit set below what is spent, and never for what nobody limited", async () => {
    await spend(5000);
    await warn();
    expect(await mails()).toEqual([]);
    await update({ month: dollars("40.00") });
    expect(test.jobs.filter((job) => JSON.stringify(job.payload).includes(accountId))).toContainEqual({
      name: "spend_limits.warn",
      payload: { accountId },
    });
    await warn();
    expect((await mails()).map((mail) => mail.kind)).toEqual(["spend_warning_month"]);
    const rows = await sql(
      "SELECT after FROM audit_row WHERE account_id = $1 AND action = 'spend_limits.warn'",
      [accountId],
    );
    // One command for one warning: runs that had nothing to say left nothing.
    expect(rows).toEqual([{ after: { periods: ["month"] } }]);
  });
});
