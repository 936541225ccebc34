import { z } from "zod";
import { agreeFirst, applyForChange, takeOver } from "../ownership.ts";
import { mailsOf } from "../refund-facts.ts";
import { scene, SET_UP, STAFF, text } from "../scene.ts";

const FROM = "Ines Duval";
const TO = "Paul Moreau";

/** A change of the account's holder that somebody of the old contacts objects to (C3.10), decided by staff. */
export const contestedOwnership = scene({
  key: "contested-ownership",
  title: text("Contested change of holder", "有异议的持有人变更"),
  shows: text(
    "An account is about to pass to another holder when an existing contact objects: the review stops, staff decide, and then it passes whole.",
    "账户即将变更持有人时，原有联系人提出异议：审核暂停，由工作人员裁定，随后整体转移。",
  ),
  button: SET_UP,
  refs: z.strictObject({ accountId: z.uuid(), changeId: z.uuid() }),
  async setUp(stage) {
    stage.doing(text("Two accounts with verified holders", "新建两个已实名认证的账户"));
    const [from, to] = await Promise.all([
      stage.cast({ name: FROM, isHolder: { given: "Ines", family: "Duval" } }),
      stage.cast({ name: TO, isHolder: { given: "Paul", family: "Moreau" } }),
    ]);
    stage.doing(text("Application with proof, code and signature", "提交申请、证明材料、验证码与签署"));
    const changeId = await applyForChange(stage, from, { email: to.email, given: "Paul", family: "Moreau" });
    stage.doing(text("The new holder accepts", "新持有人接受"));
    await takeOver(stage, to, changeId);
    stage.doing(text("Four days pass; the first reviewer agrees", "经过四天，第一位审核人同意"));
    await agreeFirst(stage, from, changeId);
    return { accountId: from.accountId, changeId };
  },
  async steps(walk) {
    const { accountId, changeId } = walk.refs;
    const [ines, paul] = [walk.player(FROM), walk.player(TO)];
    const { alerted, holds, change } = await walk.read(async (tx) => ({
      alerted: await tx.subjectChangeContact.count({ where: { changeId, alertedAt: { not: null } } }),
      holds: await tx.subjectChangeBlocker.findMany({ where: { accountId, kind: "contested" } }),
      change: await tx.subjectChange.findUniqueOrThrow({ where: { id: changeId } }),
    }));
    const isOver = holds.length > 0 && holds.every(({ settledAt }) => settledAt !== null);
    const desk = { app: "admin", path: `subject-changes/${accountId}/${changeId}`, as: STAFF } as const;
    return [
      {
        key: "object",
        title: text("Object as an existing contact", "以原有联系人身份提出异议"),
        press: text(
          "Open the mailbox, the mail that tells of the application, and its link; press “This is not right…” and confirm.",
          "打开邮箱中告知申请的邮件及其链接，点击“这不对……”并确认。",
        ),
        see: text("“Your alert is with our staff”.", "页面提示您的异议已转交工作人员。"),
        clauses: ["C3.10"],
        opens: mailsOf(ines),
        done: alerted > 0,
      },
      {
        key: "stopped",
        title: text("See that the review stands still", "查看审核已暂停"),
        press: text("Open the admin at this change.", "在管理后台打开此变更。"),
        see: text(
          "One of two agreed; a contested hold is open, and nobody can agree while it is.",
          "两位审核人中已有一位同意；存在“有异议”的冻结，期间任何人都不能同意。",
        ),
        clauses: ["C3.8", "C3.10"],
        opens: desk,
        done: null,
      },
      {
        key: "lift",
        title: text("Decide on the objection", "裁定异议"),
        press: text(
          "Lift the contested hold with a reason and where its paper lies.",
          "填写理由和文件所在位置，解除该冻结。",
        ),
        see: text("The hold is lifted, with who did it and why.", "冻结已解除，并记录由谁、因何解除。"),
        clauses: ["C3.10"],
        opens: alerted > 0 ? desk : null,
        done: isOver,
      },
      {
        key: "agree",
        title: text("Agree as the second reviewer", "作为第二位审核人同意"),
        press: text("Go through the checklist and agree.", "逐项核对清单后同意。"),
        see: text(
          "All three conditions hold at once, and it takes effect in that moment.",
          "三项条件同时满足，变更即刻生效。",
        ),
        clauses: ["C1.2", "C4.1"],
        opens: isOver ? desk : null,
        done: change.effectiveAt !== null,
      },
      {
        key: "holder",
        title: text("The account is the new holder's", "账户归新持有人所有"),
        press: text(
          "Open the dashboard and choose the account at the top.",
          "打开用户后台，在顶部选择该账户。",
        ),
        see: text(
          "Everything is there; the old side's sessions, keys and memberships have ended.",
          "账户内容完整；原一方的会话、密钥和成员资格均已终止。",
        ),
        clauses: ["C4.1", "C4.5"],
        opens: { app: "dashboard", path: "ownership", as: paul },
        done: null,
      },
    ];
  },
});
