import { expect, it } from "vitest";
import { killUnderLoad } from "./killed.ts";

const KILLS = 20;

for (const victim of ["api", "postgres"] as const)
  it(`${victim} killed ${KILLS} times under load: every acknowledged event is there once, and the service is back without help`, async ({
    annotate,
  }) => {
    const campaign = await killUnderLoad(victim, KILLS);
    expect(Math.min(campaign.events, campaign.holds)).toBeGreaterThan(100);
    // The moment between commit and answer was met, or the kills were too tame.
    expect(campaign.duplicates).toBeGreaterThan(0);
    await annotate(JSON.stringify({ victim, ...campaign }));
  });
