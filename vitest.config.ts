import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// Files named *.deep.test.ts hold the large counts, and tests tagged "deep" walk the rarer ways; only `pnpm test:deep` runs
// them: it passes `--tags-filter=deep` for a file in which some tests are tagged.
const deep = process.env["TENURE_DEEP"] === "1";
const tests = (folder: string) => [`${folder}/**/*.test.ts`];
const exclude = deep ? ["**/node_modules/**"] : ["**/node_modules/**", "**/*.deep.test.ts"];
const testTimeout = deep ? 3_600_000 : 120_000;

/** Files that take longest, mostly waiting for processes to start and to die: begun first, others fill their waits. */
const LONGEST = [
  "runtime/start",
  "reconciliations/reconciliations",
  "jobs/workers",
  "refunds/races",
  "http/permission-matrix",
  "payments/conformance",
  "refunds/provider-outcomes",
  "cli/cli",
  "usage/replay",
  "refund-cases/refund-cases",
  "gift-subscriptions/gifts",
  "refunds/subscription-refund",
];
const rank = ({ moduleId }: TestSpecification) => {
  const place = LONGEST.findIndex((part) => moduleId.includes(part));
  return place === -1 ? LONGEST.length : place;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    passWithNoTests: true,
    tags: [{ name: "deep", description: "a rarer way, gone in the deep run only" }],
    ...(deep ? {} : { tagsFilter: ["!deep"] }),
    // Node reads TypeScript by itself: nothing here needs Vite to transform it first.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // By default one core is left to Vitest itself, which on the smallest machine is every second one. One worker more
    // than cores, because many files wait: for a process to die, a heartbeat to stop, an expiry to come.
    maxWorkers: Math.max(2, availableParallelism()) + 1,
    projects: [
      // Pure: nothing one file could leave behind for another, so they need not load everything anew.
      { test: { name: "core", include: tests("packages/core/test"), exclude, testTimeout, isolate: false } },
      {
        test: {
          name: "sandbox",
          include: tests("packages/sandbox/test"),
          exclude,
          testTimeout,
          isolate: false,
        },
      },
      { test: { name: "sdk", include: tests("packages/sdk/test"), exclude, testTimeout, isolate: false } },
      { test: { name: "ui", include: tests("packages/ui/test"), exclude, testTimeout, isolate: false } },
      {
        test: {
          name: "scripts",
          include: tests("scripts"),
          exclude,
          testTimeout: Math.max(testTimeout, 120_000),
          isolate: false,
        },
      },
      {
        test: {
          name: "api",
          include: tests("apps/api/test"),
          exclude,
          // One PostgreSQL for the run and a migrated template; every file copies it into a database of its own.
          globalSetup: ["apps/api/test/global-setup.ts"],
          pool: "forks",
          isolate: false,
          testTimeout,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
