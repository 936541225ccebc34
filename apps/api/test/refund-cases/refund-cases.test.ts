import { parseRequest } from "@tenure/core/refund-cases";
import { Tenure } from "@tenure/sdk";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RefusedError } from "../../src/errors/app-error.ts";
import { close } from "../../src/accounts/close.ts";
import { ofAccount } from "../../src/db/database.ts";
import { signatureOf } from "../../src/distributors/signature.ts";
import { mailboxesOf } from "../../src/incoming-mail/mailboxes.ts";
import { type MailListener, startMailListener } from "../../src/incoming-mail/smtp-listener.ts";
import { storedFields } from "../../src/refund-cases/fields.ts";
import { receiveCase } from "../../src/refund-cases/receive.ts";
import { takeRequestMail } from "../../src/refund-cases/take-mail.ts";
import { remindOfCases } from "../../src/refund-cases/remind.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { replayStoredDecisions } from "../../src/decisions/replay-stored.ts";
import { openMarket } from "../support/market.ts";
import { decideDue, invitation } from "../referrals/world.ts";
import { staff, signUp } from "../support/people.ts";
import { topUp } from "../top-ups/till.ts";
import { insertApiKey } from "../support/api-key.ts";

const REFUNDS = "refunds@example.com";
const DAY_MS = 86_400_000;

const market = await openMarket();
const { services, database } = market;
let listener: MailListener;
const rita = await staff(market, "reviewer");
const sam = await staff(market, "administrator");
beforeAll(async () => {
  listener = await startMailListener(services, mailboxesOf(services), { port: 0, host: "127.0.0.1" });
});
afterAll(() => listener.close());

/** Sends a mail by SMTP, as a mail program does. */
async function mail(message: {
  readonly from: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly headers?: Record<string, string>;
  readonly attachments?: { filename: string; content: Buffer }[];
}): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: listener.port, ignoreTLS: true });
  try {
    await transport.sendMail({ to: REFUNDS, subject: "Refund", ...message });
  } finally {
    transport.close();
  }
}

const cases = (requester: string) =>
  database.sql<{
    id: string;
    number: string;
    state: string;
    account_id: string | null;
    order_id: string | null;
    due_at: Date;
  }>(
    "SELECT id, number, state, account_id, order_id, due_at FROM refund_case WHERE requester = $1 ORDER BY id",
    [requester],
  );
const onlyCase = async (requester: string) => {
  const [found, ...more] = await cases(requester);
  if (found === undefined || more.length > 0) throw new Error(`${more.length + 1} cases of ${requester}`);
  return found;
};
const lastMail = (to: string) => {
  const found = market.mail.mails.findLast(({ recipients }) => recipients.includes(to));
  if (found === undefined) throw new Error(`no mail to ${to}`);
  return found.parsed;
};
const replyAddress = (to: string) => lastMail(to).replyTo?.value[0]?.address ?? "";

/** A customer who bought Pro for $20.00, and the minute of it in the account's zone. */
async function buyer(zone = "UTC") {
  const customer = await market.customer({ zone });
  await database.sql("UPDATE auth_user SET email_verified = true WHERE id = $1", [customer.loginId]);
  const orderId = await customer.subscribe();
  const [order] = await database.sql<{ paid: string; number: string }>(
    `SELECT to_char(paid_at AT TIME ZONE $2, 'YYYY-MM-DD HH24:MI') AS paid, number FROM "order" WHERE id = $1`,
    [orderId, zone],
  );
  return { ...customer, orderId, paid: order?.paid ?? "", orderNumber: order?.number ?? "" };
}
const request = (paid: string, amount = "USD 20.00") =>
  `Account: see sender\nPurchase date and time: ${paid}\nPurchase amount: ${amount}\nUnused balance: 0 USD\nReason: wrong plan`;

describe("a request by e-mail", () => {
  it("R5.1, R5.2: opens one case with its order, acknowledged with number and date, however often it arrives", async () => {
    const customer = await buyer("Asia/Shanghai");
    const message = {
      from: customer.email,
      text: request(customer.paid).replace("see sender", customer.email),
      messageId: "<first@mail.example>",
    };
    await mail(message);
    await mail(message);
    const opened = await onlyCase(customer.email);
    expect(opened).toMatchObject({
      state: "received",
      account_id: customer.accountId,
      order_id: customer.orderId,
    });
    await market.runJobs();
    const acknowledged = lastMail(customer.email);
    expect(acknowledged.subject).toBe(`${opened.number}: we received your refund request`);
    expect(acknowledged.inReplyTo).toBe("<first@mail.example>");
    expect(acknowledged.text).toContain("Nothing is missing");
    expect(market.mail.mails.filter(({ parsed }) => parsed.subject?.startsWith(opened.number))).toHaveLength(
      1,
    );
  });

  it("R5.1: asks for what is missing, in Chinese where the message is, and takes the answer into the case", async () => {
    const customer = await buyer();
    await mail({
      from: customer.email,
      text: "您好，我要退款，原因：买错了。",
      messageId: "<zh@mail.example>",
    });
    const opened = await onlyCase(customer.email);
    expect(opened).toMatchObject({ state: "needs_info", order_id: null, account_id: customer.accountId });
    await market.runJobs();
    const asked = lastMail(customer.email);
    expect(asked.subject).toBe(`${opened.number}：请补充您的退款申请`);
    expect(asked.text).toContain("购买日期与时间、购买金额");
    // From another address even: the address that was answered to names the case, and is signed.
    await mail({
      from: "phone@elsewhere.example",
      to: replyAddress(customer.email),
      subject: "Re: 退款",
      text: `购买时间：${customer.paid}\n购买金额：20 美元\n\n在 2026年11月20日，Tenure 写道：\n> 金额：99`,
    });
    expect(await onlyCase(customer.email)).toMatchObject({ state: "in_review", order_id: customer.orderId });
    expect(await cases("phone@elsewhere.example")).toEqual([]);
  });

  it("R5.2: an answer finds its case by the mail it answers or the number in its subject, from the same sender only", async () => {
    const from = "walter@unknown.example";
    await mail({ from, text: "I want my money back" });
    await market.runJobs();
    const { id, number } = await onlyCase(from);
    const messages = async () =>
      (
        await database.sql<{ n: number }>(
          "SELECT count(*)::int AS n FROM refund_case_message WHERE case_id = $1 AND direction = 'in'",
          [id],
        )
      )[0]?.n;
    await mail({ from, text: "more", inReplyTo: lastMail(from).messageId ?? "" });
    await mail({ from, text: "even more", subject: `Re: ${number}: please` });
    expect(await messages()).toBe(3);
    await mail({ from: "mallory@unknown.example", text: "pay me instead", subject: `Re: ${number}` });
    await mail({ from: "mallory@unknown.example", text: "x", inReplyTo: lastMail(from).messageId ?? "" });
    expect(await messages()).toBe(3);
    expect(await cases("mallory@unknown.example")).toHaveLength(2);
  });

  it("ignores what nobody wrote: automatic replies, lists, reports, mails from ourselves, and unknown addresses", async () => {
    const from = "robot@loops.example";
    for (const headers of [
      { "Auto-Submitted": "auto-replied" },
      { Precedence: "bulk" },
      { "List-Id": "<news.loops.example>" },
      { "X-Autoreply": "yes" },
    ] as Record<string, string>[])
      await mail({ from, text: "I am out of office", headers });
    await mail({ from: REFUNDS, text: "hello myself" });
    expect(
      await takeRequestMail(services, {
        source: Buffer.from(`From: ${from}\r\n\r\nhi`),
        recipients: [REFUNDS],
        sender: "",
      }),
    ).toEqual({ outcome: "ignored", because: "automatic" });
    await expect(mail({ from, to: "sales@example.com", text: "hi" })).rejects.toThrow(/550/);
    await expect(
      mail({ from, to: `refunds+${"0".repeat(32)}-${"0".repeat(20)}@example.com`, text: "hi" }),
    ).rejects.toThrow(/550/);
    expect(await cases(from)).toEqual([]);
    expect(await cases(REFUNDS)).toEqual([]);
  });

  it("tells of attachments by what their bytes are, keeps none, and says so", async () => {
    const from = "files@unknown.example";
    await mail({
      from,
      text: "see attached",
      html: "<p onclick='x'>see <b>attached</b></p><script>alert(1)</script>",
      attachments: [
        { filename: "../../invoice.pdf", content: Buffer.from("MZ\u0090 a program") },
        { filename: "photo.png", content: Buffer.from("\x89PNG\r\n\x1a\nrest", "latin1") },
      ],
    });
    const { id } = await onlyCase(from);
    const [row] = await database.sql<{ body: string; attachments: { name: string; type: string }[] }>(
      "SELECT body, attachments FROM refund_case_message WHERE case_id = $1 AND direction = 'in'",
      [id],
    );
    expect(row?.body).toBe("see attached");
    expect(row?.attachments.map(({ name, type }) => [name, type])).toEqual([
      [".. .. invoice.pdf", "application/x-msdownload"],
      ["photo.png", "image/png"],
    ]);
    await market.runJobs();
    expect(lastMail(from).text).toContain("we do not open or keep attached files");
  });

  it("takes a signed raw mail by the web, and none that is unsigned, old or for another mailbox", async () => {
    const from = "web@unknown.example";
    const source = Buffer.from(`From: ${from}\r\nMessage-ID: <web@mail.example>\r\n\r\nrefund please`);
    const send = (signature: string, recipient = REFUNDS) =>
      fetch(`${market.base}/webhooks/refund-mail?recipient=${recipient}&sender=${from}`, {
        method: "POST",
        headers: { "content-type": "message/rfc822", "tenure-signature": signature },
        body: source,
      });
    const secret = services.env.refundsSecret ?? "";
    const good = signatureOf(secret, source, Date.now());
    expect((await send(signatureOf("another secret", source, Date.now()))).status).toBe(401);
    expect((await send(signatureOf(secret, source, Date.now() - 600_000))).status).toBe(401);
    expect((await send(good, "sales@example.com")).status).toBe(400);
    expect(await cases(from)).toEqual([]);
    expect(await (await send(good)).json()).toMatchObject({ received: true, outcome: "opened" });
    expect(await (await send(good)).json()).toMatchObject({ received: true, outcome: "duplicate" });
    await onlyCase(from);
  });
});

describe("the desk", () => {
  it("R5.2: approves days later what was received in time, at the amount of then, and the customer is paid and told", async () => {
    const customer = await buyer();
    await mail({ from: customer.email, text: request(customer.paid) });
    const { id, number } = await onlyCase(customer.email);
    // Two days on: self-service is over, and 4.00 were used.
    await customer.later(2 * DAY_MS);
    await customer.use(400);
    await rita.mutate("refundCases.desk.assign", { caseId: id, assigneeId: rita.loginId });
    const preview = await rita.query("refundCases.desk.previewApproval", { caseId: id, overrides: [] });
    // 20 − 4 = 16, fee 0.80, final 15.20.
    expect(preview.data["decision"]).toMatchObject({
      outcome: "granted",
      effects: { refund: { expected: { finalNanos: "15200000000" } }, secondPersonNeeded: false },
    });
    const approved = await rita.mutate("refundCases.desk.approve", {
      caseId: id,
      message: "Sorry to see you go.",
    });
    expect(approved.data).toMatchObject({ state: "approved", secondPersonNeeded: false });
    expect(await market.runJobs()).toEqual([]);
    const [refund] = await database.sql<{ state: string; net_nanos: string }>(
      "SELECT state, net_nanos FROM refund WHERE id = $1",
      [approved.data["refundId"]],
    );
    expect(refund).toEqual({ state: "refunded", net_nanos: "15200000000" });
    const told = market.mail.mails.find(
      ({ parsed }) => parsed.subject === `${number}: your refund is approved`,
    );
    expect(told?.parsed.text).toContain("3–10 banking business days");
    expect(told?.parsed.text).toContain("Sorry to see you go.");
    expect((await rita.mutate("refundCases.desk.approve", { caseId: id })).problem.code).toBe("conflict");
  });

  it("R5.2: overrides are recorded line by line with their reasons, and what settles keeps them", async () => {
    const customer = await buyer();
    await mail({ from: customer.email, text: request(customer.paid) });
    const { id } = await onlyCase(customer.email);
    await customer.use(600);
    await rita.mutate("refundCases.desk.assign", { caseId: id, assigneeId: rita.loginId });
    const overrides = [
      { override: { kind: "fee", feeBps: 0 }, reason: "our outage of the 20th" },
      { override: { kind: "usage_excused", nanos: "5000000000" }, reason: "requests that failed" },
    ];
    const approved = await rita.mutate("refundCases.desk.approve", { caseId: id, overrides });
    expect(approved.problem).toEqual({});
    expect(await market.runJobs()).toEqual([]);
    // 20 − 6 + 5 = 19, no fee.
    const [refund] = await database.sql<{ state: string; net_nanos: string; fee_nanos: string }>(
      "SELECT state, net_nanos, fee_nanos FROM refund WHERE id = $1",
      [approved.data["refundId"]],
    );
    expect(refund).toEqual({ state: "refunded", net_nanos: "19000000000", fee_nanos: "0" });
    const seen = await sam.query("refundCases.desk.get", { caseId: id });
    expect(seen.data["overrides"]).toEqual(overrides);
    const [audit] = await database.sql<{ after: { overrides: unknown } }>(
      "SELECT after FROM audit_row WHERE action = 'refund_cases.approve' AND target_id = $1",
      [id],
    );
    expect(audit?.after.overrides).toEqual(overrides);
    expect(
      (
        await rita.mutate("refundCases.desk.approve", {
          caseId: id,
          overrides: [{ override: { kind: "fee", feeBps: 0 }, reason: " " }],
        })
      ).problem.code,
    ).toBe("validation_failed");
  });

  it("R5.2: beyond the threshold the second person is another one, and nothing moves before", async () => {
    const customer = await buyer();
    // A dear plan: what was paid is $2,000.00.
    await database.sql("UPDATE payment SET amount_minor = 200000 WHERE order_id = $1", [customer.orderId]);
    await mail({ from: customer.email, text: request(customer.paid) });
    const { id } = await onlyCase(customer.email);
    await rita.mutate("refundCases.desk.assign", { caseId: id, assigneeId: rita.loginId });
    const first = await rita.mutate("refundCases.desk.approve", { caseId: id });
    expect(first.data).toMatchObject({ state: "in_review", secondPersonNeeded: true, refundId: null });
    const again = await rita.mutate("refundCases.desk.approve", { caseId: id });
    expect(again.problem).toMatchObject({ code: "second_person_required" });
    expect(await database.sql("SELECT 1 FROM refund WHERE order_id = $1", [customer.orderId])).toEqual([]);
    // Something else than what Rita approved is a first approval of its own.
    const other = await sam.mutate("refundCases.desk.approve", {
      caseId: id,
      overrides: [{ override: { kind: "fee", feeBps: 0 }, reason: "a good customer" }],
    });
    expect(other.data).toMatchObject({ secondPersonNeeded: true });
    const second = await rita.mutate("refundCases.desk.approve", {
      caseId: id,
      overrides: [{ override: { kind: "fee", feeBps: 0 }, reason: "a good customer" }],
    });
    expect(second.data).toMatchObject({ state: "approved", secondPersonNeeded: false });
  });

  it("R2.1: declines with the clause that stands against it, never with one that does not", {
    tags: ["deep"],
  }, async () => {
    const customer = await buyer();
    await customer.later(25 * 3_600_000);
    await mail({ from: customer.email, text: request(customer.paid) });
    const { id, number } = await onlyCase(customer.email);
    await rita.mutate("refundCases.desk.assign", { caseId: id, assigneeId: rita.loginId });
    expect((await rita.mutate("refundCases.desk.approve", { caseId: id })).problem.code).toBe(
      "window_expired",
    );
    expect(
      (await rita.mutate("refundCases.desk.decline", { caseId: id, clauses: ["disputed"] })).problem.code,
    ).toBe("decline_reason_not_applicable");
    const declined = await rita.mutate("refundCases.desk.decline", {
      caseId: id,
      clauses: ["window_expired"],
    });
    expect(declined.data).toMatchObject({ state: "declined" });
    await market.runJobs();
    const told = lastMail(customer.email);
    expect(told.subject).toBe(`${number}: your refund request is declined`);
    expect(told.text).toContain("(R2.1)");
    // An answer afterwards changes nothing and does not go unseen.
    await mail({ from: customer.email, to: replyAddress(customer.email), text: "but why?" });
    expect(await onlyCase(customer.email)).toMatchObject({ state: "declined" });
    expect(await database.sql("SELECT kind FROM operator_alert WHERE reference = $1", [number])).toEqual([
      { kind: "refund_case_message" },
    ]);
  });

  it("links a stranger's case by hand, and tells the account's facts to its owner alone", {
    tags: ["deep"],
  }, async () => {
    const customer = await buyer();
    const stranger = "stranger@unknown.example";
    await mail({ from: stranger, text: request(customer.paid).replace("see sender", customer.email) });
    const { id, account_id: linked } = await onlyCase(stranger);
    expect(linked).toBeNull();
    const seen = await rita.query("refundCases.desk.get", { caseId: id });
    expect(seen.data["suggestion"]).toMatchObject({ id: customer.accountId });
    await rita.mutate("refundCases.desk.link", {
      caseId: id,
      linkTo: customer.accountId,
      orderId: customer.orderId,
    });
    await rita.mutate("refundCases.desk.assign", { caseId: id, assigneeId: rita.loginId });
    expect((await rita.query("refundCases.desk.get", { caseId: id })).data["facts"]).toMatchObject({
      askedByOwner: false,
    });
    await rita.mutate("refundCases.desk.approve", { caseId: id });
    await market.runJobs();
    expect(lastMail(customer.email).subject).toMatch(/^Refund REF-\S+: \$19\.00/);
    expect(market.mail.mails.filter(({ recipients }) => recipients.includes(stranger))).toHaveLength(1);
  });

  it("R5.2: reminds before the date, alerts after it, each once", async () => {
    const from = "late@unknown.example";
    await mail({ from, text: "refund" });
    const { id, number } = await onlyCase(from);
    await rita.mutate("refundCases.desk.assign", { caseId: id, assigneeId: rita.loginId });
    await remindOfCases(services);
    await market.runJobs();
    const reminded = () =>
      market.mail.mails.filter(({ parsed }) => parsed.subject?.startsWith(`${number} is due`));
    expect(reminded()).toHaveLength(0);
    await database.sql(
      "UPDATE refund_case SET due_at = clock_timestamp() - interval '1 minute' WHERE id = $1",
      [id],
    );
    for (const _ of [1, 2]) {
      await remindOfCases(services);
      await market.runJobs();
    }
    expect(reminded()).toHaveLength(1);
    expect(reminded()[0]?.recipients).toEqual([rita.email]);
    expect(await database.sql("SELECT kind FROM operator_alert WHERE reference = $1", [number])).toEqual([
      { kind: "refund_case_overdue" },
    ]);
    const metrics = await services.metrics.registry.metrics();
    expect(metrics).toMatch(/tenure_refund_cases_open\{state="in_review",overdue="true"\} 1/);
  });

  it("R5.2: the same mail five times at once is one case, and two approvals at once are one refund", {
    tags: ["deep"],
  }, async () => {
    const customer = await buyer();
    const message = { from: customer.email, text: request(customer.paid), messageId: "<race@mail.example>" };
    await Promise.all([1, 2, 3, 4, 5].map(() => mail(message)));
    const { id } = await onlyCase(customer.email);
    await rita.mutate("refundCases.desk.assign", { caseId: id, assigneeId: rita.loginId });
    const answers = await Promise.all(
      [rita, sam, rita, sam].map((each) => each.mutate("refundCases.desk.approve", { caseId: id })),
    );
    expect(answers.filter(({ data }) => data["state"] === "approved")).toHaveLength(1);
    expect(answers.flatMap(({ problem }) => problem.code ?? [])).toEqual([
      "conflict",
      "conflict",
      "conflict",
    ]);
    await market.runJobs();
    expect(await database.sql("SELECT state FROM refund WHERE order_id = $1", [customer.orderId])).toEqual([
      { state: "refunded" },
    ]);
    const refundId = answers.find(({ data }) => data["state"] === "approved")?.data["refundId"];
    expect(
      market.stripe.control.refunds().filter(({ metadata }) => metadata?.["refundId"] === refundId),
    ).toHaveLength(1);
  });

  it("R3.5: while a case about an order is to be decided, its referral reward waits, and the account stays open", {
    tags: ["deep"],
  }, async () => {
    const { referred, look } = await invitation(market);
    const orderId = await referred.subscribe();
    const { answer } = await services.runner.run(
      receiveCase(services.env),
      {
        channel: "dashboard",
        requester: referred.email,
        language: "en",
        subject: "",
        text: "Please look at it.",
        fields: storedFields(parseRequest("")),
        orderId,
        mail: null,
      },
      referred.as(),
    );
    await referred.later(2 * DAY_MS);
    await decideDue(market);
    expect((await look()).state).toBe("waiting");
    await expect(
      services.runner.run(close, { confirmedHash: "0".repeat(64), language: "en" }, referred.as()),
    ).rejects.toMatchObject({
      decision: {
        refusals: expect.arrayContaining([
          expect.objectContaining({ code: "close_refund_open", params: { refunds: "0", cases: "1" } }),
        ]),
      },
    });
    await rita.mutate("refundCases.desk.assign", { caseId: answer.caseId, assigneeId: rita.loginId });
    await rita.mutate("refundCases.desk.decline", {
      caseId: answer.caseId,
      reasons: ["withdrawn_by_customer"],
    });
    await decideDue(market);
    expect((await look()).state).toBe("rewarded");
  });

  it("R5.2: the customer's program asks, follows and answers; a second case of the order is a conflict", async () => {
    const customer = await buyer();
    const apiKey = `tnr_test_${crypto.randomUUID()}`;
    await insertApiKey(database, customer.accountId, apiKey, ["refunds:read", "refund_cases:write"]);
    const tenure = new Tenure({ apiKey, baseUrl: market.base, maxRetries: 0 });
    const opened = await tenure.refundCases.open({
      orderId: customer.orderId,
      reason: "For the wrong team.",
    });
    expect(opened.state).toBe("received");
    await expect(
      tenure.refundCases.open({ orderId: customer.orderId, reason: "Once more." }),
    ).rejects.toMatchObject({ code: "conflict" });
    await rita.mutate("refundCases.desk.assign", { caseId: opened.caseId, assigneeId: rita.loginId });
    await rita.mutate("refundCases.desk.note", { caseId: opened.caseId, body: "Looks fine, but why now?" });
    await rita.mutate("refundCases.desk.write", {
      caseId: opened.caseId,
      body: "Which team is it for?",
      asks: true,
    });
    expect(await tenure.refundCases.reply(opened.caseId, "The other one.")).toMatchObject({
      state: "in_review",
    });
    const seen = await tenure.refundCases.get(opened.caseId);
    expect(seen).toMatchObject({ number: opened.number, orderId: customer.orderId, missing: [] });
    expect(seen.messages.map(({ direction, body }) => [direction, body])).toEqual([
      ["in", "For the wrong team."],
      ["out", expect.stringContaining("A person looks at your request")],
      ["out", "Which team is it for?"],
      ["in", "The other one."],
    ]);
    // What staff write for each other is nowhere in what the customer reads.
    expect(JSON.stringify(seen)).not.toContain("why now");
    const listed = await tenure.refundCases.list().page();
    expect(listed.items.map(({ id }) => id)).toEqual([opened.caseId]);
  });

  it("keeps notes, cases of others and the desk itself from customers", async () => {
    const nobody = await signUp(market, "nosy");
    for (const name of ["queue", "reviewers"])
      expect((await nobody.query(`refundCases.desk.${name}`, {})).problem.code).toBe("forbidden");
    const queue = await rita.query("refundCases.desk.queue", { show: "mine" });
    expect(queue.data["counts"]).toMatchObject({ overdue: 1 });
    const stranger = await market.customer();
    const rows = await services.db.within(ofAccount(stranger.accountId), async (tx) => [
      await tx.refundCase.count(),
      await tx.refundCaseMessage.count(),
      await tx.refundCaseNote.count(),
    ]);
    expect(rows).toEqual([0, 0, 0]);
    expect((await database.sql("SELECT 1 FROM refund_case_note")).length).toBeGreaterThan(0);
  });
});

describe("the desk, about a top-up", () => {
  /** A customer with credits for so many dollars, and the mail that asks for them back: its case, taken by Rita. */
  async function askedBack(amount: string) {
    const customer = await market.customer();
    await database.sql("UPDATE auth_user SET email_verified = true WHERE id = $1", [customer.loginId]);
    const { orderId } = await topUp(market, customer, amount);
    const [order] = await database.sql<{ paid: string }>(
      `SELECT to_char(paid_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS paid FROM "order" WHERE id = $1`,
      [orderId],
    );
    await mail({ from: customer.email, text: request(order?.paid ?? "", `USD ${amount}`) });
    const opened = await onlyCase(customer.email);
    expect(opened.order_id).toBe(orderId);
    await rita.mutate("refundCases.desk.assign", { caseId: opened.id, assigneeId: rita.loginId });
    return { customer, orderId, caseId: opened.id, number: opened.number };
  }
  const refundOf = async (orderId: string) =>
    (
      await database.sql<Record<string, string | null>>(
        `SELECT kind, state, gross_nanos::text gross, fee_nanos::text fee, net_nanos::text net, wallet_debit_nanos::text debit
           FROM refund WHERE order_id = $1`,
        [orderId],
      )
    )[0];
  const lotsOf = (orderId: string) =>
    database.sql<{ kind: string; state: string; balance: string }>(
      `SELECT l.kind, l.state, a.balance::text FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
        WHERE l.order_id = $1 ORDER BY l.kind DESC`,
      [orderId],
    );

  it("R1.2, R5.2: approves with its lines decided otherwise; credits are set aside at once and requests in flight are waited for", async () => {
    const { customer, orderId, caseId, number } = await askedBack("100.00");
    // Self-service is over; 2.50 of the bonus of 10.00 are used, and 4.00 are promised.
    await customer.later(2 * DAY_MS);
    await customer.use(250);
    const held = await customer.hold(400);
    const overrides = [
      { override: { kind: "fee", feeBps: 0 }, reason: "our outage of the 20th" },
      { override: { kind: "usage_excused", nanos: "2500000000" }, reason: "requests that failed" },
    ];
    const plain = await rita.query("refundCases.desk.previewApproval", { caseId, overrides: [] });
    // 100 − 2.50 = 97.50; fee 4.875; net 92.625, down to 92.62.
    expect(plain.data["decision"]).toMatchObject({
      kind: "refund.case_top_up",
      effects: { refund: { expected: { netNanos: "92620000000" }, forfeitedBonusNanos: "7500000000" } },
    });
    const approved = await rita.mutate("refundCases.desk.approve", { caseId, overrides, message: "Sorry." });
    expect(approved.data).toMatchObject({ state: "approved", secondPersonNeeded: false });
    await market.runJobs();
    // Not counting the 2.50, all of the 100.00 is set aside; the bonus is gone, and nothing starts any more.
    expect((await refundOf(orderId))?.["state"]).toBe("draining");
    expect(await lotsOf(orderId)).toEqual([
      { kind: "paid", state: "refunded", balance: "0" },
      { kind: "bonus", state: "forfeited", balance: "0" },
    ]);
    await expect(customer.hold(1)).rejects.toThrow(RefusedError);
    await customer.settle(held, 150);
    market.jobs.push({ name: "refunds.advance", payload: { refundId: approved.data["refundId"] } });
    expect(await market.runJobs()).toEqual([]);
    // 100 − 2.50 − 1.50 in flight + 2.50 not counted = 98.50, no fee; 1.50 of the 100 return to the wallet.
    expect(await refundOf(orderId)).toEqual({
      kind: "top_up",
      state: "refunded",
      gross: "98500000000",
      fee: "0",
      net: "98500000000",
      debit: "98500000000",
    });
    expect((await lotsOf(orderId))[0]).toEqual({ kind: "paid", state: "open", balance: "1500000000" });
    const told = market.mail.mails.find(
      ({ parsed }) => parsed.subject === `${number}: your refund is approved`,
    );
    expect(told?.parsed.text).toContain("Sorry.");
    expect(told?.parsed.text).toContain("Usage that our reviewer does not count");
    const seen = await sam.query("refundCases.desk.get", { caseId });
    expect(seen.data["overrides"]).toEqual(overrides);
    expect(isHealthy(await checkLedger(services.db))).toBe(true);
    // The test's key is not published; what was decided is decided the same again.
    const { findings } = await replayStoredDecisions(services.db);
    expect(findings.filter(({ problem }) => problem !== "signature")).toEqual([]);
  });

  it("R5.2: beyond the threshold no credit moves before another person approves the same; a decline names what stands", {
    tags: ["deep"],
  }, async () => {
    const { orderId, caseId } = await askedBack("600.00");
    // Net 570.00 is more than 500.00.
    const first = await rita.mutate("refundCases.desk.approve", { caseId });
    expect(first.data).toMatchObject({ state: "in_review", secondPersonNeeded: true, refundId: null });
    expect((await rita.mutate("refundCases.desk.approve", { caseId })).problem.code).toBe(
      "second_person_required",
    );
    expect(await refundOf(orderId)).toBeUndefined();
    expect((await lotsOf(orderId))[0]).toMatchObject({ kind: "paid", balance: "600000000000" });
    expect(
      (await rita.mutate("refundCases.desk.decline", { caseId, clauses: ["insufficient_balance"] })).problem
        .code,
    ).toBe("decline_reason_not_applicable");
    const second = await sam.mutate("refundCases.desk.approve", { caseId });
    expect(second.data).toMatchObject({ state: "approved", secondPersonNeeded: false });
    await market.runJobs();
    expect(await refundOf(orderId)).toMatchObject({ state: "refunded", net: "570000000000" });
  });

  it("R5.2: used up, it is declined with the clause, and keeps its credits", { tags: ["deep"] }, async () => {
    const { customer, orderId, caseId, number } = await askedBack("20.00");
    await customer.use(2000);
    expect((await rita.mutate("refundCases.desk.approve", { caseId })).problem.code).toBe(
      "usage_exceeds_refundable",
    );
    const clauses = ["usage_exceeds_refundable"];
    expect((await rita.mutate("refundCases.desk.decline", { caseId, clauses })).data).toMatchObject({
      state: "declined",
    });
    await market.runJobs();
    expect(lastMail(customer.email)).toMatchObject({ subject: `${number}: your refund request is declined` });
    expect(await refundOf(orderId)).toBeUndefined();
  });
});
