import { expect, it } from "vitest";
import { killUnderLoad } from "./killed.ts";

for (const victim of ["api", "postgres"] as const)
  it(`${victim} killed under load: every acknowledged event is there once, and the service is back without help`, {
    // Where PostgreSQL dies, the deep run sees.
    tags: victim === "api" ? [] : ["deep"],
    // A few seconds; on a machine that is busy otherwise the starts of processes take their time.
    timeout: 300_000,
  }, async () => {
    const { events, holds } = await killUnderLoad(victim, 1);
    expect(Math.min(events, holds)).toBeGreaterThan(10);
  });
