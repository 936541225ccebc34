import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { invoiceProblem, issuedInvoiceSchema } from "@tenure/core/invoices";
import { describe, expect, it } from "vitest";
import { checkInvoices } from "../../src/invoices/check.ts";
import { newId } from "../../src/db/ids.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { installQueues } from "../../src/jobs/install.ts";
import { submit } from "../refunds/door.ts";
import { openMarket } from "../support/market.ts";
import { settings } from "../cli/settings.ts";
import { program, programEnv } from "../support/program.ts";

const usd = (cents: number) => BigInt(cents) * 10_000_000n;
// 19 % on top of every price.
const market = await openMarket({ tax: { rateBps: async () => 1900 } });
const { services, database } = market;

const documentsOf = (accountId: string) =>
  services.db.within(PLATFORM, (tx) =>
    tx.invoice.findMany({ where: { accountId }, orderBy: [{ issuedAt: "asc" }, { id: "asc" }] }),
  );

describe("documents of payments and refunds (T1.2, R3.9)", () => {
  it("T1.2: a payment has one invoice: 20.00 and 19 % of it, 3.80, are the 23.80 that were charged", async () => {
    const ada = await market.customer();
    const orderId = await ada.subscribe("pro");
    const [invoice, ...others] = await documentsOf(ada.accountId);
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({
      kind: "invoice",
      orderId,
      netNanos: usd(2000),
      taxNanos: usd(380),
      totalNanos: usd(2380),
      buyerName: "Ada Lovelace",
    });
    expect(invoice?.number).toMatch(/^INV-20\d\d-\d{6}$/);
    const { document, buyer, method } = issuedInvoiceSchema.parse(invoice?.content);
    expect(document.lines.map(({ key, amountNanos, taxNanos }) => [key, amountNanos, taxNanos])).toEqual([
      ["plan_price", usd(2000), usd(380)],
    ]);
    expect([buyer.city, buyer.country, method]).toEqual(["London", "GB", "Visa •••• 4242"]);
    expect(invoiceProblem(invoice?.content, invoice?.digest ?? "")).toBeNull();
  });

  it("R3.9: a refund has a credit note with its share of the tax: 20.00 − 5 % = 19.00 of 20.00, so 3.61 of 3.80", async () => {
    const bob = await market.customer();
    const orderId = await bob.subscribe("pro");
    await refund(bob, orderId);
    const [invoice, note] = await documentsOf(bob.accountId);
    expect(note).toMatchObject({
      kind: "credit_note",
      netNanos: -usd(1900),
      taxNanos: -usd(361),
      totalNanos: -usd(2261),
    });
    expect(note?.number).toMatch(/^CN-20\d\d-\d{6}$/);
    const { document, refundNumber } = issuedInvoiceSchema.parse(note?.content);
    expect([document.creditsInvoice, refundNumber?.slice(0, 4)]).toEqual([invoice?.number, "REF-"]);
    expect(document.lines.map(({ key, amountNanos }) => [key, amountNanos])).toEqual([
      ["refundable_balance", -usd(2000)],
      ["platform_fee", usd(100)],
    ]);
    // What the documents come to is what Stripe holds for us.
    expect((invoice?.totalNanos ?? 0n) + (note?.totalNanos ?? 0n)).toBe(usd(119));
  });

  it("T1.2: says the details as they were when it was issued, whatever they are today", async () => {
    const eve = await market.customer();
    await eve.subscribe("pro");
    await database.sql(
      "UPDATE billing_details SET full_name = 'Eve Moved', city = 'Leeds' WHERE account_id = $1",
      [eve.accountId],
    );
    const [invoice] = await documentsOf(eve.accountId);
    const { buyer } = issuedInvoiceSchema.parse(invoice?.content);
    expect([buyer.fullName, buyer.city]).toEqual(["Ada Lovelace", "London"]);
  });

  it("R6.4: the credit note of a refund that bounced is reversed, so that the documents say the order is paid", async () => {
    const dan = await market.customer();
    const orderId = await dan.subscribe("pro");
    const refundId = await refund(dan, orderId);
    const [leg] = await database.sql<{ provider_refund_id: string }>(
      "SELECT provider_refund_id FROM refund_leg WHERE refund_id = $1",
      [refundId],
    );
    market.stripe.control.failRefund(leg?.provider_refund_id ?? "", "lost_or_stolen_card");
    await market.runJobs();
    const documents = await documentsOf(dan.accountId);
    expect(documents.map(({ kind, totalNanos }) => [kind, totalNanos])).toEqual([
      ["invoice", usd(2380)],
      ["credit_note", -usd(2261)],
      ["invoice", usd(2261)],
    ]);
  });

  it("T1.2: an issued document cannot be changed or removed, not even by the owner of the database", async () => {
    await expect(
      database.sql("UPDATE invoice SET total_nanos = 0, net_nanos = 0, tax_nanos = 0"),
    ).rejects.toThrow("an issued document is never changed");
    await expect(database.sql("DELETE FROM invoice")).rejects.toThrow("never changed");
  });
});

describe("numbers without a gap (T1.2)", () => {
  const take = (fails: boolean) =>
    services.db
      .within(PLATFORM, async (tx) => {
        const [row] = await tx.$queryRaw<{ n: number }[]>`SELECT tenure_next_invoice('invoice', 2999) AS n`;
        if (fails) throw new Error("rolled back");
        return row?.n ?? 0;
      })
      .catch(() => null);

  it("a transaction that rolls back gives its number back: of 24 at once every third fails, 1 to 16 are taken", async () => {
    const taken = await Promise.all(Array.from({ length: 24 }, (_, index) => take(index % 3 === 0)));
    const numbers = taken.filter((each) => each !== null).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });

  it("a document that skips a number, or takes one twice, is not written", async () => {
    const row = (sequence: number) =>
      database.sql(
        `INSERT INTO invoice SELECT $1, account_id, holder_period_id, kind, year, $2::int, 'X-' || $2::int, order_id, $1, NULL,
           currency, net_nanos, tax_nanos, total_nanos, buyer_name, order_number, content, digest, issued_at
         FROM invoice WHERE kind = 'invoice' LIMIT 1`,
        [newId(), sequence],
      );
    await expect(row(1)).rejects.toThrow("not the next number");
    await expect(row(1000)).rejects.toThrow("not the next number");
  });

  it("many payments at once are numbered one after the other", async () => {
    const customers = [];
    for (let index = 0; index < 4; index += 1) customers.push(await market.customer());
    await Promise.all(customers.map((each) => each.subscribe("pro")));
    const rows = await database.sql<{ sequence: number; kind: string }>(
      "SELECT kind, sequence FROM invoice WHERE year < 2999 ORDER BY kind, sequence",
    );
    for (const kind of ["invoice", "credit_note"]) {
      const numbers = rows.filter((each) => each.kind === kind).map(({ sequence }) => sequence);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
  });
});

describe("what was paid before documents were numbered", () => {
  it("T1.2: gets its documents from the command line, payments before refunds, and once", async () => {
    // As if none had ever been issued: triggers and counters of documents stand aside, as before their migration.
    await database.sql(
      "SET session_replication_role = replica; DELETE FROM invoice; DELETE FROM invoice_counter; RESET session_replication_role",
    );
    await installQueues(database.url);
    const before = await checkInvoices(services.db);
    const issued = await tenure("invoices", "issue-missing");
    // Eight customers above paid once each; Bob's refund came through, Dan's came back.
    expect(before.findings.filter(({ kind }) => kind === "missing")).toHaveLength(9);
    const lines = issued.trim().split("\n");
    expect(lines.map((line) => line.slice(0, 3))).toEqual([...Array(8).fill("INV"), "CN-", "9 i"]);
    const { documents, series, findings } = await checkInvoices(services.db);
    expect([documents, findings]).toEqual([9, []]);
    expect(series.map(({ kind, last }) => [kind, last])).toEqual([
      ["credit_note", 1],
      ["invoice", 8],
    ]);
    const notes = await database.sql<{ credits: string; net_nanos: string }>(
      "SELECT content->'document'->>'creditsInvoice' AS credits, net_nanos FROM invoice WHERE kind = 'credit_note'",
    );
    expect(notes).toEqual([{ credits: expect.stringMatching(/^INV-/), net_nanos: String(-usd(1900)) }]);
    expect((await tenure("invoices", "issue-missing")).trim()).toBe("0 issued");
    expect((await checkInvoices(services.db)).documents).toBe(9);
  });
});

type Customer = Awaited<ReturnType<typeof market.customer>>;

async function refund(customer: Customer, orderId: string): Promise<string> {
  const refundId = await submit(services, customer.as(), orderId);
  await market.runJobs();
  return refundId;
}

/** Runs `tenure …` on this database. @returns what it printed */
async function tenure(...args: string[]): Promise<string> {
  const env = { ...programEnv(), ...settings(database.url) };
  return (await promisify(execFile)(process.execPath, [await program("src/cli.ts"), ...args], { env }))
    .stdout;
}
