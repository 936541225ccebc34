import { describe, expect, it } from "vitest";
import { switchOffAutoTopUp } from "../../src/auto-top-up/switch-off.ts";
import { cents, Died, openWorld } from "./world.ts";

const world = await openWorld();
const captured = () => world.stripe.control.charges().filter((charge) => charge.captured);
const HOUR = 3_600_000;

describe("a paid checkout saves its card", () => {
  it("once, with its label and fingerprint, for the holder who paid", { tags: ["deep"] }, async () => {
    const owner = await world.owner();
    const rows = await world.database.sql(
      `SELECT m.label, m.fingerprint, m.ended_at, h.ended_at AS holder_ended FROM payment_method m
         JOIN holder_period h ON h.id = m.holder_period_id WHERE m.account_id = $1`,
      [owner.accountId],
    );
    expect(rows).toEqual([
      { label: "Visa •••• 4242", fingerprint: "Sbx424242424242", ended_at: null, holder_ended: null },
    ]);
  });
});

describe("automatic top-up", () => {
  it("refills the balance with the bonus of any top-up, and sends a receipt that says it was automatic", async () => {
    const owner = await world.owner({ cents: 6000 });
    await owner.agree({ amount: 10_000, below: 500, cap: 30_000 });
    await owner.leave(499);
    const before = captured().length;
    await owner.run();
    await world.runJobs();
    // $4.99 + $100.00 + 10 % bonus, $10.00 = $114.99.
    expect(await owner.balance()).toBe(11_499);
    expect(captured().length - before).toBe(1);
    expect(await owner.orders()).toMatchObject([
      { state: "paid", total_minor: "10000", bonus_nanos: cents(1000).toString() },
    ]);
    expect(await owner.row()).toMatchObject({
      state: "on",
      pending_order_id: null,
      month_charged_nanos: cents(10_000).toString(),
    });
    expect(await owner.notices()).toEqual(["top_up_received", "auto_top_up_on", "auto_top_up_received"]);
  });

  it("does nothing while the balance is at the threshold", async () => {
    const owner = await world.owner();
    await owner.agree();
    await owner.leave(500);
    await owner.run();
    await world.runJobs();
    expect(await owner.orders()).toEqual([]);
  });

  it("two workers at once charge once", async () => {
    const owner = await world.owner();
    await owner.agree();
    await owner.leave(100);
    const before = captured().length;
    await Promise.allSettled([owner.run(), owner.run(), owner.run(), owner.run()]);
    await world.runJobs();
    await owner.run();
    await world.runJobs();
    expect(captured().length - before).toBe(1);
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["paid"]);
    expect(await owner.balance()).toBe(2100);
  });

  it("T6.2: a card that is declined stops it with the provider's words, and nothing tries again for 48 hours", async () => {
    const owner = await world.owner();
    await owner.agree();
    const intents = world.stripe.control.paymentIntents().length;
    await declineNextCharges(owner.accountId, "4000000000009995");
    await owner.leave(100);
    await owner.run();
    await world.runJobs();
    expect(await owner.row()).toMatchObject({
      state: "stopped",
      stopped_code: "card_declined, insufficient_funds",
      stopped_message: "Your card has insufficient funds.",
      pending_order_id: null,
      month_charged_nanos: "0",
    });
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["failed"]);
    const tried = world.stripe.control.paymentIntents().length;
    expect(tried - intents).toBe(1);
    for (let hours = 0; hours < 48; hours += 6) {
      await owner.later(6 * HOUR);
      await sweep();
      await owner.run();
    }
    expect(world.stripe.control.paymentIntents().length).toBe(tried);
    expect(await owner.notices()).toEqual(["top_up_received", "auto_top_up_on", "auto_top_up_stopped"]);
    const [mail] = await world.database.sql<{ text: string }>(
      "SELECT text FROM notice WHERE account_id = $1 AND kind = 'auto_top_up_stopped'",
      [owner.accountId],
    );
    expect(mail?.text).toContain("Your card has insufficient funds.");
    expect(mail?.text).toContain("switch automatic top-up on again");
  });

  it("T6.2: a card that asks for its holder stops it too", async () => {
    const owner = await world.owner();
    await owner.agree();
    await declineNextCharges(owner.accountId, "4000002760003184");
    await owner.leave(100);
    await owner.run();
    await world.runJobs();
    expect(await owner.row()).toMatchObject({ state: "stopped", stopped_code: "authentication_required" });
    expect(await owner.balance()).toBe(100);
  });

  it("switched on again by its owner after a stop, it goes on", { tags: ["deep"] }, async () => {
    const owner = await world.owner();
    await owner.agree();
    await declineNextCharges(owner.accountId, "4000000000000002");
    await owner.leave(100);
    await owner.run();
    await world.runJobs();
    expect((await owner.row()).state).toBe("stopped");
    await declineNextCharges(owner.accountId, "4242424242424242");
    await owner.agree();
    // Low already: the consent itself lets it run.
    await world.runJobs();
    expect(await owner.row()).toMatchObject({ state: "on", stopped_code: null });
    expect(await owner.balance()).toBe(2100);
  });

  it("T6.1: the cap may be reached exactly; then one e-mail a month, and December goes on", {
    tags: ["deep"],
  }, async () => {
    const owner = await world.owner({ zone: "Asia/Shanghai" });
    await setClock(owner, "2026-11-20T00:00:00.000Z");
    await owner.agree({ amount: 2000, below: 500, cap: 4000 });
    for (let round = 0; round < 2; round += 1) {
      await owner.leave(100);
      await owner.run();
      await world.runJobs();
    }
    // Twice $20.00 is the cap of $40.00.
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["paid", "paid"]);
    await owner.leave(100);
    for (let round = 0; round < 3; round += 1) {
      await owner.later(24 * HOUR);
      await sweep();
      await owner.run();
    }
    expect(await owner.orders()).toHaveLength(2);
    expect((await owner.notices()).filter((kind) => kind === "auto_top_up_capped")).toHaveLength(1);
    expect((await owner.row()).quiet_until?.toISOString()).toBe("2026-11-30T16:00:00.000Z");
    // One millisecond before December in Shanghai nothing is charged, at its first moment it is.
    await setClock(owner, "2026-11-30T15:59:50.000Z");
    await owner.run();
    expect(await owner.orders()).toHaveLength(2);
    await setClock(owner, "2026-11-30T16:00:00.000Z");
    await sweep();
    expect(await owner.orders()).toHaveLength(3);
    expect(await owner.row()).toMatchObject({
      month: "2026-12-01",
      month_charged_nanos: cents(2000).toString(),
    });
  });

  it("T6.1: a tax that changed since is not what was agreed to: nothing is charged", async () => {
    const owner = await world.owner();
    await owner.agree();
    await owner.leave(100);
    world.tax(500);
    const before = captured().length;
    await owner.run();
    world.tax(0);
    await world.runJobs();
    expect(captured().length).toBe(before);
    expect(await owner.row()).toMatchObject({ state: "stopped", stopped_code: "consent_outdated" });
    expect(await owner.notices()).toContain("auto_top_up_outdated");
  });

  it("switched off while an order waits to be charged, the card is not charged", async () => {
    const owner = await world.owner();
    await owner.agree();
    await owner.leave(100);
    world.dieAt("auto_top_up.run:after_start");
    await expect(owner.run()).rejects.toThrow(Died);
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["pending"]);
    await world.services.runner.run(switchOffAutoTopUp, {}, owner.as());
    const before = captured().length;
    await owner.run();
    await world.runJobs();
    expect(captured().length).toBe(before);
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["failed"]);
    expect(await owner.row()).toMatchObject({ state: "off", month_charged_nanos: "0" });
  });
});

/** The card behind the account's saved method behaves as another test card from now on. */
async function declineNextCharges(accountId: string, number: string): Promise<void> {
  const [method] = await world.database.sql<{ provider_method_id: string }>(
    "SELECT provider_method_id FROM payment_method WHERE account_id = $1 AND ended_at IS NULL",
    [accountId],
  );
  world.stripe.control.changeCard(method?.provider_method_id ?? "", number);
}

/** The safety beat, and everything it brings. */
async function sweep(): Promise<void> {
  const { sweepAutoTopUps } = await import("../../src/auto-top-up/sweep.ts");
  await sweepAutoTopUps(world.services, {});
  await world.runJobs();
}

/** Sets an account's own clock. */
const setClock = (owner: { readonly accountId: string }, at: string) =>
  world.database.sql(
    `UPDATE account SET clock_offset_ms = round(extract(epoch FROM $2::timestamptz - clock_timestamp()) * 1000) WHERE id = $1`,
    [owner.accountId, at],
  );
