import pg from "pg";
import { NO_PROBE, type Probe } from "../../command/probe.ts";
import type { Signer } from "../../decisions/store.ts";
import { isRetryable, withRetry } from "../../db/retry.ts";
import { AppError } from "../../errors/app-error.ts";
import type { Outbox } from "../../jobs/outbox.ts";
import { OPEN_PLATFORM_ACCOUNT } from "../../ledger/batch-sql.ts";
import { CHART, type ChartCode } from "../../ledger/chart.ts";
import { type BatchTools, runBatch } from "./batch.ts";
import { PriceCache } from "./prices.ts";
import type { Ended, UsageAnswers, UsageCaller, UsageEngine, UsageRequest, Waiting } from "./types.ts";
import type { PlatformAccount } from "./write.ts";

/** What the engine stands on. */
export interface EngineParts {
  readonly databaseUrl: string;
  readonly outbox: Outbox;
  /** Signs refusals. */
  readonly signer: Signer;
  readonly probe?: Probe;
  readonly lanes?: number;
}

/**
 * Batches under way at once. An account always has the same lane, so that its requests keep their order and never wait
 * for a lock of their own process; while one is written, the other decides. More lanes make smaller batches, and what a
 * batch costs at all is shared by fewer requests (docs/performance.md).
 */
const LANES = 2;
/**
 * Lanes of their own for requests of many events: such a batch takes some thirty milliseconds, and an authorisation that
 * happened to share its lane would wait for all of them. An account in both is kept in order by its row's lock.
 */
const BULK_LANES = 2;
const BULK_EVENTS = 50;
/** A batch takes what waits, up to so much: a longer transaction would hold its accounts' locks too long. */
const MAX_REQUESTS = 250;
const MAX_EVENTS = 2_000;
/** Waiting events (or other requests) of one lane from which on callers are told to come back: memory is no queue. */
const MAX_WAITING = 20_000;

/**
 * The hot path (docs/decisions/0011): authorise, settle, release, extend and record of many accounts, in small batches of one
 * transaction each. While a lane's batch is written, the next one gathers; nothing waits for a timer.
 */
export function createUsageEngine(parts: EngineParts): UsageEngine {
  const { probe = NO_PROBE, outbox } = parts;
  const lanes = Array.from({ length: parts.lanes ?? LANES }, () => new Lane());
  const bulkLanes = Array.from({ length: BULK_LANES }, () => new Lane());
  let pool: pg.Pool | null = null;
  let closing = false;

  const connections = (): pg.Pool => {
    if (pool !== null) return pool;
    pool = new pg.Pool({
      connectionString: parts.databaseUrl,
      max: lanes.length + bulkLanes.length,
      application_name: "tenure-usage",
      options: "-c role=tenure_app -c statement_timeout=20000 -c lock_timeout=10000",
    });
    // A connection that breaks while idle is replaced by the next request's.
    pool.on("error", () => undefined);
    // One that breaks while a batch thinks between two queries says so too: the next query fails by it. Unheard, it
    // would end the process together with its database.
    pool.on("connect", (client) => client.on("error", () => undefined));
    return pool;
  };
  const platformAccounts = new Map<string, string>();
  const platformAccount: PlatformAccount = async (code, currency) => {
    const name = `${code}\n${currency}`;
    const known = platformAccounts.get(name);
    if (known !== undefined) return known;
    const id = await openPlatformAccount(parts.databaseUrl, code as ChartCode, currency);
    platformAccounts.set(name, id);
    return id;
  };

  async function runOn(lane: Lane, batch: readonly Waiting[]): Promise<readonly Ended[]> {
    const client = await connections().connect();
    let broken: Error | undefined;
    try {
      const tools: BatchTools = {
        client,
        prices: lane.prices,
        platformAccount,
        signer: parts.signer,
        outbox,
        probe,
      };
      return (
        await withRetry(() =>
          runBatch(tools, batch, false).catch((error: unknown) => {
            // A name that is known after all: look all of them up, and decide again.
            if (isUniqueViolation(error)) return runBatch(tools, batch, true);
            throw error;
          }),
        )
      ).ended;
    } catch (error) {
      broken = error instanceof Error && !("severity" in error) ? error : undefined;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async function work(lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const batch = lane.take();
      try {
        answer(batch, await runOn(lane, batch));
      } catch (error) {
        // One bad request must not fail its neighbours: each on its own, so that only the guilty one is refused.
        if (batch.length === 1 || isConnectionError(error)) for (const each of batch) each.reject(error);
        else
          for (const each of batch)
            try {
              answer([each], await runOn(lane, [each]));
            } catch (alone) {
              each.reject(alone);
            }
      }
    }
    lane.running = null;
  }

  function ask<Kind extends UsageRequest["kind"]>(
    caller: UsageCaller,
    request: Extract<UsageRequest, { kind: Kind }>,
  ): Promise<UsageAnswers[Kind]> {
    const among = sizeOf(request) > BULK_EVENTS ? bulkLanes : lanes;
    const lane = among[laneOf(caller.accountId, among.length)];
    if (lane === undefined || closing) return Promise.reject(new AppError("unavailable"));
    if (lane.size + sizeOf(request) > MAX_WAITING) return Promise.reject(new AppError("unavailable"));
    return new Promise<UsageAnswers[Kind]>((resolve, reject) => {
      // The desk answers each kind with its own shape (decide.ts, `serve`).
      lane.size += sizeOf(request);
      lane.waiting.push({ caller, request, resolve: resolve as Waiting["resolve"], reject });
      lane.running ??= Promise.resolve().then(() => work(lane));
    });
  }

  return {
    authorize: (caller, input, clientKey) =>
      ask<"authorize">(caller, { kind: "authorize", input, clientKey }),
    settle: (caller, input) => ask<"settle">(caller, { kind: "settle", input }),
    release: (caller, input) => ask<"release">(caller, { kind: "release", input }),
    extend: (caller, input) => ask<"extend">(caller, { kind: "extend", input }),
    record: (caller, input) => ask<"record">(caller, { kind: "record", input }),
    expire: (caller) => ask<"expire">(caller, { kind: "expire" }),
    async close() {
      closing = true;
      await Promise.all([...lanes, ...bulkLanes].map(async (lane) => lane.running));
      const opened = pool;
      pool = null;
      await opened?.end();
    },
  };
}

/** How much a request is: its events, or one. */
const sizeOf = (request: UsageRequest): number =>
  request.kind === "record" ? request.input.events.length : 1;

/** Requests that wait for their batch. */
class Lane {
  readonly prices = new PriceCache();
  waiting: Waiting[] = [];
  /** What waits, counted in events. */
  size = 0;
  running: Promise<void> | null = null;

  /** The next batch: at least one request, then as many as fit. */
  take(): Waiting[] {
    let events = 0;
    let count = 0;
    for (const { request } of this.waiting) {
      if (count > 0 && (count >= MAX_REQUESTS || events + sizeOf(request) > MAX_EVENTS)) break;
      events += sizeOf(request);
      count += 1;
    }
    this.size -= events;
    const batch = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return batch;
  }
}

function answer(batch: readonly Waiting[], ended: readonly Ended[]): void {
  for (const [index, each] of batch.entries()) {
    const end = ended[index];
    if (end === undefined) each.reject(new Error("a request without an end"));
    else if ("error" in end) each.reject(end.error);
    else each.resolve(end.answer);
  }
}

/** Spreads accounts over lanes by their ids' last digits, which are random. */
const laneOf = (accountId: string, lanes: number): number => Number.parseInt(accountId.slice(-6), 16) % lanes;

const codeOf = (error: unknown): unknown =>
  error !== null && typeof error === "object" && "code" in error ? error.code : undefined;
const isUniqueViolation = (error: unknown): boolean => codeOf(error) === "23505";
/** The database is away or going down: every request would fail alike, so none is tried alone. */
const isConnectionError = (error: unknown): boolean => {
  const code = codeOf(error);
  return (
    isRetryable(error) ||
    (typeof code === "string" && (code.startsWith("08") || code.startsWith("57") || code.startsWith("E"))) ||
    (error instanceof Error && /terminated|timeout|closed/i.test(error.message))
  );
};

/** Finds or opens a ledger account of the platform, in a transaction of its own: it is not the batch's to roll back. */
async function openPlatformAccount(databaseUrl: string, code: ChartCode, currency: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, options: "-c role=tenure_app" });
  await client.connect();
  try {
    const find = async () =>
      (
        await client.query<{ id: string }>(
          "SELECT id FROM ledger_account WHERE code = $1 AND code <> '' AND currency = $2 AND account_id IS NULL AND reference IS NULL",
          [code, currency],
        )
      ).rows[0]?.id;
    const found = await find();
    if (found !== undefined) return found;
    await client.query(OPEN_PLATFORM_ACCOUNT, [code, currency, CHART[code].normal]);
    const opened = await find();
    if (opened === undefined) throw new Error(`ledger account ${code} could not be opened`);
    return opened;
  } finally {
    await client.end();
  }
}
