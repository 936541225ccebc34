import { verify } from "@tenure/core/decision";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import {
  type LiabilityStatement,
  liabilityStatementSchema,
} from "../../src/subject-changes/liability-statement.ts";
import { type Customer, openMarket } from "../support/market.ts";
import { type Person, signUp } from "../support/people.ts";
import { topUp } from "../top-ups/till.ts";
import { handOver, openChange } from "./handover-world.ts";

const market = await openMarket();
const { database, services } = market;
const { sql } = database;

let customer: Customer;
let nora: Person;
let mia: Person;
let effectiveAt: string;
let link: URL;

/** An account with usage, charges and a refund of two holders, and a request that was in flight when it passed. */
beforeAll(async () => {
  customer = await market.customer();
  const { accountId } = customer;
  [nora, mia] = [await signUp(market, "nora"), await signUp(market, "mia")];
  const { orderId } = await topUp(market, customer, "20");
  const disputed = await topUp(market, customer, "10");
  await customer.use(7);
  const holdId = await customer.hold(3);
  const change = await openChange(market, accountId, nora.loginId);
  effectiveAt = (await handOver(market, change)).at;
  await market.runJobs();
  // It was started by the one and reports to the other.
  await customer.settle(holdId, 2);
  await customer.use(5);
  // The bank takes a payment of the one back, for good, in the time of the other (C4.10).
  const { control } = market.stripe;
  const charge = control.charges().find(({ metadata }) => metadata["orderId"] === disputed.orderId);
  control.openDispute(charge?.id ?? "none");
  await market.runJobs();
  control.loseDispute(control.disputes().find((each) => each.charge === charge?.id)?.id ?? "none");
  await market.runJobs();
  const asNora = { ...customer, loginId: nora.loginId };
  await sql(
    `INSERT INTO billing_details (account_id, full_name, email, country, address_line, city, postal_code)
     VALUES ($1, 'Grace Hopper', 'grace@example.com', 'GB', '2 Other Street', 'Leeds', 'LS1 1AA')`,
    [accountId],
  );
  await topUp(market, asNora, "50");
  // A refund to the former holder, booked in the time of the new one.
  const refundId = newId();
  await sql(
    `INSERT INTO refund (id, number, account_id, order_id, kind, state, currency, floor_nanos, expected_nanos, gross_nanos, fee_nanos,
       remainder_nanos, net_nanos, tax_nanos, submitted_at, drain_until, settled_at, refunded_at)
     SELECT $1, 'RF-TEST-1', $2, $3, 'goodwill', 'refunded', 'USD', 3000000000, 3000000000, 3000000000, 0, 0, 3000000000, 0,
            now(), now(), now(), now()`,
    [refundId, accountId, orderId],
  );
  await sql(
    `INSERT INTO refund_leg (id, refund_id, account_id, payment_id, amount_minor, currency, state)
     SELECT $1, $2, $3, id, 300, 'USD', 'refunded' FROM payment WHERE order_id = $4`,
    [newId(), refundId, accountId, orderId],
  );
  await sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
    accountId,
    mia.loginId,
  ]);
  // A letter with a link is forgotten once it was sent: it stands in the mailbox alone.
  const [address = ""] = market.mail.mails
    .filter(({ recipients }) => recipients.includes(customer.email))
    .flatMap(({ parsed }) => /https?:\/\/\S+\/statements\/liability\/\S+/.exec(parsed.text ?? "") ?? []);
  link = new URL(address);
});

const sumsOf = ({ parts }: LiabilityStatement) => parts.map(({ sums }) => sums);
const read = (data: Record<string, unknown>) => liabilityStatementSchema.parse(data["statement"]);

describe("who answers for what (C4.6, C4.8)", () => {
  it("cuts at the moment of effect: what a request comes from says whose it is, not when it reports", async () => {
    const { data, status } = await nora.query("subjectChanges.liability", { accountId: customer.accountId });
    expect(status).toBe(200);
    const statement = read(data);
    expect(statement.parts.map(({ from, until }) => [from === effectiveAt, until])).toEqual([
      [false, effectiveAt],
      [true, null],
    ]);
    // Before: 7 cents, and 2 of the request in flight; 20 and 10 dollars paid, 3 given back, the 10 lost to the bank.
    // After: 5 cents, 50 dollars.
    expect(sumsOf(statement)).toMatchObject([
      {
        usageNanos: "90000000",
        chargesNanos: "30000000000",
        refundsNanos: "-3000000000",
        disputesNanos: "-10000000000",
      },
      { usageNanos: "50000000", chargesNanos: "50000000000", refundsNanos: "0", disputesNanos: "0" },
    ]);
  });

  it("adds up to the whole, and to what the tables hold (independent sums)", async () => {
    const { data } = await nora.query("subjectChanges.liability", { accountId: customer.accountId });
    const { whole, parts } = read(data);
    const [tables] = await sql<Record<string, string>>(
      `SELECT (SELECT sum(amount_nanos) FROM usage_event WHERE account_id = $1)::text AS usage,
              (SELECT sum(amount_minor) * 10000000 FROM payment WHERE account_id = $1)::text AS charges,
              (SELECT -sum(l.amount_minor) * 10000000 FROM refund_leg l JOIN refund r ON r.id = l.refund_id
                WHERE r.account_id = $1 AND r.state = 'refunded')::text AS refunds,
              (SELECT -sum(amount_minor) * 10000000 FROM payment_dispute WHERE account_id = $1 AND state = 'lost')::text AS disputes,
              (SELECT count(*) FROM decision WHERE account_id = $1)::text AS decisions`,
      [customer.accountId],
    );
    const added = (of: "usageNanos" | "chargesNanos" | "refundsNanos" | "disputesNanos" | "totalNanos") =>
      parts.reduce((sum, { sums }) => sum + BigInt(sums[of]), 0n).toString();
    expect([
      added("usageNanos"),
      added("chargesNanos"),
      added("refundsNanos"),
      added("disputesNanos"),
    ]).toEqual([tables?.["usage"], tables?.["charges"], tables?.["refunds"], tables?.["disputes"]]);
    expect(whole).toEqual({
      usageNanos: tables?.["usage"],
      chargesNanos: tables?.["charges"],
      refundsNanos: tables?.["refunds"],
      disputesNanos: tables?.["disputes"],
      totalNanos: added("totalNanos"),
      decisions: Number(tables?.["decisions"]),
    });
  });

  it("takes any time: what was booked since the effect is both holders', each its own", async () => {
    const { data } = await nora.query("subjectChanges.liability", {
      accountId: customer.accountId,
      from: effectiveAt,
    });
    expect(sumsOf(read(data))).toMatchObject([
      { usageNanos: "20000000", chargesNanos: "0", refundsNanos: "-3000000000" },
      { usageNanos: "50000000", chargesNanos: "50000000000", refundsNanos: "0" },
    ]);
  });

  it("shows the holder its own entries, of the former one only sums; and is no member's to read", async () => {
    const { data } = await nora.query("subjectChanges.liability", { accountId: customer.accountId });
    expect(read(data).parts.map(({ entries }) => entries === null)).toEqual([true, false]);
    const member = await mia.query("subjectChanges.liability", { accountId: customer.accountId });
    expect(member.status).toBe(403);
  });

  it("is signed: anybody can check it, and a changed amount is found", async () => {
    const answer = await nora.send("GET", `/v1/accounts/${customer.accountId}/liability/json`);
    expect(answer.statusCode).toBe(200);
    const signed = answer.json<{ body: LiabilityStatement }>();
    const keys = [services.signer.publicKey];
    expect(verify(signed, "tenure.statement.v1", keys)).toEqual({ valid: true });
    expect(verify(signed, "tenure.decision.v1", keys)).toMatchObject({ valid: false });
    const other = { ...signed, body: { ...signed.body, preparedAt: effectiveAt } };
    expect(verify(other, "tenure.statement.v1", keys)).toMatchObject({ valid: false });
    const pdf = await nora.send("GET", `/v1/accounts/${customer.accountId}/liability/pdf`);
    expect([pdf.statusCode, pdf.headers["content-type"], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([
      200,
      "application/pdf",
      "%PDF-",
    ]);
  });
});

describe("a former holder (C4.8)", () => {
  const get = (path: string) => market.app.inject({ method: "GET", url: path });

  it("reads its own part by the link of the letter, without signing in, and nothing of the other's", async () => {
    const pdf = await get(link.pathname);
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
    const json = await get(`${link.pathname}?as=json`);
    const signed = json.json<{ body: unknown }>();
    expect(verify(signed, "tenure.statement.v1", [services.signer.publicKey])).toEqual({ valid: true });
    const statement = liabilityStatementSchema.parse(signed.body);
    expect(statement.whole).toBeNull();
    expect(sumsOf(statement)).toMatchObject([{ usageNanos: "90000000", chargesNanos: "30000000000" }]);
    const taken = await sql<{ actor_kind: string }>(
      "SELECT actor_kind FROM audit_row WHERE account_id = $1 AND action = 'subject_changes.liability_statement' AND actor_id = 'mail_link'",
      [customer.accountId],
    );
    expect(taken.length).toBe(2);
  });

  it("is refused a link that was changed, or is over after 90 days", async () => {
    expect((await get(`${link.pathname.slice(0, -2)}xx`)).statusCode).toBe(404);
    await customer.later(90 * 86_400_000 + 60_000);
    expect((await get(link.pathname)).statusCode).toBe(404);
  });
});
