import { z } from "zod";
import { PLATFORM } from "../../../db/database.ts";
import { until } from "../../demo-hand.ts";
import { mailSource, paidAt } from "../../demo-refund-cases.ts";
import { buyCredits } from "../../demo-steps.ts";
import { mailsOf, refundOf, verifyReceipt, wasTold } from "../refund-facts.ts";
import { scene, SET_UP, STAFF, text } from "../scene.ts";

const NAME = "Lucia Conti";
const ZONE = "Europe/Stockholm";

/** A refund of a top-up that is asked for by e-mail and decided by a person (R5). */
export const emailRefund = scene({
  key: "email-refund",
  title: text("Refund by e-mail", "邮件退款"),
  shows: text(
    "A customer writes to the refunds address about a top-up; the mail becomes a case, an administrator decides it, and the answer goes out.",
    "客户就一笔充值写信至退款邮箱；邮件成为工单，由管理员裁定并回复。",
  ),
  button: SET_UP,
  refs: z.strictObject({ accountId: z.uuid(), orderId: z.uuid(), caseId: z.uuid() }),
  async setUp(stage) {
    const { services, world } = stage;
    stage.doing(text("A new account", "新建账户"));
    const who = await stage.cast({ name: NAME });
    const { accountId, email } = who;
    stage.doing(text("$50.00 of credits bought", "充值 $50.00"));
    const orderId = await buyCredits(stage, who, "50.00");
    stage.doing(text("The mail written and received", "写信并收到邮件"));
    const to = services.env.refundsAddress ?? "";
    const lines = [
      "Hello,",
      "",
      "please refund my top-up.",
      "",
      `Account e-mail or id: ${email}`,
      `Purchase date and time: ${await paidAt(who, orderId, ZONE)}`,
      "Purchase amount: 50.00 USD",
      "Current unused credit balance: 52.50 USD",
      "Reason: I meant to top up my company's account.",
      "",
      "Thank you",
    ];
    await world.sendMail({ source: mailSource(email, to, "Refund of my top-up", lines), from: email, to });
    const caseOf = () =>
      services.db.within(PLATFORM, (tx) => tx.refundCase.findFirst({ where: { accountId } }));
    await until("the case of the mail", async () => (await caseOf()) !== null);
    return { accountId, orderId, caseId: (await caseOf())?.id ?? "" };
  },
  async steps(walk) {
    const { orderId, caseId } = walk.refs;
    const lucia = walk.player(NAME);
    const [found, refund] = await Promise.all([
      walk.read((tx) => tx.refundCase.findUniqueOrThrow({ where: { id: caseId } })),
      refundOf(walk, orderId),
    ]);
    const desk = { app: "admin", path: `refund-cases/${caseId}`, as: STAFF } as const;
    return [
      {
        key: "received",
        title: text("The mail was received", "已收到邮件"),
        press: text(
          "Open the mailbox: the request and what answered it.",
          "打开邮箱，查看申请邮件和自动回复。",
        ),
        see: text(
          "A number, and the day by which it is decided: seven business days.",
          "工单编号和裁定期限：七个工作日。",
        ),
        clauses: ["R5.1", "R5.2"],
        opens: mailsOf(lucia),
        done: await wasTold(walk, lucia.email, ["refund_case_received"]),
      },
      {
        key: "take",
        title: text("Take the case", "受理工单"),
        press: text("Open the case in the admin and take it.", "在管理后台打开工单并受理。"),
        see: text(
          "What was read of the mail beside the order that it fits.",
          "从邮件中读取的内容与相符的订单并列显示。",
        ),
        clauses: ["R5.1"],
        opens: desk,
        done: found.assigneeId !== null || found.decidedAt !== null,
      },
      {
        key: "approve",
        title: text("Approve it", "批准退款"),
        press: text("Read the lines and press Approve.", "阅读明细后点击“批准”。"),
        see: text(
          "The rules of self-service: $50.00 less the fee of 5 %, and the bonus that came with it forfeited.",
          "与自助退款相同的规则：$50.00 减 5% 手续费，随单赠送的奖励作废。",
        ),
        clauses: ["R5.2", "R3.3", "R3.4"],
        opens: desk,
        done: found.state === "approved",
      },
      {
        key: "reply",
        title: text("The customer is answered", "回复客户"),
        press: text("Open the mailbox and read the answer.", "打开邮箱，阅读回复。"),
        see: text("The decision, and when the money arrives.", "裁定结果和到账时间。"),
        clauses: ["R5.3"],
        opens: mailsOf(lucia),
        done: await wasTold(walk, lucia.email, ["refund_case_approved"]),
      },
      {
        key: "refunded",
        title: text("The money is on its way back", "款项退回"),
        press: text("Open the dashboard at the credits.", "在用户后台打开额度页面。"),
        see: text("“Refunded” in the row, and the wallet without it.", "该行显示“已退款”，钱包已扣除。"),
        clauses: ["R6.2", "R7.1"],
        opens: { app: "dashboard", path: "credits", as: lucia },
        done: refund?.refunded === true,
      },
      verifyReceipt(walk, lucia, refund?.id ?? null),
    ];
  },
});
