import { expect, it } from "vitest";
import { extractText, getDocumentProxy } from "unpdf";
import { checkInvoices } from "../../src/invoices/check.ts";
import { POLICIES } from "@tenure/core/policy";
import { keepSeller } from "../../src/invoices/seller.ts";
import { taxByTable } from "../../src/orders/tax-table.ts";
import { termsOf } from "../../src/subscriptions/terms-text.ts";
import { openMarket } from "../support/market.ts";
import { openAccount, signUp, staff } from "../support/people.ts";

// 6 % in China, whoever buys; 19 % in Germany unless the buyer accounts for it.
const market = await openMarket({
  tax: taxByTable({ CN: { bps: 600, reverseCharge: false }, DE: { bps: 1900, reverseCharge: true } }),
});
await keepSeller(market.services.db, {
  name: "Example Ltd",
  address: ["1 Example Way", "Dublin 2"],
  email: "billing@example.com",
  taxId: "IE6433435F",
  zone: "Europe/Dublin",
  reverseCharge: ["DE"],
});

const BUYER = {
  fullName: "王小明",
  companyName: "北京龘靐科技有限公司",
  email: "wang@example.com",
  country: "CN",
  addressLine: "中关村大街1号",
  city: "北京",
  region: "北京",
  postalCode: "100000",
  taxId: "91110000600037341L",
};

async function buyer(details: object = BUYER, language = "zh") {
  const person = await signUp(market, "wang");
  const accountId = await openAccount(market, person);
  await person.mutate("accounts.update", { accountId, language });
  const saved = await person.mutate("accounts.billing.update", details);
  expect(saved.problem).toEqual({});
  const policy = POLICIES.at(-1);
  if (policy === undefined) throw new Error("no policy");
  const bought = await person.mutate("topUps.create", {
    amount: { amount: "10.00", currency: "USD" },
    terms: termsOf(policy, "en"),
  });
  market.stripe.control.payCheckout(/cs_test_\w+/.exec(String(bought.data["checkoutUrl"]))?.[0] ?? "");
  await market.runJobs();
  const { data } = await person.query("invoices.list", {});
  const [invoice, ...others] = data["items"] as { id: string; number: string }[];
  expect(others).toEqual([]);
  return { person, accountId, invoice: invoice ?? { id: "", number: "" } };
}

/** The words of a PDF, read by another library than the one that wrote it. */
async function wordsOf(base64: string): Promise<string> {
  const file = await getDocumentProxy(new Uint8Array(Buffer.from(base64, "base64")));
  return (await extractText(file, { mergePages: true })).text.replaceAll(/\s+/g, " ");
}

it("T1.2: prints the invoice in the account's language with Chinese names: 10.00 and 6 % tax, 0.60, are 10.60", async () => {
  const { person, invoice } = await buyer();
  const full = await person.query("invoices.get", { invoiceId: invoice.id });
  expect(full.data).toMatchObject({
    number: invoice.number,
    net: { amount: "10.00", currency: "USD" },
    tax: { amount: "0.60", currency: "USD" },
    total: { amount: "10.60", currency: "USD" },
    taxBps: 600,
    buyer: { companyName: "北京龘靐科技有限公司", region: "BJ" },
    language: "zh",
  });
  const pdf = await person.query("invoices.pdf", { invoiceId: invoice.id });
  expect(pdf.data["fileName"]).toBe(`${invoice.number}.pdf`);
  const words = await wordsOf(String(pdf.data["base64"]));
  for (const each of [
    invoice.number,
    "北京龘靐科技有限公司",
    "王小明",
    "中关村大街1号",
    "100000 北京",
    "中国",
  ])
    expect(words).toContain(each);
  for (const each of ["91110000600037341L", "$10.00", "税费 6%", "$0.60", "实付合计", "$10.60"])
    expect(words).toContain(each);
  expect(words).toContain(String(full.data["digest"]));
  // Asked again it is the same file, and the same as the one in the mail.
  const again = await person.query("invoices.pdf", { invoiceId: invoice.id });
  expect(again.data["base64"]).toBe(pdf.data["base64"]);
  const mail = market.mail.mails.find(
    ({ recipients, parsed }) => recipients.includes(person.email) && parsed.attachments.length > 0,
  );
  expect(mail?.parsed.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
    [`${invoice.number}.pdf`, "application/pdf"],
  ]);
  expect(mail?.parsed.attachments[0]?.content.toString("base64")).toBe(pdf.data["base64"]);
  expect(mail?.parsed.text).toContain(invoice.number);
});

it("T1.2: a German company with a valid tax number is charged no tax, and the invoice says why", {
  tags: ["deep"],
}, async () => {
  const { person, invoice } = await buyer(
    {
      fullName: "Max Muster",
      companyName: "Muster GmbH",
      email: "max@example.com",
      country: "DE",
      addressLine: "Hauptstraße 1",
      city: "Berlin",
      postalCode: "10115",
      taxId: "DE136695976",
    },
    "en",
  );
  const full = await person.query("invoices.get", { invoiceId: invoice.id });
  expect(full.data).toMatchObject({
    tax: { amount: "0.00" },
    total: { amount: "10.00" },
    note: "reverse_charge",
  });
  const pdf = await person.query("invoices.pdf", { invoiceId: invoice.id });
  const words = await wordsOf(String(pdf.data["base64"]));
  for (const each of [
    "Muster GmbH",
    "Hauptstraße 1",
    "10115 Berlin",
    "Germany",
    "Tax id DE136695976",
    "Total paid",
  ])
    expect(words).toContain(each);
  expect(words).toContain("Reverse charge: the recipient accounts for the tax.");
});

it("T1.2: a purchase is refused with every detail that is missing or cannot be right", async () => {
  const person = await signUp(market, "ida");
  const accountId = await openAccount(market, person);
  await market.database.sql(
    `INSERT INTO billing_details (account_id, full_name, email, country, address_line, city, postal_code, tax_id)
     VALUES ($1, 'Ida', 'ida@example.com', 'US', '1 Main St', NULL, '123', NULL)`,
    [accountId],
  );
  const { data } = await person.query("topUps.review", {
    amount: { amount: "10.00", currency: "USD" },
    language: "en",
  });
  const { refusals } = data["decision"] as { refusals: { code: string; params: object }[] };
  expect(refusals.map(({ code, params }) => [code, params])).toEqual([
    ["billing_details_incomplete", { fields: "city, region" }],
    ["billing_details_invalid", { fields: "postalCode" }],
  ]);
});

it("C4.10: the next holder sees no document of the one before; staff see all, and find them by number", async () => {
  const { person, accountId, invoice } = await buyer();
  const [subject] = await market.database.sql<{ id: string }>(
    "INSERT INTO subject (kind, display_name) VALUES ('company', 'Next Ltd') RETURNING id",
  );
  await market.database.sql("UPDATE holder_period SET ended_at = now() WHERE account_id = $1", [accountId]);
  await market.database.sql(
    "INSERT INTO holder_period (account_id, subject_id, started_at) VALUES ($1, $2, now())",
    [accountId, subject?.id],
  );
  expect((await person.query("invoices.list", {})).data["items"]).toEqual([]);
  for (const name of ["invoices.get", "invoices.pdf"])
    expect((await person.query(name, { invoiceId: invoice.id })).problem.code).toBe("not_found");
  const csv = await person.send("GET", "/v1/invoices.csv");
  expect(csv.body.trim().split("\n")).toHaveLength(1);
  const rin = await staff(market, "reviewer");
  const found = await rin.query("invoices.search", { query: invoice.number.toLowerCase() });
  expect(found.data["items"]).toMatchObject([{ id: invoice.id, accountId }]);
  expect((await rin.query("invoices.list", { accountId })).data["items"]).toMatchObject([{ id: invoice.id }]);
});

it("lists by kind, day and text, and downloads the same as CSV", async () => {
  const { person, invoice } = await buyer();
  const ids = async (filter: object) =>
    ((await person.query("invoices.list", filter)).data["items"] as { id: string }[]).map(({ id }) => id);
  const today = new Date().toISOString().slice(0, 10);
  expect(await ids({ kind: "invoice", from: today, to: today, query: "龘靐" })).toEqual([invoice.id]);
  expect(await ids({ kind: "credit_note" })).toEqual([]);
  expect(await ids({ to: "2020-01-01" })).toEqual([]);
  expect(await ids({ query: "%" })).toEqual([]);
  const csv = await person.send("GET", "/v1/invoices.csv?kind=invoice");
  const [head, row] = csv.body.trim().split("\r\n");
  expect(head?.split(",").slice(0, 3)).toEqual(["invoice_id", "number", "kind"]);
  expect(row?.split(",").slice(6, 10)).toEqual(["USD", "10.00", "0.60", "10.60"]);
});

it("`tenure invoices check` finds nothing wrong after all of it, and then a gap, a changed content and a wrong sum", async () => {
  const { db } = market.services;
  const before = await checkInvoices(db);
  expect(before.findings).toEqual([]);
  expect(before.documents).toBeGreaterThan(2);
  await market.database.sql("ALTER TABLE invoice DISABLE TRIGGER invoice_is_issued");
  await market.database.sql(
    "UPDATE invoice SET content = jsonb_set(content, '{buyer,fullName}', '\"Somebody\"') WHERE sequence = 1",
  );
  await market.database.sql("DELETE FROM invoice WHERE sequence = 2");
  const after = await checkInvoices(db);
  expect(after.findings.map(({ kind, detail }) => [kind, kind === "content" ? detail : null])).toEqual([
    ["gap", null],
    ["missing", null],
    ["sum", null],
    ["content", "digest"],
  ]);
});
