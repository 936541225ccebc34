import { lotKindSchema } from "@tenure/core/contract";
import { isCurrency, type Money, moneySchema, toMoney } from "@tenure/core/money";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { Tx } from "../db/database.ts";

/** A movement with all its sides, as staff see it. */
export const journalSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.string(),
    accountId: z.uuid().nullable(),
    effectiveAt: instantSchema,
    recordedAt: instantSchema,
    decisionId: z.uuid().nullable(),
    /** The usage batch it settles. */
    batchId: z.uuid().nullable(),
    reversesId: z.uuid().nullable(),
    reversedById: z.uuid().nullable(),
    postings: z.array(
      z.strictObject({
        ledgerAccountId: z.uuid(),
        code: z.string(),
        reference: z.string().nullable(),
        /** Which credits the account holds; null where it is not the account of a credit lot. */
        lotKind: lotKindSchema.nullable(),
        /** Exactly one of both. */
        debit: moneySchema.nullable(),
        credit: moneySchema.nullable(),
      }),
    ),
  })
  .meta({ id: "LedgerJournal" });

/** A movement as staff see it. */
export type JournalView = z.infer<typeof journalSchema>;

/** An amount of the books in a currency of ours. @throws Error for another, which no writer of ours can have written */
export function bookMoney(amountNanos: bigint, currency: string): Money {
  if (!isCurrency(currency)) throw new Error(`the ledger holds ${currency}, which is no currency of ours`);
  return toMoney(amountNanos, currency);
}

interface PostingRow {
  readonly journalId: string;
  readonly ledgerAccountId: string;
  readonly code: string;
  readonly reference: string | null;
  readonly lotKind: string | null;
  readonly currency: string;
  readonly amount: string;
}

/** Reads journals with their postings, in the order of `ids`; ids that are not there are left out. */
export async function readJournals(tx: Tx, ids: readonly string[]): Promise<JournalView[]> {
  const journals = await tx.$queryRaw<Omit<JournalView, "postings">[]>`
    SELECT j.id, j.kind, j.account_id AS "accountId", tenure_iso(j.effective_at) AS "effectiveAt",
           tenure_iso(j.recorded_at) AS "recordedAt", j.decision_id AS "decisionId", j.batch_id AS "batchId",
           j.reverses_id AS "reversesId", r.id AS "reversedById"
      FROM ledger_journal j LEFT JOIN ledger_journal r ON r.reverses_id = j.id WHERE j.id = ANY(${[...ids]}::uuid[])`;
  const postings = await tx.$queryRaw<PostingRow[]>`
    SELECT p.journal_id AS "journalId", l.id AS "ledgerAccountId", l.code, l.reference, c.kind AS "lotKind",
           p.currency, p.amount::text AS amount
      FROM ledger_posting p JOIN ledger_account l ON l.id = p.ledger_account_id
      LEFT JOIN credit_lot c ON c.ledger_account_id = l.id
     WHERE p.journal_id = ANY(${[...ids]}::uuid[]) ORDER BY p.journal_id, p.amount < 0, p.position`;
  return ids.flatMap((id) => {
    const journal = journals.find((each) => each.id === id);
    return journal === undefined
      ? []
      : { ...journal, postings: postings.filter((each) => each.journalId === id).map(showPosting) };
  });
}

function showPosting({ ledgerAccountId, code, reference, lotKind, currency, amount }: PostingRow) {
  const posted = BigInt(amount);
  return {
    ledgerAccountId,
    code,
    reference,
    lotKind: lotKindSchema.nullable().parse(lotKind),
    debit: posted > 0n ? bookMoney(posted, currency) : null,
    credit: posted < 0n ? bookMoney(-posted, currency) : null,
  };
}
