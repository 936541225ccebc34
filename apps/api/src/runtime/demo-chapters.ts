import { systemContext } from "../command/system.ts";
import { signatureOf } from "../distributors/signature.ts";
import { takeDistributorNotification } from "../distributors/intake.ts";
import { grantGift } from "../wallet/grant-gift.ts";
import { actAs, type DemoCustomer, until } from "./demo-hand.ts";
import {
  advanceClock,
  buyAddOn,
  buyCredits,
  buyCreditsByWallet,
  buyPlan,
  type DemoStage,
  downgrade,
  emptyCard,
  giveSubscription,
  raisePrice,
  redeemGift,
  refundOrder,
  sendDocuments,
  verify,
  verifyPhone,
} from "./demo-steps.ts";
import { approveByMail, askByMail, askWithTooLittle } from "./demo-refund-cases.ts";
import { type DemoPerson, ensureCustomer } from "./demo-world.ts";

/** Requests of a morning: model, input, output and cached tokens. */
const REQUESTS: readonly (readonly [string, number, number, number])[] = [
  ["harbor-large", 48_200, 2_150, 12_000],
  ["harbor-large", 51_030, 1_820, 48_000],
  ["meridian-pro", 212_400, 3_900, 0],
  ["meridian-reason", 18_750, 9_400, 0],
  ["harbor-small", 6_400, 780, 0],
  ["fathom-mini", 30_900, 2_600, 21_000],
  ["harbor-large", 95_600, 4_010, 60_000],
  ["compass-embed", 7_900, 0, 0],
];

const STAFF = "max@example.com";
/** The day that the distributor's purchase is old. */
const DAY_MS = 86_400_000;

/** A part of the demo story: an account and what happened to it. Each is told once, side by side with the others. */
export interface DemoChapter {
  readonly person: Omit<DemoPerson, "who">;
  tell(stage: DemoStage, who: DemoCustomer): Promise<void>;
}

const person = (
  name: string,
  email: string,
  language: "en" | "zh" = "en",
  timeZone = "Europe/Stockholm",
): DemoChapter["person"] => ({ name, email, language, timeZone });

/** An account that has a little of everything: credits that expire, a refund, an add-on, gifts to others; its holder and their phone are verified. */
const ada: DemoChapter = {
  person: person("Ada Lindqvist", "ada@example.com"),
  async tell(stage, who) {
    await giveCredits(stage, who, "5.00", "Welcome to the demo", null);
    await giveCredits(stage, who, "2.50", "Sorry for the outage on Monday", 5);
    const refundedAndBoughtAgain = async () => {
      const first = await buyPlan(stage, who, "pro");
      await recordUsage(stage, who, REQUESTS.slice(0, 2));
      await refundOrder(who, first);
      await buyPlan(stage, who, "pro");
      await buyAddOn(who, "extra-seat", 2);
    };
    await Promise.all([
      refundedAndBoughtAgain(),
      buyCredits(stage, who, "50.00"),
      giveSubscription(stage, who, {
        recipientEmail: "grace@example.com",
        message: "Happy birthday, Grace!",
      }),
      // Of the numbers that Sweden keeps for stories: nobody's.
      verifyPhone(stage, who, "+46701740605"),
      verify(stage, who, { given: "Ada Maria", family: "Lindqvist" }, "SE"),
    ]);
  },
};

/** In the middle of work: usage, and a request in flight; the document shown for its holder had expired. */
const bo: DemoChapter = {
  person: person("柏然", "bo@example.com", "zh", "Asia/Shanghai"),
  async tell(stage, who) {
    await buyPlan(stage, who, "pro");
    await buyCreditsByWallet(stage, who, "20.00");
    await recordUsage(stage, who, REQUESTS);
    await stage.services.usage.authorize(
      { accountId: who.accountId, actor: { kind: "system", id: "start" }, checkKey: false },
      { model: "harbor-large", maxInputTokens: 60_000, maxOutputTokens: 8_000 },
      "demo-hold",
    );
    await verify(stage, who, { given: "然", family: "柏" }, "CN", "document_expired");
  },
};

/** Cancelled, and not yet at its end; a company whose documents wait to be read. */
const mei: DemoChapter = {
  person: person("陈梅", "mei@example.com", "zh", "Asia/Shanghai"),
  async tell(stage, { accountId, ...who }) {
    await buyPlan(stage, { accountId, ...who }, "pro");
    await who.api.subscriptions.cancel({ accountId, reason: "too_expensive", comment: null });
    await sendDocuments(
      stage,
      { accountId, ...who },
      { legalName: "上海梅花软件有限公司", registrationNumber: "91310000MA1K00000X", country: "CN" },
      "营业执照.png",
    );
  },
};

/** A renewal that the bank refused, in its days of grace. */
const jonas: DemoChapter = {
  person: person("Jonas Weber", "jonas@example.com", "en", "Europe/Berlin"),
  async tell(stage, who) {
    await buyPlan(stage, who, "pro");
    await emptyCard(stage, who);
    // A day or more after the end of the month, well inside the policy's grace of seven.
    await advanceClock(who, 32, "day");
  },
};

/** A downgrade that waits for the end of the term. */
const priya: DemoChapter = {
  person: person("Priya Nair", "priya@example.com", "en", "Asia/Kolkata"),
  async tell(stage, who) {
    await buyPlan(stage, who, "max");
    await downgrade(who, "pro");
  },
};

/** Told that the price goes up. */
const tomas: DemoChapter = {
  person: person("Tomás Silva", "tomas@example.com", "en", "America/Sao_Paulo"),
  async tell(stage, who) {
    await buyPlan(stage, who, "max", "year");
    const staff = await actAs(stage.services, STAFF);
    await raisePrice(staff, "max", { name: "Max", amount: "1100.00", includedUsage: "2400.00" }, 60);
  },
};

/** A plan that was bought at a distributor. */
const emeka: DemoChapter = {
  person: person("Emeka Obi", "emeka@example.com", "en", "Africa/Lagos"),
  async tell({ services }, { accountId, api }) {
    const staff = await actAs(services, STAFF);
    const distributor = "example-store";
    const { secret } = await staff.api.distributors.save({
      name: distributor,
      title: "Example Store",
      cancelLink: "https://store.example/subscriptions",
      refundLink: "https://store.example/refunds",
      billingLink: "https://store.example/payment",
    });
    await staff.api.distributors.mapProduct({
      distributor,
      productId: "max.monthly",
      planId: "max",
      interval: "month",
    });
    const boughtMs = Date.now() - 2 * DAY_MS;
    const body = Buffer.from(
      JSON.stringify({
        api_version: "1.0",
        event: {
          id: "demo-bought",
          type: "INITIAL_PURCHASE",
          event_timestamp_ms: boughtMs,
          original_transaction_id: "demo-purchase",
          app_user_id: accountId,
          product_id: "max.monthly",
          purchased_at_ms: boughtMs,
          expiration_at_ms: boughtMs + 30 * DAY_MS,
        },
      }),
    );
    const taken = await takeDistributorNotification(
      services,
      distributor,
      body,
      signatureOf(secret ?? "", body, Date.now()),
    );
    if (taken.outcome !== "taken") throw new Error(`the notification was ${taken.outcome}`);
    await until(
      "a purchase at a distributor",
      async () => (await api.subscriptions.get({ accountId })).subscription !== null,
    );
  },
};

/** Suspended, with credits that wait. */
const lena: DemoChapter = {
  person: person("Lena Fischer", "lena@example.com", "en", "Europe/Vienna"),
  async tell(stage, who) {
    await buyCredits(stage, who, "25.00");
    const staff = await actAs(stage.services, STAFF);
    await staff.api.accounts.measures.suspend({
      accountId: who.accountId,
      ground: "usage_rules",
      reason: "Keys of this account were offered for sale.",
      evidenceRefs: ["case 2026-118"],
    });
  },
};

/** Two months on by its own clock: renewed each month. */
const yuki: DemoChapter = {
  person: person("Yuki Tanaka", "yuki@example.com", "en", "Asia/Tokyo"),
  async tell(stage, who) {
    await buyPlan(stage, who, "pro");
    await buyCredits(stage, who, "20.00");
    await advanceClock(who, 2, "month");
  },
};

/** Received a gift. */
const nina: DemoChapter = {
  person: person("Nina Petrova", "nina@example.com", "en", "Europe/Sofia"),
  async tell(stage, who) {
    const giver = await theOther(stage, "lars@example.com", "Lars Holm");
    await giveSubscription(stage, giver, { recipientEmail: nina.person.email, message: null });
    await redeemGift(stage, who, nina.person.email);
  },
};

/** Asks for a refund by e-mail; nobody has taken the case yet. */
const sofia: DemoChapter = {
  person: person("Sofia Rossi", "sofia@example.com", "en", "Europe/Rome"),
  async tell(stage, who) {
    await askByMail(stage, who, "sofia@example.com", "Europe/Rome");
  },
};

/** Asks by e-mail and says too little: the case waits for the answer. */
const xiaoming: DemoChapter = {
  person: person("王小明", "xiaoming@example.com", "zh", "Asia/Shanghai"),
  tell: (stage, who) => askWithTooLittle(stage, who, "xiaoming@example.com"),
};

/** Asked by e-mail; a reviewer approved it, and the money went back. */
const omar: DemoChapter = {
  person: person("Omar Haddad", "omar@example.com", "en", "Asia/Dubai"),
  tell: (stage, who) => approveByMail(stage, who, "omar@example.com", "Asia/Dubai"),
};

/** All of them. */
export const DEMO_CHAPTERS: readonly DemoChapter[] = [
  ada,
  bo,
  mei,
  jonas,
  priya,
  tomas,
  emeka,
  lena,
  yuki,
  nina,
  sofia,
  xiaoming,
  omar,
];

/** Somebody whose account only plays a part in another's chapter. */
async function theOther({ services }: DemoStage, email: string, name: string): Promise<DemoCustomer> {
  await ensureCustomer(services, person(name, email));
  return actAs(services, email);
}

async function giveCredits(
  { services }: DemoStage,
  { accountId }: DemoCustomer,
  amount: string,
  reason: string,
  expiryDays: number | null,
): Promise<void> {
  await services.runner.run(
    grantGift,
    { amount: { amount, currency: "USD" }, reason, expiryDays },
    systemContext("start", accountId, `demo-gift:${reason}`),
  );
}

async function recordUsage(
  { services }: DemoStage,
  { accountId }: DemoCustomer,
  requests: typeof REQUESTS,
): Promise<void> {
  await services.usage.record(
    { accountId, actor: { kind: "system", id: "start" }, checkKey: false },
    {
      events: requests.map(([model, inputTokens, outputTokens, cachedInputTokens], index) => ({
        clientEventId: `demo-${index + 1}`,
        model,
        tokens: { inputTokens, outputTokens, ...(cachedInputTokens === 0 ? {} : { cachedInputTokens }) },
      })),
    },
  );
}
