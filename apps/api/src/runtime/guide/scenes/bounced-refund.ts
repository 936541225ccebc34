import { z } from "zod";
import { buyPlan, refundOrder } from "../../demo-steps.ts";
import { atProvider, mailsOf, refundOf, verifyReceipt, wasTold } from "../refund-facts.ts";
import { scene, SET_UP, text } from "../scene.ts";

const NAME = "Elin Sand";

/** A refund that had arrived comes back: the plan is there again, and the customer is told (R6.4). */
export const bouncedRefund = scene({
  key: "bounced-refund",
  title: text("Refund that bounces", "被退回的退款"),
  shows: text(
    "A refund was paid out and the plan is Free; then the bank sends the money back, and the plan returns, extended by its absence.",
    "退款已支付、套餐已转为 Free；随后银行将款项退回，套餐恢复，并顺延中断的时间。",
  ),
  button: SET_UP,
  refs: z.strictObject({ accountId: z.uuid(), orderId: z.uuid() }),
  async setUp(stage) {
    stage.doing(text("A new account", "新建账户"));
    const who = await stage.cast({ name: NAME });
    stage.doing(text("Pro bought and paid at the provider", "购买 Pro 并在支付渠道付款"));
    const orderId = await buyPlan(stage, who, "pro");
    stage.doing(text("Its refund asked for and paid out", "申请退款并完成支付"));
    await refundOrder(who, orderId);
    return { accountId: who.accountId, orderId };
  },
  async steps(walk) {
    const { accountId, orderId } = walk.refs;
    const elin = walk.player(NAME);
    const refund = await refundOf(walk, orderId);
    const restored = await walk.read((tx) =>
      tx.subscription.count({ where: { accountId, state: { in: ["active", "canceling"] } } }),
    );
    return [
      {
        key: "before",
        title: text("Look at it before", "查看退回前的状态"),
        press: text("Open the dashboard.", "打开用户后台。"),
        see: text(
          "“Refunded” on the row of the order; the plan is Free.",
          "订单一行显示“已退款”，套餐为 Free。",
        ),
        clauses: ["R4.3", "R6.1"],
        opens: { app: "dashboard", path: "subscription", as: elin },
        done: null,
      },
      {
        key: "bounce",
        title: text("Let the bank send it back", "让银行退回款项"),
        press: text(
          "Open the payment provider and press Bounce in the row of the refund.",
          "打开支付渠道控制台，点击该退款一行的“退回”。",
        ),
        see: text(
          "The refund is failed there, with the bank's reason.",
          "该退款变为失败，并显示银行给出的原因。",
        ),
        clauses: ["R6.4", "T6.2"],
        opens: atProvider(refund?.providerId ?? null),
        done: refund?.failed === true,
      },
      {
        key: "restored",
        title: text("The plan is back", "套餐已恢复"),
        press: text("Open the dashboard once more.", "再次打开用户后台。"),
        see: text(
          "Pro, with its term extended by the time it was away; the row says Failed (contact support).",
          "套餐为 Pro，期限顺延了中断的时间；订单一行显示“失败（请联系客服）”。",
        ),
        clauses: ["R6.4"],
        opens: { app: "dashboard", path: "subscription", as: elin },
        done: refund?.failed === true && restored > 0,
      },
      {
        key: "mail",
        title: text("The customer is told", "通知客户"),
        press: text("Open the mailbox and read the newest mail.", "打开邮箱，阅读最新一封邮件。"),
        see: text("That the money came back, and what was restored.", "邮件说明款项已被退回以及恢复了什么。"),
        clauses: ["R6.4"],
        opens: mailsOf(elin),
        done: await wasTold(walk, elin.email, ["refund_failed", "refund_bounced"]),
      },
      verifyReceipt(walk, elin, refund?.id ?? null),
    ];
  },
});
