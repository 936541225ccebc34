import { describe, expect, it } from "vitest";
import { historiesHold } from "./histories.ts";

describe("an account that passes, in any order of all actors (C1.2, C3, C4)", () => {
  it("takes effect exactly when all holds at once, whole or not at all, and whoever answers adds up (invariants 22–31, 34)", () => {
    const reached = historiesHold({ seed: 20261124, numRuns: 500 });
    // A law that was never put to the test would hold for nothing.
    for (const [what, times] of Object.entries(reached)) expect([what, times > 0]).toEqual([what, true]);
    expect(reached.effective).toBeGreaterThan(25);
    expect(reached.heldBack).toBeGreaterThan(25);
  });
});
