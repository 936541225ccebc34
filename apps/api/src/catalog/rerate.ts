import { sumNanos } from "@tenure/core/credits";
import {
  type CompiledRates,
  compileRates,
  modelRatesSchema,
  type PriceAgreement,
  rateAmount,
  RatingError,
} from "@tenure/core/pricing";
import type { Instant } from "@tenure/core/time";
import { readAgreement } from "../agreements/read-agreements.ts";
import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { storedUsage } from "./stored-usage.ts";

/** Which stored usage is rated again. */
export interface RerateScope {
  readonly accountId: string | null;
  /** Recorded at or after; null: from the first. */
  readonly from: Instant | null;
  /** Recorded before; null: to the last. */
  readonly to: Instant | null;
}

/** An event that would be charged otherwise today, or could not be rated again. */
export interface RerateFinding {
  readonly eventId: string;
  readonly accountId: string;
  readonly model: string;
  readonly storedNanos: bigint;
  /** Null where it cannot be rated: `problem` says why. */
  readonly ratedNanos: bigint | null;
  /** By how much it would cost more now; null where it cannot be rated. */
  readonly differenceNanos: bigint | null;
  readonly problem: string | null;
}

/** What rating again found. */
export interface RerateReport {
  readonly events: number;
  /** Sum of the stored amounts, reversals included. */
  readonly storedNanos: bigint;
  /** Rated otherwise or not at all; the first {@link MAX_FINDINGS} are listed. */
  readonly differing: number;
  readonly findings: readonly RerateFinding[];
}

interface EventRow {
  readonly id: string;
  readonly account_id: string;
  readonly kind: string;
  readonly model: string;
  readonly model_price_id: string;
  readonly agreement_id: string | null;
  readonly service_tier: string;
  readonly tokens: unknown;
  readonly counts: unknown;
  readonly amount_nanos: bigint;
  readonly recorded_at: Date;
}

/** Rows per read: large enough that the round trip does not matter, small enough for memory. */
const CHUNK = 5000;
/** Findings kept; the rest are counted. */
const MAX_FINDINGS = 1000;

/**
 * Rates every stored event again from the versions of price and agreement it was rated with, and compares to the nano. A
 * reversal is the exact opposite of what it reverses. Reads in chunks; stored usage never changes meanwhile.
 */
export async function rerate(db: Database, scope: RerateScope): Promise<RerateReport> {
  const cards = new Map<string, CompiledRates | null>();
  const agreements = new Map<string, PriceAgreement | null>();
  const findings: RerateFinding[] = [];
  let events = 0;
  let storedNanos = 0n;
  let differing = 0;
  let last: EventRow | undefined;
  do {
    const rows: readonly EventRow[] = await db.within(PLATFORM, async (tx) => {
      const read = await readChunk(tx, scope, last);
      await loadCards(tx, cards, read);
      await loadAgreements(tx, agreements, read);
      return read;
    });
    storedNanos = sumNanos([storedNanos, ...rows.map((row) => row.amount_nanos)]);
    for (const row of rows) {
      events += 1;
      const { ratedNanos, problem } = again(row, cards, agreements);
      if (ratedNanos === row.amount_nanos) continue;
      differing += 1;
      if (findings.length < MAX_FINDINGS)
        findings.push({
          eventId: row.id,
          accountId: row.account_id,
          model: row.model,
          storedNanos: row.amount_nanos,
          ratedNanos,
          differenceNanos: ratedNanos === null ? null : sumNanos([ratedNanos, -row.amount_nanos]),
          problem,
        });
    }
    last = rows.length === CHUNK ? rows.at(-1) : undefined;
  } while (last !== undefined);
  return { events, storedNanos, differing, findings };
}

/** The next rows after `last`. Each order is that of an index, so that a chunk costs the same however far it lies. */
function readChunk(
  tx: Tx,
  { accountId, from, to }: RerateScope,
  last: EventRow | undefined,
): Promise<EventRow[]> {
  const [since, until] = [from ?? "-infinity", to ?? "infinity"];
  return accountId === null
    ? tx.$queryRaw<EventRow[]>`
        SELECT id, account_id, kind, model, model_price_id, agreement_id, service_tier, tokens, counts, amount_nanos,
               recorded_at
          FROM usage_event
         WHERE (${last?.id ?? null}::uuid IS NULL OR id > ${last?.id ?? null}::uuid)
           AND recorded_at >= ${since}::timestamptz AND recorded_at < ${until}::timestamptz
         ORDER BY id LIMIT ${CHUNK}`
    : tx.$queryRaw<EventRow[]>`
        SELECT id, account_id, kind, model, model_price_id, agreement_id, service_tier, tokens, counts, amount_nanos,
               recorded_at
          FROM usage_event
         WHERE account_id = ${accountId}::uuid
           AND (${last?.id ?? null}::uuid IS NULL
                OR (recorded_at, id) > (${last?.recorded_at ?? null}::timestamptz, ${last?.id ?? null}::uuid))
           AND recorded_at >= ${since}::timestamptz AND recorded_at < ${until}::timestamptz
         ORDER BY recorded_at, id LIMIT ${CHUNK}`;
}

async function loadCards(
  tx: Tx,
  cards: Map<string, CompiledRates | null>,
  rows: readonly EventRow[],
): Promise<void> {
  const missing = [...new Set(rows.map((row) => row.model_price_id))].filter((id) => !cards.has(id));
  if (missing.length === 0) return;
  for (const id of missing) cards.set(id, null);
  for (const row of await tx.modelPrice.findMany({
    where: { id: { in: missing } },
    select: { id: true, rates: true },
  }))
    cards.set(row.id, compileRates(modelRatesSchema.parse(row.rates)));
}

async function loadAgreements(
  tx: Tx,
  agreements: Map<string, PriceAgreement | null>,
  rows: readonly EventRow[],
): Promise<void> {
  const named = rows.flatMap((row) => (row.agreement_id === null ? [] : [row.agreement_id]));
  const missing = [...new Set(named)].filter((id) => !agreements.has(id));
  if (missing.length === 0) return;
  for (const id of missing) agreements.set(id, null);
  for (const row of await tx.priceAgreement.findMany({ where: { id: { in: missing } } }))
    agreements.set(row.id, readAgreement(row));
}

/** What a stored event costs today by the versions it names. */
function again(
  row: EventRow,
  cards: ReadonlyMap<string, CompiledRates | null>,
  agreements: ReadonlyMap<string, PriceAgreement | null>,
): { readonly ratedNanos: bigint | null; readonly problem: string | null } {
  const card = cards.get(row.model_price_id) ?? null;
  if (card === null) return { ratedNanos: null, problem: "its price version is missing" };
  const agreement = row.agreement_id === null ? null : (agreements.get(row.agreement_id) ?? null);
  if (row.agreement_id !== null && agreement === null)
    return { ratedNanos: null, problem: "its price agreement is missing" };
  const stored = storedUsage({ tokens: row.tokens, counts: row.counts, serviceTier: row.service_tier });
  if (stored === null) return { ratedNanos: null, problem: "its quantities are unreadable" };
  try {
    const { amountNanos } = rateAmount(card, stored.usage, stored.tier, agreement);
    return { ratedNanos: row.kind === "reversal" ? -amountNanos : amountNanos, problem: null };
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    return { ratedNanos: null, problem: error.message };
  }
}
