import { expect, it } from "vitest";
import { timeLeft } from "../../src/previews/index.ts";

const UNTIL = "2026-11-21T10:00:00.000Z";

it.each([
  // 22 h 47 m 12 s before: whole seconds, the rest of the last one is not shown.
  [
    "2026-11-20T11:12:47.001Z",
    { isOver: false, days: 0, hours: 22, minutes: 47, seconds: 12, ms: 82_032_999 },
  ],
  ["2026-11-18T09:59:59.000Z", { isOver: false, days: 3, hours: 0, minutes: 0, seconds: 1, ms: 259_201_000 }],
  [UNTIL, { isOver: false, days: 0, hours: 0, minutes: 0, seconds: 0, ms: 0 }],
  ["2026-11-21T10:00:00.001Z", { isOver: true, days: 0, hours: 0, minutes: 0, seconds: 0, ms: 0 }],
])("R1.1, T2.5: at %s what is left; exactly at the instant nothing, and it is not over", (now, left) => {
  expect(timeLeft(UNTIL, now)).toEqual(left);
});
