import { takeRequestMail } from "../refund-cases/take-mail.ts";
import { actAs, type DemoCustomer, until } from "./demo-hand.ts";
import { buyPlan, type DemoStage } from "./demo-steps.ts";

/** A mail of the demo world, as it reaches the refunds address. @returns the case it became */
async function writeTo(
  { services }: DemoStage,
  from: string,
  subject: string,
  lines: readonly string[],
): Promise<string> {
  const address = services.env.refundsAddress ?? "";
  const source = mailSource(from, address, subject, lines);
  const taken = await takeRequestMail(services, { source, recipients: [address], sender: from });
  if (taken.outcome !== "opened") throw new Error(`the mail was ${taken.outcome}`);
  return taken.caseId;
}

/** A mail as it goes over the wire. */
export const mailSource = (from: string, to: string, subject: string, lines: readonly string[]): Buffer =>
  Buffer.from(
    [
      `From: ${from}`,
      `To: ${to}`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=`,
      `Message-ID: <demo.${from}>`,
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from(lines.join("\n")).toString("base64"),
    ].join("\r\n"),
  );

/** When an order was paid, as a customer writes it: to the minute, in the account's zone. */
export async function paidAt(
  { accountId, api }: DemoCustomer,
  orderId: string,
  timeZone: string,
): Promise<string> {
  const { paidAt: at } = await api.orders.get({ accountId, orderId });
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(
    new Date(at ?? ""),
  );
}

/** A request by e-mail that says everything and that nobody has taken yet. */
export async function askByMail(stage: DemoStage, who: DemoCustomer, from: string, timeZone: string) {
  const orderId = await buyPlan(stage, who, "pro");
  return writeTo(stage, from, "Refund of my Pro plan", [
    "Hello,",
    "",
    "please refund my order.",
    "",
    `Account e-mail or id: ${from}`,
    `Purchase date and time: ${await paidAt(who, orderId, timeZone)}`,
    "Purchase amount: 20.00 USD",
    "Current unused credit balance: 0 USD",
    "Reason: I meant to buy it for my company's account.",
    "",
    "Thank you",
  ]);
}

/** A request by e-mail that lacks what is needed: the answer is waited for. */
export async function askWithTooLittle(stage: DemoStage, who: DemoCustomer, from: string): Promise<void> {
  await buyPlan(stage, who, "pro");
  await writeTo(stage, from, "申请退款", ["您好，", "", "我买错套餐了，想申请退款。", "", "谢谢！"]);
}

/** A request by e-mail that a reviewer approved. */
export async function approveByMail(
  stage: DemoStage,
  who: DemoCustomer,
  from: string,
  timeZone: string,
): Promise<void> {
  const caseId = await askByMail(stage, who, from, timeZone);
  const { api, loginId } = await reviewer(stage);
  await api.refundCases.desk.assign({ caseId, assigneeId: loginId });
  await api.refundCases.desk.note({ caseId, body: "Order and owner fit. Nothing used so far." });
  const { refundId } = await api.refundCases.desk.approve({
    caseId,
    message: "We have moved nothing else on your account.",
  });
  if (refundId === null) throw new Error("the demo's refund needs no second person");
  await until(
    "a refund",
    async () => (await who.api.refunds.get({ accountId: who.accountId, refundId })).state === "refunded",
  );
}

async function reviewer({ services }: DemoStage) {
  const { api } = await actAs(services, "rin@example.com");
  const { login } = await api.session.me();
  return { api, loginId: login?.id ?? "" };
}
