import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Api, runTenure } from "./api-process.ts";
import { BATCH, CASE, prepareCases } from "./cases.ts";
import { writeHistory } from "./history.ts";
import type { LoadProcess } from "./load-process.ts";
import type { Latencies, Measured } from "./load/protocol.ts";
import { type DecisionFigures, measureDecisions } from "./decisions.ts";
import type { Options, Part } from "./options.ts";
import { forgetPeak, peakMemoryMiB } from "./proc.ts";
import type { Findings, Paced } from "./report.ts";
import { measureInRounds, type Outcome, sample } from "./rounds.ts";
import { measureRenewals, type RenewalFigures } from "./renewals.ts";
import { seedAccounts } from "./seed.ts";
import type { Server } from "./server.ts";
import { atLeast, atLeastPerSecond, atMost, type Target } from "./targets.ts";

/** What runs while everything is measured. */
export interface Bench {
  readonly server: Server;
  readonly load: LoadProcess;
  /** Starts the product on a database; it stops with the bench, or before. */
  readonly openApi: (database: string) => Promise<Api>;
}

/** The smaller account of the growth comparison. */
const SMALL_EVENTS = 10_000;
/** The paced case. */
const AUTHORIZE_PER_SECOND = 500;
const EVENTS_PER_SECOND = 10_000;

/** Parts that bring their own database, or need none. */
const APART: ReadonlySet<Part> = new Set(["growth", "renewals", "decisions"]);

/** Measures every chosen part. @throws Error when a request fails or the books do not add up afterwards */
export async function measureAll(
  options: Options,
  bench: Bench,
  say: (line: string) => void,
): Promise<Findings> {
  const { parts } = options;
  const rates = [...parts].some((part) => !APART.has(part))
    ? await measureRates(options, bench, say)
    : { outcomes: [], paced: [], notes: [] };
  const growth = parts.has("growth") ? await measureGrowth(options, bench, say) : null;
  const renewals = parts.has("renewals")
    ? await measureRenewals(bench.server, bench.openApi, options.dueSubscriptions)
    : null;
  const decisions = parts.has("decisions") ? await measureDecisions(options.seconds) : null;
  return {
    settings: bench.server.settings,
    growth: growth === null ? null : growth.latencies,
    ...rates,
    notes: [
      ...rates.notes,
      ...(growth?.notes ?? []),
      ...(renewals === null ? [] : [noteOfRenewals(renewals)]),
      ...(decisions === null ? [] : [noteOfDecisions(decisions)]),
    ],
    targets: [
      ...targetsOf(rates.outcomes, rates.paced, growth?.latencies ?? null, options.events),
      ...(renewals === null
        ? []
        : [atLeastPerSecond("renewals planned, one process", renewals.plannedPerSecond, 2000)]),
      ...(decisions === null
        ? []
        : [
            atLeastPerSecond("refunds decided, canonical form, hashed; one thread", decisions.hashed, 50_000),
            atLeastPerSecond("the same, signed", decisions.signed, 10_000),
          ]),
    ],
  };
}

/** What deciding stands beside. */
const noteOfDecisions = (rates: DecisionFigures): string =>
  `Decisions, per second of processor time: a refund decided ${Math.round(rates.decided)}, with canonical form and hash ${Math.round(rates.hashed)}, signed ${Math.round(rates.signed)}; json-rules-engine, the same refusals and amounts without stored form, ${Math.round(rates.rulesEngine)}: ${(rates.decided / rates.rulesEngine).toFixed(1)} × decided, ${(rates.hashed / rates.rulesEngine).toFixed(1)} × hashed.`;

/** What the planning of renewals stands beside. */
const noteOfRenewals = ({
  subscriptions,
  plannedPerSecond,
  insertedPerSecond,
  cores,
}: RenewalFigures): string =>
  `Renewals: ${subscriptions.toLocaleString("en")} due subscriptions found, decided, signed and written without provider calls at ${Math.round(plannedPerSecond)}/s, a hundred to a transaction, by one process (${cores.planner.toFixed(2)} cores; PostgreSQL ${cores.postgres.toFixed(2)}); PostgreSQL copies the same decisions, orders and renewals by INSERT … SELECT, a hundred to a transaction, at ${Math.round(insertedPerSecond)}/s: ${(plannedPerSecond / insertedPerSecond).toFixed(2)} ×.`;

async function measureRates(
  options: Options,
  { server, load, openApi }: Bench,
  say: (line: string) => void,
): Promise<Pick<Findings, "outcomes" | "paced" | "notes">> {
  const database = "tenure";
  await server.createDatabase(database);
  const api = await openApi(database);
  const seeded = await seedAccounts(server, database, options.accounts);
  const keys = [...seeded.spreadKeys];
  const warm = await warmUp(load, api.url, keys);
  // What autovacuum does of itself in a database that has been in service for more than a minute.
  await server.sql(database, "VACUUM (ANALYZE)");
  const watched = { load, apiPid: api.pid, postgresPid: server.pid };
  const withoutPgledger = options.parts.has("pgledger") && options.pgledgerFiles.length === 0;
  if (withoutPgledger)
    say("pgledger is left out: give its SQL files with --pgledger (bench/README.md says which)");
  const cases = await prepareCases(options, { server, database, apiUrl: api.url, seeded });
  if (options.profileDir !== null)
    await server.sql(
      database,
      "CREATE EXTENSION IF NOT EXISTS pg_stat_statements; SELECT pg_stat_statements_reset()",
    );
  const outcomes = await measureInRounds(cases, options.rounds, watched, say);
  const paced: Paced[] = [];
  if (options.parts.has("mixed"))
    for (const batch of [BATCH, BATCH / 10]) {
      await server.sql("postgres", "CHECKPOINT");
      forgetPeak(api.pid);
      const taken = await sample(
        watched,
        {
          kind: "mixed",
          apiUrl: api.url,
          keys,
          authorizePerSecond: AUTHORIZE_PER_SECOND,
          eventsPerSecond: EVENTS_PER_SECOND,
          batch,
          seconds: options.mixedSeconds,
          warmupSeconds: options.warmupSeconds,
        },
        0,
      );
      const name = `${AUTHORIZE_PER_SECOND} authorize + settle/s beside ${EVENTS_PER_SECOND.toLocaleString("en")} events/s in batches of ${batch.toLocaleString("en")}`;
      paced.push({ name, sample: taken, peakMemoryMiB: peakMemoryMiB(api.pid) });
      say(`${name}: p99 of authorize ${taken.measured.latencies["authorize"]?.p99.toFixed(1)} ms`);
    }
  if (options.profileDir !== null) await writeStatements(server, database, options.profileDir);
  await api.stop();
  const acknowledged = [...warm, ...outcomes.flatMap((each) => each.samples.map(({ measured }) => measured))]
    .concat(paced.map((each) => each.sample.measured))
    .reduce((sum, each) => sum + each.acknowledged, 0);
  const foreign = outcomes
    .filter((each) => each.unit !== "events" && each.unit !== "pairs")
    .flatMap((each) => each.samples)
    .reduce((sum, each) => sum + each.measured.acknowledged, 0);
  const notes = await checkBooks(server, database, acknowledged - foreign);
  if (withoutPgledger) notes.push("pgledger was left out: its SQL files were not given.");
  return { outcomes, paced, notes };
}

/** A first load of both kinds: compiles the hot path, and leaves events behind that the raw inserts copy. */
async function warmUp(load: LoadProcess, apiUrl: string, keys: string[]): Promise<readonly Measured[]> {
  const loop = { connections: 8, seconds: 3, warmupSeconds: 0 };
  return [
    await load.perform({ kind: "record", apiUrl, keys, batch: BATCH, ...loop }),
    await load.perform({ kind: "pairs", apiUrl, keys, ...loop }),
  ];
}

/** Every acknowledged event is there once, no promise was left behind, and the ledger adds up. */
async function checkBooks(server: Server, database: string, events: number): Promise<string[]> {
  const [row] = await server.sql<{ events: string; open: string; held: string }>(
    database,
    `SELECT (SELECT count(*) FROM usage_event) AS events, (SELECT count(*) FROM usage_hold WHERE state = 'open') AS open,
            (SELECT sum(held_nanos) FROM wallet) AS held`,
  );
  if (Number(row?.events) !== events)
    throw new Error(`${events} events were acknowledged, ${row?.events} are in the database`);
  if (row?.open !== "0" || row.held !== "0")
    throw new Error(`${row?.open} holds are open, ${row?.held} nanos are held: every hold was settled`);
  const ledger = await runTenure(server.url(database), "ledger", "check");
  return [
    `Afterwards: ${events.toLocaleString("en")} events acknowledged, as many in the database; no hold left open. ${ledger}`,
  ];
}

async function measureGrowth(
  options: Options,
  { server, load, openApi }: Bench,
  say: (line: string) => void,
): Promise<{ readonly latencies: Readonly<Record<string, Latencies>>; readonly notes: string[] }> {
  const open = async (database: string, events: number) => {
    await server.createDatabase(database);
    const api = await openApi(database);
    await seedAccounts(server, database, 10);
    const began = performance.now();
    const past = await writeHistory(server, database, events);
    say(
      `${events.toLocaleString("en")} events written for one account in ${Math.round((performance.now() - began) / 1000)} s`,
    );
    return { apiUrl: api.url, ...past };
  };
  const small = await open("small", SMALL_EVENTS);
  const large = await open("large", options.events);
  await server.sql("postgres", "CHECKPOINT");
  const { latencies } = await load.perform({
    kind: "growth",
    small,
    large,
    requests: options.growthRequests,
  });
  for (const [name, each] of Object.entries(latencies)) say(`${name}: p50 ${each.p50.toFixed(2)} ms`);
  say("checking the books of the large account");
  const ledger = await runTenure(server.url("large"), "ledger", "check");
  return { latencies, notes: [`The account of ${options.events.toLocaleString("en")} events: ${ledger}`] };
}

function targetsOf(
  outcomes: readonly Outcome[],
  paced: readonly Paced[],
  growth: Findings["growth"],
  events: number,
): readonly Target[] {
  const rate = (name: string) => outcomes.find((each) => each.name === name)?.perSecond;
  const ratio = (what: string, ours: string, theirs: string, goal: number): Target[] => {
    const [above, below] = [rate(ours), rate(theirs)];
    return above === undefined || below === undefined ? [] : [atLeast(what, above / below, goal)];
  };
  const large = events.toLocaleString("en");
  return [
    ...ratio("record ÷ INSERT … SELECT unnest", CASE.record, CASE.insertMany, 0.35),
    ...ratio("pairs over 1,000 accounts ÷ pgledger", CASE.pairsSpread, CASE.transfersSpread, 1),
    ...ratio("pairs into one hot account ÷ pgledger", CASE.pairsHot, CASE.transfersHot, 3),
    ...paced
      .slice(0, 1)
      .flatMap(({ sample: { measured }, peakMemoryMiB: peak }) => [
        atMost(
          "p99 of authorize at 500/s beside 10,000 events/s",
          measured.latencies["authorize"]?.p99 ?? Number.NaN,
          20,
          " ms",
        ),
        atMost("API process at that time, peak", peak, 350, " MiB"),
      ]),
    ...Object.entries(growth ?? {}).flatMap(([name, each]) => {
      const [operation, size] = name.split(", ");
      const small = growth?.[`${operation}, small`];
      return size === "large" && small !== undefined
        ? [atMost(`${operation} at ${large} events ÷ at 10,000 (p50)`, each.p50 / small.p50, 1.3, " ×")]
        : [];
    }),
  ];
}

async function writeStatements(server: Server, database: string, dir: string): Promise<void> {
  const rows = await server.sql<{ line: string }>(
    database,
    `SELECT format('%s ms  %s calls  %s ms each  %s rows  %s', round(total_exec_time)::text, calls,
                   round((total_exec_time / calls)::numeric, 3)::text, rows, regexp_replace(query, '\\s+', ' ', 'g')) AS line
       FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = $1)
      ORDER BY total_exec_time DESC LIMIT 60`,
    [database],
  );
  writeFileSync(join(dir, "statements.txt"), `${rows.map((row) => row.line).join("\n")}\n`);
}
