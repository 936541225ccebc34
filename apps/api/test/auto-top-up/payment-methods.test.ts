import { expect, it } from "vitest";
import { endAutoTopUp } from "../../src/auto-top-up/end.ts";
import { plainCommand } from "../../src/command/command.ts";
import { endPaymentMethods } from "../../src/payment-methods/end.ts";
import { removePaymentMethod } from "../../src/payment-methods/remove.ts";
import { z } from "zod";
import { openWorld } from "./world.ts";

const world = await openWorld();

const methodsOf = (accountId: string) =>
  world.database.sql<{ id: string; provider_method_id: string; ended: boolean; fingerprint: string }>(
    `SELECT id, provider_method_id, ended_at IS NOT NULL AS ended, fingerprint FROM payment_method
      WHERE account_id = $1 ORDER BY id`,
    [accountId],
  );
const savedAtProvider = (methodId: string) =>
  world.stripe.control.paymentMethods().find((each) => each.id === methodId)?.customer ?? null;

it("the same card twice is one card: the older one ends and the provider forgets it", async () => {
  const owner = await world.owner();
  await owner.buy(1000);
  const [first, second] = await methodsOf(owner.accountId);
  expect([first?.ended, second?.ended]).toEqual([true, false]);
  expect(savedAtProvider(first?.provider_method_id ?? "")).toBeNull();
  expect(savedAtProvider(second?.provider_method_id ?? "")).not.toBeNull();
});

it("the card that automatic top-up charges stays when the same card pays again; another card is one more", {
  tags: ["deep"],
}, async () => {
  const owner = await world.owner();
  await owner.agree();
  await owner.buy(1000);
  await owner.buy(1000, "4000000000005126");
  expect((await methodsOf(owner.accountId)).map(({ ended }) => ended)).toEqual([false, true, false]);
  expect((await owner.row()).state).toBe("on");
});

it("a removed card ends the automatic top-up that charges it, is forgotten at the provider, and is never charged again", async () => {
  const owner = await world.owner();
  await owner.agree();
  await world.runJobs();
  const paymentMethodId = await owner.card();
  const { answer } = await world.services.runner.run(removePaymentMethod, { paymentMethodId }, owner.as());
  expect(answer).toEqual({ paymentMethodId, endedAutoTopUp: true });
  await world.runJobs();
  const [method] = await methodsOf(owner.accountId);
  expect(method?.ended).toBe(true);
  expect(savedAtProvider(method?.provider_method_id ?? "")).toBeNull();
  expect((await owner.row()).state).toBe("off");
  await owner.leave(0);
  await owner.run();
  expect(await owner.orders()).toEqual([]);
  const audit = await world.database.sql(
    "SELECT action, reason FROM audit_row WHERE account_id = $1 AND action IN ('auto_top_up.ended', 'payment_methods.remove') ORDER BY id",
    [owner.accountId],
  );
  expect(audit).toEqual([
    { action: "auto_top_up.ended", reason: "card_removed" },
    { action: "payment_methods.remove", reason: null },
  ]);
  await expect(
    world.services.runner.run(removePaymentMethod, { paymentMethodId }, owner.as()),
  ).rejects.toMatchObject({ code: "not_found" });
});

it("somebody else's card is not found", async () => {
  const owner = await world.owner();
  const other = await world.owner();
  const paymentMethodId = await other.card();
  await expect(
    world.services.runner.run(removePaymentMethod, { paymentMethodId }, owner.as()),
  ).rejects.toMatchObject({ code: "not_found" });
  expect((await methodsOf(other.accountId))[0]?.ended).toBe(false);
});

it("C4.10: cards and automatic top-up end with their holder", async () => {
  const owner = await world.owner();
  await owner.agree();
  await world.runJobs();
  const end = plainCommand({
    name: "test.change_holder",
    input: z.strictObject({}),
    async apply(acting) {
      const holder = await acting.tx.holderPeriod.findFirstOrThrow({
        where: { accountId: owner.accountId, endedAt: null },
      });
      const ended = await endAutoTopUp(acting, "holder_changed");
      const cards = await endPaymentMethods(acting, holder.id);
      return { answer: { ended, cards }, target: { kind: "holder_period", id: holder.id } };
    },
  });
  expect((await world.services.runner.run(end, {}, owner.as())).answer).toEqual({ ended: true, cards: 1 });
  await world.runJobs();
  expect((await owner.row()).state).toBe("off");
  const [method] = await methodsOf(owner.accountId);
  expect(savedAtProvider(method?.provider_method_id ?? "")).toBeNull();
});

it("C4.10: a payment under a holder who left meanwhile saves no card for the next one", async () => {
  const owner = await world.owner();
  const { sessionId } = await owner.order(1000);
  const { sql } = world.database;
  await sql("UPDATE holder_period SET ended_at = now() WHERE account_id = $1", [owner.accountId]);
  await sql(
    `INSERT INTO holder_period (account_id, subject_id, started_at) SELECT account_id, subject_id, now() FROM holder_period WHERE account_id = $1`,
    [owner.accountId],
  );
  world.stripe.control.payCheckout(sessionId, "4000000000007726");
  await world.runJobs();
  const late = (await methodsOf(owner.accountId)).at(-1);
  expect(late?.fingerprint).toBe("Sbx000000007726");
  expect(late?.ended).toBe(true);
  expect(savedAtProvider(late?.provider_method_id ?? "")).toBeNull();
});
