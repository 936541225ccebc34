import { type Contribution, classify, contributionsOf, type Difference } from "@tenure/core/reconciliations";
import { readClock } from "../db/clock.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import { instantInId, newId } from "../db/ids.ts";
import type { StatementLine } from "../payments/provider.ts";
import { providerOf } from "../payments/providers.ts";
import type { Services } from "../runtime/services.ts";
import { type Ours, readOurs, thereOf } from "./sides.ts";

/** A payment of a channel, by the provider's id. */
export interface Which {
  readonly channel: string;
  readonly paymentId: string;
}

/** What a close look found. */
export interface Examined {
  readonly differences: readonly { readonly id: string; readonly difference: Difference }[];
  readonly contributions: readonly Contribution[];
  /** Differences that were not there, or were gone, when it was looked at last. */
  readonly opened: number;
  readonly resolved: number;
}

/**
 * Looks closely at one payment: what the provider says of it now, beside what we hold now. Differences are kept, and those
 * that are gone are resolved. What is younger than `until` is left to its notification. Ours is read under a lock that
 * writing takes too, so that of two looks at once the later one has the last word.
 */
export async function examine(
  services: Pick<Services, "db" | "payments">,
  which: Which,
  until: Date | null,
  returned: readonly string[] = [],
): Promise<Examined> {
  const { channel, paymentId } = which;
  const lines = await providerOf(services.payments, channel).linesOf(paymentId);
  return services.db.within(PLATFORM, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`reconciliation:${channel}:${paymentId}`}))`;
    const now = new Date(await readClock(tx, null));
    const known = await tx.reconciliationDifference.findMany({ where: { channel, paymentId } });
    // A settlement report says it once; that the money came back stays true.
    const back = new Set([
      ...returned,
      ...known.filter((each) => each.thereState === "returned").map((each) => each.subject),
    ]);
    const there = thereOf(lines, back);
    const named = new Map([[paymentId, there.payment?.orderId ?? null]]);
    const ours = (await readOurs(tx, channel, named)).get(paymentId);
    if (ours === undefined) throw new Error("a payment that was asked for is answered");
    const all = classify(paymentId, there, ours.here);
    const settled = all.filter((each) => until === null || isOlder(each, lines, ours, until));
    const kept: { id: string; difference: Difference; opened: boolean }[] = [];
    for (const difference of settled) kept.push(await keep(tx, which, difference, ours, now));
    const found = new Set(all.map(keyOf));
    const gone = known.filter((each) => each.state !== "resolved" && !found.has(keyOf(each)));
    await tx.reconciliationDifference.updateMany({
      where: { id: { in: gone.map((each) => each.id) }, state: { not: "resolved" } },
      data: { state: "resolved", resolvedAt: now },
    });
    return {
      differences: kept,
      contributions: contributionsOf(there, ours.here),
      opened: kept.filter((each) => each.opened).length,
      resolved: gone.length,
    };
  });
}

const keyOf = (each: { readonly object: string; readonly subject: string; readonly kind: string }): string =>
  `${each.object} ${each.kind} ${each.subject}`;

/** Whether what a difference is about is old enough for its notification to have come. */
export function isOlder(
  difference: Pick<Difference, "object" | "subject" | "there">,
  lines: readonly StatementLine[],
  ours: Pick<Ours, "rowIds">,
  until: Date,
): boolean {
  // Money that came back was settled: no other word of it will ever come.
  if (difference.there?.state === "returned") return true;
  const line = lines.find((each) => each.kind === difference.object && each.id === difference.subject);
  if (line !== undefined) return line.at <= until;
  const rowId = ours.rowIds.get(difference.subject) ?? difference.subject;
  return !/^[0-9a-f-]{36}$/.test(rowId) || instantInId(rowId) <= until.getTime();
}

async function keep(tx: Tx, { channel, paymentId }: Which, difference: Difference, ours: Ours, now: Date) {
  const { kind, object, subject, there, here, remedy } = difference;
  const where = { channel_object_subject_kind: { channel, object, subject, kind } };
  const seen = {
    paymentId,
    remedy,
    thereMinor: there?.amountMinor ?? null,
    thereCurrency: there?.currency ?? null,
    thereState: there?.state ?? null,
    hereMinor: here?.amountMinor ?? null,
    hereCurrency: here?.currency ?? null,
    hereState: here?.state ?? null,
    accountId: ours.accountId,
    orderId: ours.orderId,
    lastFoundAt: now,
  };
  const before = await tx.reconciliationDifference.findUnique({ where });
  if (before === null) {
    const id = newId();
    await tx.reconciliationDifference.createMany({
      data: { id, channel, object, subject, kind, firstFoundAt: now, ...seen },
    });
    return { id, difference, opened: true };
  }
  // What was set aside stays so while it is what it was; anything else is news.
  const same =
    before.thereMinor === seen.thereMinor &&
    before.thereState === seen.thereState &&
    before.hereMinor === seen.hereMinor &&
    before.hereState === seen.hereState;
  const opened = before.state === "resolved" || (before.state === "set_aside" && !same);
  await tx.reconciliationDifference.update({
    where: { id: before.id },
    data: { ...seen, ...(opened ? { state: "open", resolvedAt: null } : {}) },
  });
  return { id: before.id, difference, opened };
}
