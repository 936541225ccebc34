import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { issueInvoice } from "./issue.ts";

/** A payment or a refund without its document. */
export type Undocumented = {
  readonly accountId: string;
  readonly number: string;
} & ({ readonly paymentId: string } | { readonly refundId: string });

const issueMissing = plainCommand({
  name: "invoices.issue_missing",
  input: z.union([z.strictObject({ paymentId: z.uuid() }), z.strictObject({ refundId: z.uuid() })]),
  async apply(acting, of) {
    const { id, number } = await issueInvoice(acting, of);
    return { answer: { id, number }, target: { kind: "invoice", id }, after: { number } };
  },
});

/**
 * Money that has no document, as of before documents were numbered: payments first and the oldest first, so that a
 * credit note finds the invoice it takes back from.
 */
export async function undocumented(db: Database, limit: number): Promise<Undocumented[]> {
  const rows = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<
      { account_id: string; number: string; payment_id: string | null; refund_id: string | null }[]
    >`
      SELECT o.account_id, o.number, p.id AS payment_id, NULL::uuid AS refund_id, p.captured_at AS at, 1 AS turn
        FROM payment p JOIN "order" o ON o.id = p.order_id
       WHERE NOT EXISTS (SELECT 1 FROM invoice i WHERE i.payment_id = p.id)
      UNION ALL
      SELECT r.account_id, r.number, NULL, r.id, r.submitted_at, 2
        FROM refund r
       WHERE r.state = 'refunded'
         AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.refund_id = r.id AND i.kind = 'credit_note')
       ORDER BY turn, at, 1 LIMIT ${limit}`,
  );
  return rows.flatMap(({ account_id: accountId, number, ...of }): Undocumented[] => {
    if (of.payment_id !== null) return [{ accountId, number, paymentId: of.payment_id }];
    return of.refund_id === null ? [] : [{ accountId, number, refundId: of.refund_id }];
  });
}

/**
 * Issues the document of money that has none, with today's number, billing details and seller: a document says when it
 * was issued, and a number that was never taken is not put between others. Again changes nothing.
 */
export async function issueFor(runner: CommandRunner, money: Undocumented): Promise<string> {
  const { answer } = await runner.run(
    issueMissing,
    "paymentId" in money ? { paymentId: money.paymentId } : { refundId: money.refundId },
    systemContext("command-line", money.accountId, newId()),
  );
  return answer.number;
}
