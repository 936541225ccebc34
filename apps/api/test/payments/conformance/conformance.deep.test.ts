import { beforeAll, describe, expect, it } from "vitest";
import { askBack, REFUND_STEPS, RIGHT_BACK } from "./asked-back.ts";
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
          world.dieAt([step]);
          expect([step, await live(world, WEATHERS[weather])]).toEqual([step, RIGHT]);
        }
      },
      120_000,
    );

    // Twenty kills a step where nothing else goes wrong, and one in each weather.
    it.each(["calm", ...Object.keys(WEATHERS)])(
      "R3.3, R3.6, %s: a top-up asked back is paid out once, whatever step it dies at",
      async (weather) => {
        const times = weather === "calm" ? 20 : 1;
        const world = worlds[name];
        for (let time = 0; time < times; time += 1)
          for (const step of REFUND_STEPS) {
            world.rail.calm();
            world.dieAt(null);
            expect([step, await askBack(world, WEATHERS[weather], [step])]).toEqual([step, RIGHT_BACK]);
          }
      },
      600_000,
    );
  },
);
