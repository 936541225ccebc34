import { describe, it } from "vitest";
import {
  allocationLosesNothing,
  alteredReceiptsAreDetected,
  decisionsReplay,
  type Effort,
} from "./kernel-laws.ts";

// A new seed with every run widens what has been seen; the report keeps it, so that a finding can be repeated.
const seed = Date.now() % 2 ** 31;

const laws: readonly [string, number, (effort: Effort) => void][] = [
  ["any decision replays byte-equal", 100_000, decisionsReplay],
  ["any one altered character of a receipt is detected", 20_000, alteredReceiptsAreDetected],
  ["splitting an amount loses nothing", 200_000, allocationLosesNothing],
];

describe("laws of the kernel, in large counts", () => {
  for (const [name, numRuns, law] of laws)
    it(name, async ({ annotate }) => {
      await annotate(`${numRuns.toLocaleString("en")} cases, seed ${seed}`);
      law({ seed, numRuns });
    });
});
