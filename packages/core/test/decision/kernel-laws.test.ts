import { describe, it } from "vitest";
import { allocationLosesNothing, alteredReceiptsAreDetected, decisionsReplay } from "./kernel-laws.ts";

const seed = 20261120;

describe("laws of the kernel", () => {
  it("any decision replays byte-equal, its lines add up and a refusal has no effects", () => {
    decisionsReplay({ seed, numRuns: 500 });
  });

  it("any one altered character of a receipt is detected", () => {
    alteredReceiptsAreDetected({ seed, numRuns: 200 });
  });

  it("splitting an amount loses nothing", () => {
    allocationLosesNothing({ seed, numRuns: 500 });
  });
});
