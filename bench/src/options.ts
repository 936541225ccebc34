import { delimiter, resolve } from "node:path";
import { parseArgs } from "node:util";

/** Parts of the bench that can be run alone with `--only`. */
export const PARTS = [
  "inserts",
  "simple-update",
  "pgledger",
  "record",
  "pairs",
  "mixed",
  "growth",
  "renewals",
  "decisions",
] as const;

/** One part of the bench. */
export type Part = (typeof PARTS)[number];

/** What a run does. */
export interface Options {
  readonly parts: ReadonlySet<Part>;
  /** SQL files of pgledger, in the order in which they are loaded; empty leaves the comparison out. */
  readonly pgledgerFiles: readonly string[];
  /** Length of one measurement, and what runs before it counts. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** How often each case is measured; the first time at every number of connections. */
  readonly rounds: number;
  /** Accounts over which the spread cases go. */
  readonly accounts: number;
  /** Length of the paced case. */
  readonly mixedSeconds: number;
  /** Usage events of the large account. */
  readonly events: number;
  /** Due subscriptions of which the renewals are planned. */
  readonly dueSubscriptions: number;
  /** Requests per operation and database in the growth comparison. */
  readonly growthRequests: number;
  /** Folder for a CPU profile of the API and the statements of PostgreSQL; null measures without. */
  readonly profileDir: string | null;
  /** Few connections, short: shows that everything works, measures nothing. */
  readonly quick: boolean;
  /** A whole run leaves a report; a part must not replace it. */
  readonly writesReport: boolean;
}

/** Text of `--help`. */
export const HELP = `pnpm bench [options]

  --quick            a minute: shows that everything works, measures nothing
  --only PARTS       of ${PARTS.join(",")}
  --pgledger FILES   SQL files of pgledger in loading order, separated by "${delimiter}" (or TENURE_BENCH_PGLEDGER)
  --seconds N        length of one measurement (5)
  --rounds N         measurements per case; medians are shown (3)
  --events N         usage events of the large account (10000000)
  --profile DIR      write a CPU profile of the API and PostgreSQL's statements there`;

/** Reads the command line. @returns null when help was asked for */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      pgledger: { type: "string" },
      seconds: { type: "string" },
      rounds: { type: "string" },
      events: { type: "string" },
      profile: { type: "string" },
    },
  });
  if (values.help) return null;
  const { quick } = values;
  const chosen = values.only?.split(",") ?? PARTS;
  const unknown = chosen.filter((each) => !PARTS.some((part) => part === each));
  if (unknown.length > 0)
    throw new Error(`unknown part ${unknown.join(", ")}; there are ${PARTS.join(", ")}`);
  const pgledger = values.pgledger ?? process.env["TENURE_BENCH_PGLEDGER"] ?? "";
  return {
    parts: new Set(PARTS.filter((part) => chosen.includes(part))),
    pgledgerFiles: pgledger.split(delimiter).flatMap((file) => (file === "" ? [] : resolve(file))),
    seconds: positive(values.seconds, quick ? 1 : 5),
    warmupSeconds: quick ? 0.3 : 1.5,
    rounds: positive(values.rounds, quick ? 1 : 3),
    accounts: quick ? 100 : 1000,
    mixedSeconds: quick ? 5 : 30,
    events: positive(values.events, quick ? 100_000 : 10_000_000),
    dueSubscriptions: quick ? 2000 : 20_000,
    growthRequests: quick ? 50 : 1000,
    profileDir: values.profile === undefined ? null : resolve(values.profile),
    quick,
    writesReport: !quick && values.only === undefined && values.profile === undefined,
  };
}

function positive(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${text} is not a positive number`);
  return value;
}
