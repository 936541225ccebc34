import { beforeAll, describe, expect, it } from "vitest";
import { live, RIGHT, STEPS, WEATHERS } from "./product-kit.ts";
import { openRails } from "./world.ts";

let worlds: Awaited<ReturnType<typeof openRails>>;
beforeAll(async () => {
  worlds = await openRails();
});

describe.each(["stripe", "antom"] as const)(
  "a payment provider, %s, killed at each step in each weather",
  (name) => {
    it.each(["calm", ...Object.keys(WEATHERS)])(
      "%s: exactly one payout, the right end, everybody told once",
      async (weather) => {
        const world = worlds[name];
        for (const step of STEPS) {
          world.rail.calm();
          world.dieAt(step);
          expect([step, await live(world, WEATHERS[weather])]).toEqual([step, RIGHT]);
        }
      },
      120_000,
    );
  },
);
