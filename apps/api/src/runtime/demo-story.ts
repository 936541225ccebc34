import { setTimeout as sleep } from "node:timers/promises";
import { policyAt } from "@tenure/core/policy";
import type { CommandContext } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { openCheckout } from "../orders/open-checkout.ts";
import { subscribe } from "../orders/subscribe.ts";
import { termsOf } from "../subscriptions/terms-text.ts";
import { grantGift } from "../wallet/grant-gift.ts";
import type { SandboxWorld } from "./sandbox-world.ts";
import type { Services } from "./services.ts";

/** Who of the demo world has something to look at: one on Pro in the middle of work, one with a welcome gift. */
const SUBSCRIBER = "bo@example.com";
const GIFTED = "ada@example.com";

/** How long the payment may take on its way through page, notification and worker. */
const PAID_WITHIN_MS = 15_000;

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

/**
 * Lets the demo world live a little, once: a subscription bought on the simulator's own page, usage, a request still in
 * flight, a gift. Everything goes through the product's own commands; on a second start nothing is left to do.
 */
export async function tellDemoStory(services: Services, world: SandboxWorld): Promise<void> {
  const { db, runner } = services;
  const owned = async (email: string) =>
    await db.within(PLATFORM, (tx) =>
      tx.member.findFirst({
        where: { role: "owner", login: { email } },
        select: { accountId: true, loginId: true },
      }),
    );
  const [subscriber, gifted] = [await owned(SUBSCRIBER), await owned(GIFTED)];
  if (subscriber === null || gifted === null) return;
  const { accountId } = subscriber;
  if ((await db.within(PLATFORM, (tx) => tx.order.count({ where: { accountId } }))) > 0) return;

  await runner.run(
    grantGift,
    {
      amount: { amount: "5.00", currency: "USD" },
      reason: "Welcome to the demo",
      expiryDays: null,
    },
    systemContext("start", gifted.accountId, "demo-gift"),
  );
  const now = await db.within(PLATFORM, (tx) => readClock(tx, accountId));
  const terms = termsOf(policyAt(now), "zh");
  const price = await db.prisma.planPrice.findFirstOrThrow({
    where: { planId: "pro", interval: "month", currency: "USD" },
    orderBy: { version: "desc" },
  });
  const asOwner: CommandContext = {
    actor: { kind: "login", id: subscriber.loginId },
    accountId,
    asPlatform: false,
    requestId: null,
    idempotencyKey: "demo-story",
  };
  const { answer: order } = await runner.run(
    subscribe(services.tax),
    {
      planPriceId: price.id,
      consents: { termsVersion: terms.version, termsHash: terms.hash, language: terms.language },
      loginId: subscriber.loginId,
    },
    asOwner,
  );
  await openCheckout(services, order.orderId);
  const { providerSessionId } = await db.within(PLATFORM, (tx) =>
    tx.order.findUniqueOrThrow({ where: { id: order.orderId }, select: { providerSessionId: true } }),
  );
  if (providerSessionId === null) return;
  world.payCheckout(providerSessionId);
  if (!(await paid(services, order.orderId))) return;
  const gateway = { accountId, actor: { kind: "system", id: "start" }, checkKey: false } as const;
  await services.usage.record(gateway, {
    events: REQUESTS.map(([model, inputTokens, outputTokens, cachedInputTokens], index) => ({
      clientEventId: `demo-${index + 1}`,
      model,
      tokens: { inputTokens, outputTokens, ...(cachedInputTokens === 0 ? {} : { cachedInputTokens }) },
    })),
  });
  await services.usage.authorize(
    gateway,
    { model: "harbor-large", maxInputTokens: 60_000, maxOutputTokens: 8_000 },
    "demo-hold",
  );
}

/** Waits for the notification and its job, as a customer on the way back from the payment page does. */
async function paid({ db }: Services, orderId: string): Promise<boolean> {
  for (const began = performance.now(); performance.now() - began < PAID_WITHIN_MS; ) {
    const order = await db.within(PLATFORM, (tx) => tx.order.findUnique({ where: { id: orderId } }));
    if (order?.state === "paid") return true;
    await sleep(100);
  }
  return false;
}
