import { expect, it } from "vitest";
import { killUnderLoad } from "./killed.ts";

const KILLS = 20;

for (const victim of ["api", "postgres"] as const)
  it(`${victim} killed ${KILLS} times under load: every acknowledged event is there once, and the service is back without help`, async ({
    annotate,
  }) => {
    const campaign = await killUnderLoad(victim, KILLS);
    expect(Math.min(campaign.events, campaign.holds)).toBeGreaterThan(100);
    await annotate(JSON.stringify({ victim, ...campaign }));
  });
