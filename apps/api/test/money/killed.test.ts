import { expect, it } from "vitest";
import { killUnderLoad } from "./killed.ts";

it.each(["api", "postgres"] as const)(
  "%s killed under load: every acknowledged event is there once, and the service is back without help",
  async (victim) => {
    const { events, holds } = await killUnderLoad(victim, 1);
    expect(Math.min(events, holds)).toBeGreaterThan(10);
  },
  // A few seconds; on a machine that is busy otherwise the starts of processes take their time.
  300_000,
);
