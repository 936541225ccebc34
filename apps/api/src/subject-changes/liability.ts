import { type Currency, isCurrency, minorToNanos } from "@tenure/core/money";
import {
  cutByHolder,
  type HolderPeriod,
  type LiabilityCut,
  type LiabilityEntry,
} from "@tenure/core/subject-changes";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** Booked from `from` until `until`, the latter not included; null: open. */
export interface LiabilitySpan {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/**
 * What was booked on an account in a time span, cut by holder (C4.8). What an entry comes from says whose it is (C4.6): a
 * request began when it was promised, or where nothing was promised when it happened; a payment, a refund and a dispute belong to
 * their order, and that to whoever made it. Usage is one entry per day (UTC) and holder, everything else one each.
 * @throws Error where the holders' periods leave a gap: there are no figures then, and the operator hears of it
 */
export async function readLiability(tx: Tx, accountId: string, span: LiabilitySpan): Promise<LiabilityCut> {
  const periods = await periodsOf(tx, accountId);
  const [first] = periods;
  if (first === undefined) throw new Error(`account ${accountId} has no holder`);
  const reading: Reading = { tx, accountId, span, beginsAt: new Date(first.from) };
  const entries = [
    ...(await usageEntries(reading)),
    ...(await chargeEntries(reading)),
    ...(await refundEntries(reading)),
    ...(await disputeEntries(reading)),
    ...(await decisionEntries(reading)),
  ];
  const cut = cutByHolder(periods, entries, span);
  if (!cut.adds) throw new Error(`account ${accountId}: liability has a ${cut.fault} fault at ${cut.at}`);
  return cut;
}

interface Reading {
  readonly tx: Tx;
  readonly accountId: string;
  readonly span: LiabilitySpan;
  /** Nothing arises before somebody held the account: what says so was reported with an earlier instant. */
  readonly beginsAt: Date;
}

async function periodsOf(tx: Tx, accountId: string): Promise<HolderPeriod[]> {
  const rows = await tx.holderPeriod.findMany({
    where: { accountId },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, subjectId, startedAt, endedAt }) => ({
    id,
    subjectId,
    from: startedAt.toISOString(),
    until: endedAt?.toISOString() ?? null,
  }));
}

/** An open end as the database compares it. */
const bounds = ({ from, until }: LiabilitySpan) => ({
  from: from ?? "-infinity",
  until: until ?? "infinity",
});

async function usageEntries({ tx, accountId, span, beginsAt }: Reading): Promise<LiabilityEntry[]> {
  const { from, until } = bounds(span);
  const rows = await tx.$queryRaw<{ id: string; at: Date; arises: Date; nanos: string }[]>`
    SELECT to_char(min(e.recorded_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ':' || p.id AS id, min(e.recorded_at) AS at,
           min(a.at) AS arises, sum(e.amount_nanos)::text AS nanos
      FROM usage_event e
      LEFT JOIN usage_event c ON c.id = e.corrects_id
      LEFT JOIN usage_hold h ON h.id = coalesce(c.hold_id, e.hold_id)
      CROSS JOIN LATERAL (
        SELECT greatest(coalesce(h.opened_at, c.occurred_at, e.occurred_at), ${beginsAt}::timestamptz) AS at) a
      JOIN holder_period p ON p.account_id = e.account_id AND a.at >= p.started_at AND (p.ended_at IS NULL OR a.at < p.ended_at)
     WHERE e.account_id = ${accountId}::uuid
       AND e.recorded_at >= ${from}::timestamptz AND e.recorded_at < ${until}::timestamptz
     GROUP BY p.id, date_trunc('day', e.recorded_at AT TIME ZONE 'UTC')
     ORDER BY 2`;
  return rows.map(({ id, at, arises, nanos }) => ({
    id,
    kind: "usage",
    at: at.toISOString(),
    arisesAt: arises.toISOString(),
    amountNanos: BigInt(nanos),
  }));
}

const currencyOf = (text: string): Currency => {
  if (!isCurrency(text)) throw new Error(`${text} is no currency of ours`);
  return text;
};

/** The later of two instants. */
const notBefore = (at: Date, earliest: Date): Instant => (at < earliest ? earliest : at).toISOString();

const bookedIn = ({ from, until }: LiabilitySpan) => ({
  ...(from === null ? {} : { gte: new Date(from) }),
  ...(until === null ? {} : { lt: new Date(until) }),
});

async function chargeEntries({ tx, accountId, span, beginsAt }: Reading): Promise<LiabilityEntry[]> {
  const rows = await tx.payment.findMany({
    where: { accountId, capturedAt: bookedIn(span) },
    include: { order: { select: { createdAt: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: "charge",
    at: row.capturedAt.toISOString(),
    arisesAt: notBefore(row.order.createdAt, beginsAt),
    amountNanos: minorToNanos(row.amountMinor, currencyOf(row.currency)),
  }));
}

async function refundEntries({ tx, accountId, span, beginsAt }: Reading): Promise<LiabilityEntry[]> {
  const rows = await tx.refund.findMany({
    where: { accountId, state: "refunded", refundedAt: bookedIn(span) },
    include: {
      order: { select: { createdAt: true } },
      legs: { select: { amountMinor: true, currency: true } },
    },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: "refund",
    at: (row.refundedAt ?? row.submittedAt).toISOString(),
    arisesAt: notBefore(row.order.createdAt, beginsAt),
    amountNanos: row.legs.reduce(
      (sum, leg) => sum - minorToNanos(leg.amountMinor, currencyOf(leg.currency)),
      0n,
    ),
  }));
}

/** What a bank took back for good; while it is still decided about, nobody has lost anything. */
async function disputeEntries({ tx, accountId, span, beginsAt }: Reading): Promise<LiabilityEntry[]> {
  const rows = await tx.paymentDispute.findMany({
    where: { accountId, state: "lost", decidedAt: bookedIn(span) },
    include: { order: { select: { createdAt: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: "dispute",
    at: (row.decidedAt ?? row.openedAt).toISOString(),
    arisesAt: notBefore(row.order.createdAt, beginsAt),
    amountNanos: -row.withdrawnNanos,
  }));
}

async function decisionEntries({ tx, accountId, span, beginsAt }: Reading): Promise<LiabilityEntry[]> {
  const rows = await tx.decision.findMany({
    where: { accountId, decidedAt: bookedIn(span) },
    select: { id: true, decidedAt: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, decidedAt }) => ({
    id,
    kind: "decision",
    at: decidedAt.toISOString(),
    arisesAt: notBefore(decidedAt, beginsAt),
    amountNanos: 0n,
  }));
}
