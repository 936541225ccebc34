import { afterAll, beforeAll, expect, it } from "vitest";
import { openLiveMarket } from "../support/live-market.ts";
import { type Arena, openArena, raceCancel, raceSubmits, raceUsage } from "./races.ts";

let arena: Arena;
beforeAll(async () => {
  arena = await openArena(await openLiveMarket());
});
afterAll(() => arena.close());

const ORDERS = 200;
const SUBMITS = 50;
const RACES = 50;

it(`${ORDERS} orders × ${SUBMITS} submits at once from two processes, same and different keys: one refund each`, () =>
  raceSubmits(arena, ORDERS, SUBMITS));

it(`${ORDERS} top-ups × ${SUBMITS} submits at once from two processes: one refund each`, () =>
  raceSubmits(arena, ORDERS, SUBMITS, "top_up"));

it(`usage racing a submit, ${RACES} times each: every cent counts once`, async () => {
  for (let number = 0; number < RACES; number += 1) {
    await raceUsage(arena, 20);
    await raceUsage(arena, 20, "top_up");
  }
});

it(`canceling while it is carried on, ${RACES} times: all of it or nothing, and both happen`, async () => {
  const ends = new Set<string>();
  for (let number = 0; number < RACES; number += 1) ends.add(await raceCancel(arena, number));
  expect([...ends].sort()).toEqual(["canceled", "refunded"]);
});
