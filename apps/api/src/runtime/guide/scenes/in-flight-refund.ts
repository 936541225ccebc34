import { z } from "zod";
import { buyPlan } from "../../demo-steps.ts";
import { atProvider, mailsOf, refundOf, verifyReceipt, wasTold } from "../refund-facts.ts";
import { scene, SET_UP, text } from "../scene.ts";

/** Its refund is on its way for a while before the bank pays it out. */
const PENDING_CARD = "4000000000007726";

const NAME = "Nora Berg";

const caller = (accountId: string) =>
  ({ accountId, actor: { kind: "system", id: "guide" }, checkKey: false }) as const;

/** A refund that waits for a request in flight, settles to what it really used, and is paid out (R3.6). */
export const inFlightRefund = scene({
  key: "in-flight-refund",
  title: text("Refund with a request in flight", "有请求进行中的退款"),
  shows: text(
    "A Pro plan is refunded while a request still runs: the refund waits for it, the real usage decides the amount, then the money goes back.",
    "在仍有请求进行时申请 Pro 套餐退款：退款等待请求结束，按实际用量确定金额，随后款项原路退回。",
  ),
  button: SET_UP,
  refs: z.strictObject({ accountId: z.uuid(), orderId: z.uuid(), holdId: z.uuid() }),
  async setUp(stage) {
    const { services } = stage;
    stage.doing(text("A new account", "新建账户"));
    const who = await stage.cast({ name: NAME });
    stage.doing(text("Pro bought and paid at the provider", "购买 Pro 并在支付渠道付款"));
    const orderId = await buyPlan(stage, who, "pro", "month", PENDING_CARD);
    stage.doing(text("Usage, and a request that goes on", "产生用量，并保留一个进行中的请求"));
    await services.usage.record(caller(who.accountId), {
      events: [
        {
          clientEventId: "guide-1",
          model: "harbor-large",
          tokens: { inputTokens: 150_000, outputTokens: 20_000 },
        },
      ],
    });
    const { holdId } = await services.usage.authorize(
      caller(who.accountId),
      { model: "harbor-large", amount: { amount: "0.60", currency: "USD" } },
      "guide-hold",
    );
    return { accountId: who.accountId, orderId, holdId };
  },
  async steps(walk) {
    const { accountId, orderId, holdId } = walk.refs;
    const nora = walk.player(NAME);
    const refund = await refundOf(walk, orderId);
    const ended = await walk.read((tx) =>
      tx.usageHold.count({ where: { id: holdId, state: { not: "open" } } }),
    );
    return [
      {
        key: "submit",
        title: text("Ask for the refund", "申请退款"),
        press: text(
          "In Billing History, press Refund on the row of the order; read the preview, submit it, confirm.",
          "在“账单历史”中点击该订单一行的“退款”，阅读预览后提交并确认。",
        ),
        see: text(
          "Refund window remaining, and “1 request in flight” with the least and the expected amount.",
          "剩余退款时间，以及“1 个请求进行中”的最低金额和预计金额。",
        ),
        clauses: ["R1.1", "R3.6", "R4.2"],
        opens: { app: "dashboard", path: "subscription", as: nora },
        done: refund !== null,
      },
      {
        key: "drain",
        title: text("Let the request end", "让请求结束"),
        press: text(
          "Press the button here: the gateway reports what the request used. Left alone, it counts as used in full after 15 minutes.",
          "点击此处的按钮：网关上报该请求的实际用量。若不操作，15 分钟后按全额计入。",
        ),
        see: text(
          "Until then the refund waits for it; afterwards the settled amount stands beside the previewed one, with the difference.",
          "在此之前退款处于等待状态；之后结算金额与预览金额并列显示，并列出差额。",
        ),
        clauses: ["R3.6"],
        opens: refund === null ? null : { app: "dashboard", path: `refunds/${refund.id}`, as: nora },
        done: refund !== null && ended > 0,
        ...(refund === null || ended > 0
          ? {}
          : {
              act: {
                word: text("End the request", "结束请求"),
                does: () =>
                  walk.services.usage.settle(caller(accountId), {
                    holdId,
                    tokens: { inputTokens: 80_000, outputTokens: 10_000 },
                    final: true,
                  }),
              },
            }),
      },
      {
        key: "provider",
        title: text("The refund is at the provider", "退款已提交至支付渠道"),
        press: text(
          "Open the payment provider: the refund stands there as pending. Press Settle in its row, or wait.",
          "打开支付渠道控制台：该退款处于 pending 状态。点击该行的“到账”，或稍候。",
        ),
        see: text(
          "The refund back to the card that paid, in the order's currency.",
          "退款退回原付款卡，币种与订单相同。",
        ),
        clauses: ["R7.1", "R6.3"],
        opens: refund?.called === true ? atProvider(refund.providerId) : null,
        done: refund?.called === true,
      },
      {
        key: "refunded",
        title: text("Refunded, and Free from now on", "已退款，套餐转为 Free"),
        press: text(
          "Open the dashboard: the row of the order carries the tag of the refund.",
          "打开用户后台：该订单一行显示退款状态标签。",
        ),
        see: text("“Refunded” on the row, and the plan is Free.", "该行显示“已退款”，当前套餐为 Free。"),
        clauses: ["R4.3", "R6.1"],
        opens: { app: "dashboard", path: "subscription", as: nora },
        done: refund?.refunded === true,
      },
      {
        key: "mail",
        title: text("The customer is told", "通知客户"),
        press: text("Open the mailbox and read the newest mail.", "打开邮箱，阅读最新一封邮件。"),
        see: text(
          "The same lines and the same amount as on the screen.",
          "邮件中的明细和金额与页面完全一致。",
        ),
        clauses: ["R5.3"],
        opens: mailsOf(nora),
        done: await wasTold(walk, nora.email, ["refund_completed"]),
      },
      verifyReceipt(walk, nora, refund?.id ?? null),
    ];
  },
});
