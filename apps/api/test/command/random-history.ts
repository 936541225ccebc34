import fc from "fast-check";
import { expect } from "vitest";
import { chainAudit } from "../../src/audit/chain.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { replayStoredDecisions } from "../../src/decisions/replay-stored.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { spendableNanos } from "../../src/ledger/lots.ts";
import { revokeGift } from "../../src/wallet/revoke-gift.ts";
import { type TestAccount, openTestAccount } from "../support/account.ts";
import { byStaff } from "../support/caller.ts";
import type { CaseWorld } from "./case-world.ts";
import { rename } from "./rename.ts";

/** One request of a history. `of` picks a gift given earlier; `same` repeats an earlier request, key and all. */
type Step =
  | {
      readonly kind: "grant";
      readonly cents: number;
      readonly currency: "USD" | "EUR";
      readonly hours: number;
    }
  | { readonly kind: "revoke"; readonly of: number }
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "same"; readonly of: number };

/** Any history: mostly gifts within limits, some beyond them, some in another currency, days passing. */
export const anyHistory: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("grant" as const),
        // 0 is refused, and so is more than the policy's limit.
        cents: fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
          { weight: 1, arbitrary: fc.constant(999_999_999) },
        ),
        currency: fc.oneof(
          { weight: 8, arbitrary: fc.constant("USD" as const) },
          { weight: 1, arbitrary: fc.constant("EUR" as const) },
        ),
        hours: fc.integer({ min: 0, max: 30 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("revoke" as const), of: fc.nat(20) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("rename" as const),
        name: fc.constantFrom("Acme", "Beta", "Gamma"),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("same" as const), of: fc.nat(20) }) },
  ),
  { minLength: 1, maxLength: 25 },
);

const NANOS_PER_CENT = 10_000_000n;

/** What an independent bookkeeper expects of an account: gifts given and taken back, nothing else moves its money. */
class Bookkeeper {
  readonly gifts: { readonly lotId: string; readonly nanos: bigint; revoked: boolean }[] = [];
  decisions = 0;
  commands = 0;
  get balanceNanos(): bigint {
    return this.gifts.reduce((sum, gift) => sum + (gift.revoked ? 0n : gift.nanos), 0n);
  }
}

/** Runs a history on an account of its own and holds the books, decisions and audit rows against the bookkeeper. */
export async function historyHolds(world: CaseWorld, history: readonly Step[], name: string): Promise<void> {
  const account = await openTestAccount(world.database);
  const books = new Bookkeeper();
  const sent: (() => Promise<unknown>)[] = [];
  for (const [number, step] of history.entries()) {
    if (step.kind === "same") {
      const earlier = sent[step.of % Math.max(1, sent.length)];
      if (earlier !== undefined) await earlier();
      continue;
    }
    const send = requestOf(world, account, books, step, `${name}-${number}`);
    if (send === null) continue;
    const first = await send();
    books.commands += 1;
    settle(books, step, first);
    sent.push(async () => expect(await send()).toEqual(replayOf(first)));
  }
  await inStep(world, account, books);
}

/** How a request ended, refusals included. */
type Ended =
  | {
      readonly outcome: {
        readonly answer: unknown;
        readonly decisionId: string | null;
        readonly replayed: boolean;
      };
    }
  | { readonly refused: string; readonly decisionId: string };

const replayOf = (first: Ended): Ended =>
  "outcome" in first ? { outcome: { ...first.outcome, replayed: true } } : first;

function requestOf(
  { runner, database }: CaseWorld,
  { accountId }: TestAccount,
  books: Bookkeeper,
  step: Exclude<Step, { kind: "same" }>,
  key: string,
): (() => Promise<Ended>) | null {
  const context = byStaff(accountId, key);
  const ended = (
    run: Promise<{ answer: unknown; decisionId: string | null; replayed: boolean }>,
  ): Promise<Ended> =>
    run.then(
      (outcome) => ({ outcome }),
      (error: unknown) => {
        if (error instanceof RefusedError) return { refused: error.message, decisionId: error.decisionId };
        throw error;
      },
    );
  if (step.kind === "grant") {
    const amount = `${Math.floor(step.cents / 100)}.${String(step.cents % 100).padStart(2, "0")}`;
    return async () => {
      await database.sql("UPDATE account SET clock_offset_ms = clock_offset_ms + $2 WHERE id = $1", [
        accountId,
        step.hours * 3_600_000,
      ]);
      return ended(
        runner.run(
          grantGift,
          { amount: { amount, currency: step.currency }, reason: key, expiryDays: 3660 },
          context,
        ),
      );
    };
  }
  if (step.kind === "rename") return () => ended(runner.run(rename, { name: step.name }, context));
  const gift = books.gifts[step.of % Math.max(1, books.gifts.length)];
  return gift === undefined
    ? null
    : () => ended(runner.run(revokeGift, { lotId: gift.lotId, reason: key }, context));
}

function settle(books: Bookkeeper, step: Step, ended: Ended): void {
  if (step.kind === "rename") return;
  books.decisions += 1;
  if ("refused" in ended) return;
  const { lotId } = ended.outcome.answer as { lotId: string };
  if (step.kind === "grant")
    books.gifts.push({ lotId, nanos: BigInt(step.cents) * NANOS_PER_CENT, revoked: false });
  for (const gift of books.gifts) if (step.kind === "revoke" && gift.lotId === lotId) gift.revoked = true;
}

async function inStep({ database }: CaseWorld, { accountId }: TestAccount, books: Bookkeeper): Promise<void> {
  const [row] = await database.sql<Record<string, string>>(
    `SELECT (SELECT count(*) FROM command_record WHERE scope LIKE '%' || $1) AS commands,
            (SELECT count(*) FROM audit_row WHERE account_id = $1::uuid) AS audits,
            (SELECT count(*) FROM decision WHERE account_id = $1::uuid) AS decisions,
            (SELECT count(*) FROM decision d WHERE account_id = $1::uuid AND NOT EXISTS (
               SELECT 1 FROM audit_row a WHERE a.decision_id = d.id)) AS unaudited,
            (SELECT count(*) FROM ledger_journal WHERE account_id = $1::uuid) AS journals,
            (SELECT coalesce(sum(balance), 0) FROM ledger_account WHERE account_id = $1::uuid AND code = 'wallet.lot') AS balance`,
    [accountId],
  );
  const moved = books.gifts.length + books.gifts.filter((gift) => gift.revoked).length;
  expect(row).toEqual({
    commands: `${books.commands}`,
    audits: `${books.commands}`,
    decisions: `${books.decisions}`,
    unaudited: "0",
    journals: `${moved}`,
    balance: books.balanceNanos.toString(),
  });
  const spendable = await database.db.within(PLATFORM, async (tx) => {
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT tenure_now(${accountId}::uuid) AS now`;
    return spendableNanos(tx, accountId, clock?.now.toISOString() ?? "");
  });
  expect(spendable).toBe(books.balanceNanos);
}

/** What must hold of the whole database after any histories. */
export async function allIsWell({
  database: { db },
}: CaseWorld): Promise<{ decisions: number; journals: number }> {
  const ledger = await checkLedger(db);
  expect(isHealthy(ledger)).toBe(true);
  const replayed = await replayStoredDecisions(db);
  expect(replayed.findings).toEqual([]);
  await chainAudit(db);
  expect((await verifyAudit(db)).findings).toEqual([]);
  return { decisions: replayed.decisions, journals: ledger.journals };
}
