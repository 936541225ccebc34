import { z } from "zod";
import { fromMoney, toMoney } from "@tenure/core/money";
import { PLATFORM } from "../../../db/database.ts";
import { actAs, type DemoCustomer, until } from "../../demo-hand.ts";
import { buyPlan, raisePrice } from "../../demo-steps.ts";
import { mailsOf, wasTold } from "../refund-facts.ts";
import { scene, type SetUp, SET_UP, STAFF, text } from "../scene.ts";

const NAME = "Hugo Brandt";
const PLAN = "ultra";
/** Further ahead than the notice that a raise needs. */
const APPLIES_IN_DAYS = 60;
/** What it costs more, in percent of what it costs. */
const RAISE_PERCENT = 10n;

/** A raise that is announced: accepted by staying past the renewal, avoided by leaving before it (T3.2). */
export const priceChange = scene({
  key: "price-change",
  title: text("Price change", "价格变更"),
  shows: text(
    "Ultra by the year goes up, with notice. The customer accepts by staying past the renewal, or cancels before it applies.",
    "Ultra 年度套餐提价并提前通知：客户续订即视为接受，也可在生效前取消。",
  ),
  button: SET_UP,
  refs: z.strictObject({ accountId: z.uuid() }),
  async setUp(stage) {
    stage.doing(text("A new account", "新建账户"));
    const who = await stage.cast({ name: NAME });
    stage.doing(text("Ultra bought for a year", "购买一年期 Ultra"));
    await buyPlan(stage, who, PLAN, "year");
    stage.doing(text("The raise planned and announced", "计划提价并发出通知"));
    await announceRaise(stage);
    await until("the announcement of the price change", async () => (await noticesOf(stage, who)) > 0);
    return { accountId: who.accountId };
  },
  async steps(walk) {
    const { accountId } = walk.refs;
    const hugo = walk.player(NAME);
    const { accepted, canceled, renewals } = await walk.read(async (tx) => ({
      accepted: await tx.priceChangeNotice.count({ where: { accountId, acceptedAt: { not: null } } }),
      canceled: await tx.subscription.count({ where: { accountId, canceledAt: { not: null } } }),
      renewals: await tx.term.count({ where: { subscription: { accountId }, number: { gt: 1 } } }),
    }));
    const decided = accepted > 0 || canceled > 0;
    return [
      {
        key: "notice",
        title: text("The notice", "提价通知"),
        press: text("Open the mailbox and read the mail about the price.", "打开邮箱，阅读关于价格的邮件。"),
        see: text(
          "The old and the new price, the renewal from which it applies, and a link to leave before.",
          "旧价与新价、从哪次续订起生效，以及在此之前取消的链接。",
        ),
        clauses: ["T3.2"],
        opens: mailsOf(hugo),
        done: await wasTold(walk, hugo.email, ["price_raise_announced"]),
      },
      {
        key: "dashboard",
        title: text("The same in the dashboard", "用户后台中的同一内容"),
        press: text("Open the dashboard.", "打开用户后台。"),
        see: text(
          "“The price of Ultra goes up”; the current term keeps its price.",
          "“Ultra 的价格将上调”；当前期限内价格不变。",
        ),
        clauses: ["T3.1", "T3.2"],
        opens: { app: "dashboard", path: "subscription", as: hugo },
        done: null,
      },
      {
        key: "staff",
        title: text("What staff see of it", "工作人员看到的内容"),
        press: text(
          "Open the admin at the plans; in the list of price changes press Whom.",
          "在管理后台打开套餐页面，在价格变更列表中点击“影响对象”。",
        ),
        see: text("Each subscription with what became of its notice.", "每个订阅及其通知的结果。"),
        clauses: ["T3.2"],
        opens: { app: "admin", path: "plans", as: STAFF },
        done: null,
      },
      {
        key: "decide",
        title: text("Stay, or leave", "续订或取消"),
        press: text(
          "Stay: send the account clock, in the band at the top, one year ahead. Or leave: follow the link of the mail and cancel.",
          "续订：在顶部横幅中将账户时钟拨快一年。取消：打开邮件中的链接并取消。",
        ),
        see: text(
          "Stayed: the renewal at the new price, and the acceptance recorded. Left: the end of the plan, and no dearer renewal.",
          "续订：按新价续订，并记录为已接受。取消：显示套餐结束日期，不会按新价续订。",
        ),
        clauses: ["T3.2", "T2.4"],
        opens: { app: "dashboard", path: "subscription", as: hugo },
        done: decided,
      },
      {
        key: "kept",
        title: text("What was paid", "付款记录"),
        press: text("Open Billing History once more.", "再次打开“账单历史”。"),
        see: text(
          "Who stayed finds the renewal there at the new price; who left finds nothing new.",
          "续订者可看到按新价的续订订单；取消者没有新的订单。",
        ),
        clauses: ["T3.2"],
        opens: { app: "dashboard", path: "subscription", as: hugo },
        done: renewals > 0 || canceled > 0,
      },
    ];
  },
});

const noticesOf = ({ services }: SetUp, { accountId }: DemoCustomer): Promise<number> =>
  services.db.within(PLATFORM, (tx) =>
    tx.priceChangeNotice.count({ where: { accountId, notice: { sentAt: { not: null } } } }),
  );

/** A raise concerns everybody who has the price: one that is planned already serves, since who comes later is told of it too. */
async function announceRaise({ services }: SetUp): Promise<void> {
  const staff = await actAs(services, STAFF.email);
  const { items } = await staff.api.priceChanges.list({ limit: 100 });
  const isPlanned = items.some(
    ({ planId, interval, state }) => planId === PLAN && interval === "year" && state === "scheduled",
  );
  if (isPlanned) return;
  const { plans } = await staff.api.catalog.plans({});
  const price = plans.find(({ id }) => id === PLAN)?.prices.find(({ interval }) => interval === "year");
  if (price === undefined) throw new Error(`${PLAN} has no price by the year`);
  const dearer = toMoney((fromMoney(price.price) * (100n + RAISE_PERCENT)) / 100n, "USD");
  await raisePrice(
    staff,
    PLAN,
    { name: "Ultra", amount: dearer.amount, includedUsage: price.includedUsage.amount },
    APPLIES_IN_DAYS,
  );
}
