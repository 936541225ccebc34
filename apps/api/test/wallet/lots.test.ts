import { expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { revokeGift } from "../../src/wallet/revoke-gift.ts";
import { expireLots } from "../../src/wallet/jobs.ts";
import { CENT_MODEL, stockMarket } from "../support/market.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";
import { usageOf } from "../support/usage.ts";
import { asStaff, DAY_MS, give } from "./world.ts";

const test = await testApp();
await stockMarket(test.services, test.database);

interface Lot {
  readonly id: string;
  readonly state: string;
}
interface Life {
  readonly lot: Lot & { readonly remaining: { readonly amount: string } };
  readonly entries: readonly {
    readonly move: string;
    readonly day: string | null;
    readonly movements: number;
    readonly change: { readonly amount: string };
    readonly remaining: { readonly amount: string };
  }[];
  readonly nextCursor: string | null;
}

async function owner() {
  const person = await signUp(test, "ada");
  const accountId = await openAccount(test, person);
  const customer = { accountId, loginId: person.loginId };
  return {
    person,
    ...customer,
    give: (dollars: string, days: number) => give(test, customer, dollars, days),
    use: async (cents: number, clientEventId: string = newId()) => {
      await usageOf(test.services).record(
        { events: [{ clientEventId, model: CENT_MODEL, tokens: { inputTokens: cents } }] },
        { ...asStaff(customer), asPlatform: false },
      );
    },
    later: (ms: number) =>
      test.database.sql("UPDATE account SET clock_offset_ms = clock_offset_ms + $2 WHERE id = $1", [
        accountId,
        ms,
      ]),
    async life(lotId: string, input: Record<string, unknown> = {}) {
      // The answer's shape is the contract's, which the procedure itself holds it to.
      return (await person.query("wallet.lotLife", { lotId, ...input })).data as unknown as Life;
    },
  };
}

const told = (life: Life) =>
  life.entries.map(({ move, change, remaining }) => `${move} ${change.amount} → ${remaining.amount}`);

async function lotsOf(person: Person, input: Record<string, unknown> = {}): Promise<Lot[]> {
  const { data } = await person.query("wallet.lots", input);
  return data["items"] as Lot[];
}

it("lists what expires next first, then what never does, then what is over; page by page the same", async () => {
  const { person, give: gift, accountId, later } = await owner();
  const [third, first, second, over] = [
    await gift("3", 300),
    await gift("1", 100),
    await gift("2", 200),
    await gift("9", 1),
  ];
  const never = await gift("4", 10);
  await test.database.sql("UPDATE credit_lot SET expires_at = NULL WHERE id = $1", [never]);
  await later(DAY_MS);
  const expected = [first, second, third, never, over];
  expect((await lotsOf(person)).map((lot) => lot.id)).toEqual(expected);
  const pages: string[] = [];
  let cursor: unknown;
  do {
    const { data } = await person.query("wallet.lots", {
      limit: 2,
      ...(typeof cursor === "string" ? { cursor } : {}),
    });
    pages.push(...(data["items"] as Lot[]).map((lot) => lot.id));
    cursor = data["nextCursor"];
  } while (typeof cursor === "string");
  expect(pages).toEqual(expected);
  // Over by the clock, whether the job came by or not.
  expect((await lotsOf(person, { state: "expired" })).map((lot) => lot.id)).toEqual([over]);
  await expireLots(test.services);
  expect((await lotsOf(person, { state: "expired" })).map((lot) => lot.id)).toEqual([over]);
  expect(await lotsOf(person, { kind: "paid" })).toEqual([]);
  expect((await lotsOf(person, { state: "open", kind: "gift" })).map((lot) => lot.id)).toEqual(
    expected.slice(0, 4),
  );
  expect(accountId).not.toBe("");
});

it("a lot tells its whole life: given, used day by day, taken back, with what was left after each", async () => {
  const it = await owner();
  const lotId = await it.give("10", 100);
  await it.use(100);
  await it.use(50);
  await it.later(DAY_MS);
  await it.use(25);
  await test.services.runner.run(revokeGift, { lotId, reason: "by mistake" }, asStaff(it));
  const life = await it.life(lotId);
  expect(told(life)).toEqual([
    "revoked -8.25 → 0.00",
    "used -0.25 → 8.25",
    "used -1.50 → 8.50",
    "opened 10.00 → 10.00",
  ]);
  expect(life.entries.map((entry) => entry.movements)).toEqual([1, 1, 2, 1]);
  expect(life.lot).toMatchObject({ state: "revoked", remaining: { amount: "0.00" } });
  expect(life.nextCursor).toBeNull();
});

it("is read in pages that join without a gap, whatever happens in between", async () => {
  const it = await owner();
  const lotId = await it.give("10", 100);
  for (let day = 0; day < 4; day += 1) {
    await it.use(10);
    await it.use(5);
    await it.later(DAY_MS);
  }
  const whole = told(await it.life(lotId));
  expect(whole).toEqual([
    "used -0.15 → 9.40",
    "used -0.15 → 9.55",
    "used -0.15 → 9.70",
    "used -0.15 → 9.85",
    "opened 10.00 → 10.00",
  ]);
  const pages: string[] = [];
  let life = await it.life(lotId, { limit: 2 });
  pages.push(...told(life));
  // New usage is newer than every page: what follows does not move.
  await it.use(500);
  while (life.nextCursor !== null) {
    life = await it.life(lotId, { limit: 2, cursor: life.nextCursor });
    pages.push(...told(life));
  }
  expect(pages).toEqual(whole);
});

it("a day of usage opens into its requests, each with what this lot paid of it", async () => {
  const it = await owner();
  const small = await it.give("1", 10);
  const large = await it.give("10", 100);
  // $1.00 from the one that expires first, 50 cents from the other.
  await it.use(150, "split-over-two-lots");
  const day = (await it.life(small)).entries[0]?.day;
  const requests = async (lotId: string) => {
    const { data } = await it.person.query("wallet.lotUsage", { lotId, day });
    return (data["items"] as Record<string, { amount?: string } & string>[]).map((each) => [
      each["clientEventId"],
      each["fromLot"]?.amount,
      each["value"]?.amount,
    ]);
  };
  expect(await requests(small)).toEqual([["split-over-two-lots", "1.00", "1.50"]]);
  expect(await requests(large)).toEqual([["split-over-two-lots", "0.50", "1.50"]]);
});

it("a corrected request shows as what came back to the lot", async () => {
  const it = await owner();
  const lotId = await it.give("10", 100);
  await it.use(200, "wrong");
  const { results } = await usageOf(test.services).record(
    { events: [{ clientEventId: "right", model: CENT_MODEL, corrects: "wrong" }] },
    { ...asStaff(it), asPlatform: false },
  );
  expect(results.map((each) => each.status)).toEqual(["recorded"]);
  expect(told(await it.life(lotId))).toEqual([
    "used_corrected 2.00 → 10.00",
    "used -2.00 → 8.00",
    "opened 10.00 → 10.00",
  ]);
});

it("somebody else's lot, and one that does not exist, is not found; a bad cursor is named", async () => {
  const it = await owner();
  const other = await owner();
  const lotId = await other.give("10", 100);
  for (const id of [lotId, newId()])
    for (const name of ["wallet.lotLife", "wallet.lotUsage"])
      expect(
        (await it.person.query(name, { lotId: id, ...(name.endsWith("Usage") ? { day: "2026-11-20" } : {}) }))
          .status,
      ).toBe(404);
  const bad = await other.person.query("wallet.lotLife", { lotId, cursor: "0.0" });
  expect([bad.status, JSON.stringify(bad.problem.errors)]).toEqual([400, expect.stringContaining("cursor")]);
});
