import { expect, it } from "vitest";
import { openWorld } from "../renewals/world.ts";
import { changing } from "./changing.ts";

const world = await openWorld();
const { changes, make } = changing(world);

/** Pro costs $20.00 a month. */
const PRO_MONTH = 2000;

it("T2.2, T2.6: from years to months: nothing now, the month's price at the end of the year, and the change is done", async () => {
  const ada = await world.subscriber({ interval: "year", boughtAt: "2031-06-01T09:00:00Z" });
  const forTheYear = await ada.captured();
  expect((await make(ada, "pro", "month")).applies).toBe("term_end");
  await world.beat();
  expect(await ada.captured()).toBe(forTheYear);
  expect(await changes(ada)).toEqual([{ state: "scheduled", because: null }]);
  await ada.at("2032-06-01T09:00:01Z");
  await world.beat();
  await world.beat();
  expect(await ada.terms()).toEqual([
    "1: 2031-06-01T09:00:00.000Z – 2032-06-01T09:00:00.000Z",
    "2: 2032-06-01T09:00:00.000Z – 2032-07-01T09:00:00.000Z",
  ]);
  expect((await ada.captured()) - forTheYear).toBe(PRO_MONTH);
  expect(await changes(ada)).toEqual([{ state: "applied", because: null }]);
  expect(await ada.mails()).toContain("plan_change_applied");
});

it("T2.6: to Free: access to the end of the month, then nothing is charged and the change is done", async () => {
  const ada = await world.subscriber({ boughtAt: "2031-06-01T09:00:00Z" });
  await make(ada, "free");
  await ada.at("2031-07-01T08:59:00Z");
  await world.beat();
  expect(await ada.state()).toBe("active");
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("ended");
  expect(await ada.terms()).toHaveLength(1);
  expect(await ada.captured()).toBe(PRO_MONTH);
  expect(await changes(ada)).toEqual([{ state: "applied", because: null }]);
});

it("T4.2, T2.6: an account that is suspended ends with its term where Free was chosen, and is charged nothing when it is lifted", async () => {
  const ada = await world.subscriber({ boughtAt: "2031-06-01T09:00:00Z" });
  await make(ada, "free");
  await world.database.sql("UPDATE account SET state = 'suspended' WHERE id = $1", [ada.accountId]);
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("ended");
  await world.database.sql("UPDATE account SET state = 'active' WHERE id = $1", [ada.accountId]);
  await world.beat();
  expect(await ada.captured()).toBe(PRO_MONTH);
});
