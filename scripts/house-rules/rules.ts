import { posix } from "node:path";
import { amountArithmetic } from "./amount-arithmetic.ts";
import { importsOf, isTest, isTypeScript, lineAt, type SourceFile } from "./source-file.ts";

/** One place where a rule is broken; `message` says what to do instead. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A rule looks at one file at a time. */
export interface HouseRule {
  readonly name: string;
  readonly level: "error" | "warning";
  check(file: SourceFile): Finding[];
}

const rule = (
  name: string,
  check: (file: SourceFile) => { offset: number; message: string }[],
  level: HouseRule["level"] = "error",
): HouseRule => ({
  name,
  level,
  check: (file) =>
    check(file).map(({ offset, message }) => ({ path: file.path, line: lineAt(file, offset), message })),
});

/** Offsets of all matches of a pattern. */
const matches = ({ text }: SourceFile, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => ({ offset: match.index, found: match[0] }));

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Names that tools and custom prescribe: README, Dockerfile, Prisma's migrations, Python modules, TanStack's route files, Next's folders of a parameter. */
const GIVEN_NAMES =
  /^(README(\.zh)?\.md|CONTRIBUTING\.md|SECURITY\.md|CHANGELOG\.md|LICENSE|Dockerfile|migration_lock\.toml|\d+[a-z]?_[a-z0-9_]+|[a-z0-9_]+\.py|__root\.tsx|_[a-z0-9-]+|(?:[a-z0-9._-]|\$[a-z][a-zA-Z]*)+\.tsx|\[[a-z][a-zA-Z]*\])$/;

const kebabCase = rule("kebab-case", ({ path }) =>
  path
    .split("/")
    .filter((segment) => !segment.startsWith(".") && !KEBAB.test(segment) && !GIVEN_NAMES.test(segment))
    .map((segment) => ({ offset: 0, message: `rename "${segment}" to kebab-case` })),
);

const amountsInCore = rule("amounts-in-core", (file) => {
  // The simulators keep a provider's books, not ours: sharing core's sums with them would hide a fault of core.
  if (!isTypeScript(file) || isTest(file) || /^packages\/(core|sandbox)\//.test(file.path)) return [];
  return amountArithmetic(file).map(({ offset, operator, name }) => ({
    offset,
    message: `"${name}" is computed with "${operator}" here; amounts are computed only in packages/core: move the sum there and test it`,
  }));
});

const MONEY_TABLES = "ledger_account|ledger_journal|ledger_posting|credit_lot";
const MONEY_MODELS = "ledgerAccount|ledgerJournal|ledgerPosting|creditLot";
const SQL_WRITE = new RegExp(
  `\\b(insert\\s+into|update|delete\\s+from|truncate(\\s+table)?|merge\\s+into|copy)\\s+(only\\s+)?("?\\w+"?\\.)?"?(${MONEY_TABLES})\\b`,
  "gi",
);
const MODEL_WRITE = new RegExp(`\\.(${MONEY_MODELS})\\s*\\.\\s*(create|update|upsert|delete)\\w*\\b`, "g");

const oneLedgerWriter = rule("one-ledger-writer", (file) => {
  if (!isTypeScript(file) || isTest(file) || file.path.startsWith("apps/api/src/ledger/")) return [];
  return [...matches(file, SQL_WRITE), ...matches(file, MODEL_WRITE)].map(({ offset, found }) => ({
    offset,
    message: `"${found}" writes a money table; only apps/api/src/ledger does: call a posting function of the ledger`,
  }));
});

const SHIPPED_READERS =
  /\b(policyAt|policyByVersion|POLICIES|SHIPPED_POLICIES)\b[^;]*? from "@tenure\/core\/policy"/g;
/** The one reader itself, and what decides from files, without a database. */
const MAY_READ_SHIPPED = /^apps\/api\/src\/(policy-versions\/|cli\/(decide|read-json)\.ts$)/;

const onePolicyReader = rule("one-policy-reader", (file) => {
  if (!file.path.startsWith("apps/api/src/") || MAY_READ_SHIPPED.test(file.path)) return [];
  return matches(file, SHIPPED_READERS).map(({ offset }) => ({
    offset,
    message:
      "decides by what ships; which version is in force says the database: ask src/policy-versions/in-force.ts",
  }));
});

const FEATURE = /^apps\/(dashboard|admin)\/src\/features\/([^/]+)\//;

const featuresApart = rule("features-apart", (file) => {
  const home = FEATURE.exec(file.path);
  if (home === null || !isTypeScript(file)) return [];
  return importsOf(file).flatMap(({ specifier, offset }) => {
    if (!specifier.startsWith(".")) return [];
    const target = FEATURE.exec(posix.join(posix.dirname(file.path), specifier));
    if (target === null || target[2] === home[2]) return [];
    return [
      {
        offset,
        message: `feature "${home[2]}" imports feature "${target[2]}"; move what both need to packages/ui or outside features/`,
      },
    ];
  });
});

const CORE_CLOCK = /\bnew Date\(\s*\)|\bDate\(\s*\)/g;

const coreHasNoClock = rule("core-has-no-clock", (file) => {
  if (!file.path.startsWith("packages/core/src/")) return [];
  return matches(file, CORE_CLOCK).map(({ offset }) => ({
    offset,
    message: "core asks what time it is; take the instant as a fact (`facts.now`)",
  }));
});

const MACHINE_PATH = /(?<![\w.:/-])\/(home|Users|root|work)\/\w[\w./-]*|\b[A-Z]:\\\\?Users\\/g;

const noMachinePaths = rule("no-machine-paths", (file) =>
  matches(file, MACHINE_PATH).map(({ offset, found }) => ({
    offset,
    message: `"${found}" exists on one machine only; use a path relative to the project or an environment variable`,
  })),
);

const UNFINISHED = /\b(TODO|FIXME)\b|@ts-(ignore|nocheck)|\b(it|test|describe)\.(only|skip|todo)\(/g;

const nothingUnfinished = rule("nothing-unfinished", (file) => {
  // The rule's own examples stand in its folder.
  if (!isTypeScript(file) || file.path.startsWith("scripts/house-rules/")) return [];
  return matches(file, UNFINISHED).map(({ offset, found }) => ({
    offset,
    message: `"${found}" leaves something unfinished; finish it or remove it`,
  }));
});

/** Longer than this a file is rarely one idea. */
const LONG_FILE_LINES = 350;

const longFiles = rule(
  "long-file",
  (file) => {
    const lines = file.text.split("\n").length;
    if (!isTypeScript(file) || isTest(file) || lines <= LONG_FILE_LINES) return [];
    return [{ offset: 0, message: `${lines} lines: is it still one idea?` }];
  },
  "warning",
);

/** Every rule that the linter cannot express. */
export const HOUSE_RULES: readonly HouseRule[] = [
  kebabCase,
  amountsInCore,
  oneLedgerWriter,
  onePolicyReader,
  featuresApart,
  coreHasNoClock,
  noMachinePaths,
  nothingUnfinished,
  longFiles,
];
