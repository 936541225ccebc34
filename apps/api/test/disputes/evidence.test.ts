import { createHash } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { unzipped } from "../support/unzip.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { type Person, signUp, staff } from "../support/people.ts";

let market: Market;
let reviewer: Person;
let customer: Customer;
let orderId: string;
let paymentId: string;
beforeAll(async () => {
  market = await openMarket();
  reviewer = await staff(market, "reviewer");
  customer = await market.customer();
  orderId = await customer.subscribe("pro");
  // $0.30 and $1.25, after the order was paid.
  await customer.use(30);
  await customer.use(125);
  const charge = market.stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
  market.stripe.control.openDispute(charge?.id ?? "");
  await market.runJobs();
  const [row] = await market.database.sql<{ id: string }>("SELECT id FROM payment WHERE order_id = $1", [
    orderId,
  ]);
  paymentId = row?.id ?? "";
});

const address = (account = customer.accountId, payment = paymentId) =>
  `/v1/accounts/${account}/disputes/${payment}/evidence.zip`;
const sql = <Row extends Record<string, unknown>>(query: string, ...values: unknown[]) =>
  market.database.sql<Row>(query, values);

it("holds decisions, documents, consents and usage exactly as they are stored, each with its hash", async () => {
  const answer = await reviewer.send("GET", address());
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/zip"]);
  const files = await unzipped(answer.rawPayload);
  const text = (name: string) =>
    files
      .get(name)
      ?.toString("utf8")
      .replace(/^\u{FEFF}/u, "") ?? "";

  // The decision of the order, to read and to verify.
  const decisions = await sql<{ id: string; kind: string; receipt: unknown }>(
    `SELECT d.id, d.kind, d.receipt FROM decision d JOIN "order" o ON o.decision_id = d.id WHERE o.id = $1`,
    orderId,
  );
  expect(decisions).toHaveLength(1);
  const sheet = `decisions/${decisions[0]?.kind}-${decisions[0]?.id}`;
  expect(JSON.parse(text(`${sheet}.json`))).toEqual(decisions[0]?.receipt);
  expect(text(`${sheet}.txt`)).toContain("$20.00");
  // The invoice.
  const [invoice] = await sql<{ number: string }>("SELECT number FROM invoice WHERE order_id = $1", orderId);
  expect(files.get(`documents/${invoice?.number}.pdf`)?.subarray(0, 5).toString()).toBe("%PDF-");
  // Every consent with version, hash and time.
  const consents = await sql<{ line: string }>(
    `SELECT concat_ws(',', c.id, tenure_iso(c.given_at), c.kind, c.version, c.text_hash, c.language, coalesce(c.order_id::text, ''),
            c.login_id, u.email) AS line FROM consent c JOIN auth_user u ON u.id = c.login_id WHERE c.account_id = $1 ORDER BY c.id`,
    customer.accountId,
  );
  expect(consents.length).toBeGreaterThan(0);
  expect(text("consents.csv").trimEnd().split("\r\n").slice(1)).toEqual(consents.map((each) => each.line));
  // Usage after the order: two requests worth $1.55 in all, paid by the plan.
  const [day] = await sql<{ day: string }>(
    "SELECT min(recorded_at)::date::text AS day FROM usage_event WHERE account_id = $1",
    customer.accountId,
  );
  expect(text("usage-by-day-and-model.csv").trimEnd().split("\r\n").slice(1)).toEqual([
    `${day?.day},cent-a-token,2,USD,1.55,1.55,0.00,0.00`,
  ]);
  const events = await sql<{ id: string }>(
    "SELECT id FROM usage_event WHERE account_id = $1 ORDER BY recorded_at, id",
    customer.accountId,
  );
  expect(
    text("usage-lines.csv")
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(",")[0]),
  ).toEqual(events.map((each) => each.id));
  expect(JSON.parse(text("payment.json"))).toMatchObject({
    payment: { id: paymentId, amountMinor: "2000", currency: "USD", dispute: "open" },
    order: { id: orderId, state: "paid" },
    billing: { name: "Ada Lovelace", country: "GB" },
  });

  // The manifest comes last and names every other file with its hash; its own is in the audit trail.
  const names = [...files.keys()];
  expect(names.at(-1)).toBe("manifest.json");
  const hash = (name: string) =>
    createHash("sha256")
      .update(files.get(name) ?? "")
      .digest("hex");
  expect(JSON.parse(text("manifest.json")).files).toEqual(
    names.slice(0, -1).map((name) => ({ name, bytes: files.get(name)?.length, sha256: hash(name) })),
  );
  const audit = await sql<{ actor_id: string; after: unknown }>(
    "SELECT actor_id, after FROM audit_row WHERE action = 'disputes.export_evidence' ORDER BY id",
  );
  expect(audit).toEqual([
    { actor_id: reviewer.loginId, after: { manifestSha256: null } },
    { actor_id: reviewer.loginId, after: { manifestSha256: hash("manifest.json") } },
  ]);
});

it("lists what is disputed to staff, and gives evidence of nothing else, and to nobody else", async () => {
  const listed = await reviewer.query("disputes.list", { state: "open" });
  expect(listed.data["items"]).toMatchObject([
    {
      paymentId,
      orderId,
      accountId: customer.accountId,
      state: "open",
      amountMinor: "2000",
      currency: "USD",
      holds: "plan",
      paidByPreviousHolder: false,
      money: {
        withdrawn: { amount: "20.00", currency: "USD" },
        fee: { amount: "15.00", currency: "USD" },
        loss: null,
      },
    },
  ]);
  expect((await reviewer.query("disputes.list", { state: "lost" })).data["items"]).toEqual([]);

  const calm = await market.customer();
  const other = await calm.subscribe("pro");
  const [row] = await sql<{ id: string }>("SELECT id FROM payment WHERE order_id = $1", other);
  // Never disputed; another account's; no id.
  for (const each of [address(calm.accountId, row?.id), address(calm.accountId), address(undefined, "x")])
    expect([404, 400]).toContain((await reviewer.send("GET", each)).statusCode);
  const stranger = await signUp(market, "stranger");
  expect((await stranger.send("GET", address())).statusCode).toBe(404);
  expect((await market.app.inject({ method: "GET", url: address() })).statusCode).toBe(401);
  expect(await sql("SELECT 1 FROM audit_row WHERE action = 'disputes.export_evidence'")).toHaveLength(2);
});
