import { z } from "zod";
import { buyCredits } from "../../demo-steps.ts";
import { agreeFirst, applyForChange, takeOver } from "../ownership.ts";
import { refundOf, verifyReceipt } from "../refund-facts.ts";
import { scene, STAFF, text } from "../scene.ts";

const CUSTOMER = "Vera Holm";
const FROM = "Jan Novak";
const TO = "Eva Kral";

/** The product in five minutes: a top-up refunded, a receipt verified, an account moved. */
export const fiveMinutes = scene({
  key: "five-minutes",
  title: text("Five minutes", "五分钟"),
  shows: text(
    "The whole of it once: a top-up refunded, its receipt verified, and an account that passes to another holder.",
    "一次走完全程：退回一笔充值、验证收据、将账户转给另一位持有人。",
  ),
  button: text("Begin", "开始"),
  refs: z.strictObject({ orderId: z.uuid(), movedId: z.uuid(), changeId: z.uuid() }),
  async setUp(stage) {
    stage.doing(
      text("Three accounts, two of them with verified holders", "新建三个账户，其中两个已实名认证"),
    );
    const [who, from, to] = await Promise.all([
      stage.cast({ name: CUSTOMER }),
      stage.cast({ name: FROM, isHolder: { given: "Jan", family: "Novak" } }),
      stage.cast({ name: TO, isHolder: { given: "Eva", family: "Kral" } }),
    ]);
    stage.doing(text("$50.00 of credits bought", "充值 $50.00"));
    const orderId = await buyCredits(stage, who, "50.00");
    stage.doing(text("A change of holder applied for and accepted", "申请变更持有人并由新持有人接受"));
    const changeId = await applyForChange(stage, from, { email: to.email, given: "Eva", family: "Kral" });
    await takeOver(stage, to, changeId);
    stage.doing(text("Four days pass; the first reviewer agrees", "经过四天，第一位审核人同意"));
    await agreeFirst(stage, from, changeId);
    return { orderId, movedId: from.accountId, changeId };
  },
  async steps(walk) {
    const { orderId, movedId, changeId } = walk.refs;
    const [vera, eva] = [walk.player(CUSTOMER), walk.player(TO)];
    const [refund, change] = await Promise.all([
      refundOf(walk, orderId),
      walk.read((tx) => tx.subjectChange.findUniqueOrThrow({ where: { id: changeId } })),
    ]);
    return [
      {
        key: "refund",
        title: text("Refund a top-up", "退回一笔充值"),
        press: text(
          "In Transactions, press Refund on the row of the top-up; read the preview, submit it, confirm.",
          "在“交易记录”中点击该充值一行的“退款”，阅读预览后提交并确认。",
        ),
        see: text("Line by line what comes back, then “Refunded”.", "逐行列出退回金额，随后显示“已退款”。"),
        clauses: ["R1.2", "R3.3", "R4.4"],
        opens: { app: "dashboard", path: "credits", as: vera },
        done: refund?.refunded === true,
      },
      verifyReceipt(walk, vera, refund?.id ?? null),
      {
        key: "move",
        title: text("Move an account", "转移账户"),
        press: text(
          "In the admin, go through the checklist of this change and agree as the second reviewer.",
          "在管理后台逐项核对此变更的清单，并作为第二位审核人同意。",
        ),
        see: text(
          "All three conditions hold at once, and it takes effect in that moment.",
          "三项条件同时满足，变更即刻生效。",
        ),
        clauses: ["C1.2", "C4.1"],
        opens: { app: "admin", path: `subject-changes/${movedId}/${changeId}`, as: STAFF },
        done: change.effectiveAt !== null,
      },
      {
        key: "holder",
        title: text("The account is the new holder's", "账户归新持有人所有"),
        press: text(
          "Open the dashboard and choose the account at the top.",
          "打开用户后台，在顶部选择该账户。",
        ),
        see: text("It is there, whole.", "账户完整地出现在列表中。"),
        clauses: ["C4.1"],
        opens: { app: "dashboard", path: "ownership", as: eva },
        done: null,
      },
    ];
  },
});
