import { newId } from "../../../src/db/ids.ts";
import { expect, it } from "vitest";
import {
  type CheckoutRequest,
  NotificationRefused,
  ProviderRejected,
  ProviderUnknown,
} from "../../../src/payments/provider.ts";
import type { Rail } from "./rail.ts";

/** 50.00 of either currency. */
const PAID_MINOR = 5000n;

/** What every adapter must do by itself, without the product behind it. */
export function adapterConformance(rail: () => Rail): void {
  const request = (): CheckoutRequest => {
    const orderId = newId();
    return {
      orderId,
      attemptId: orderId,
      orderNumber: `TOP-${orderId.slice(-8)}`,
      accountId: newId(),
      holderPeriodId: newId(),
      customerId: null,
      totalMinor: PAID_MINOR,
      currency: rail().currency,
      description: "Credits",
      language: "en",
      expiresAt: new Date(Date.now() + 2 * 3_600_000),
      successUrl: "http://tenure.test/back?checkout=done",
      cancelUrl: "http://tenure.test/back",
    };
  };
  const paid = async () => {
    const asked = request();
    const { sessionId } = await rail().provider.openCheckout(asked);
    rail().pay(sessionId);
    return { ...asked, sessionId, paymentId: rail().paymentOf(sessionId) };
  };
  const refundOf = (paymentId: string, amountMinor: bigint, legId = newId()) => ({
    legId,
    refundId: newId(),
    paymentId,
    amountMinor,
    currency: rail().currency,
  });

  it("a page asked for twice is one page, and a closed one cannot be paid", async () => {
    const { provider, pay } = rail();
    const asked = request();
    const first = await provider.openCheckout(asked);
    expect(first).toMatchObject({ state: "open", paymentId: null });
    expect(await provider.openCheckout(asked)).toEqual(first);
    expect(await provider.readCheckout(first.sessionId)).toMatchObject({ state: "open" });
    expect(await provider.closeCheckout(first.sessionId)).toMatchObject({ state: "expired" });
    pay(first.sessionId);
    expect(await provider.readCheckout(first.sessionId)).toMatchObject({ state: "expired", paymentId: null });
  });

  it("a payment names its order, amount, currency and method; a paid page says so when it is to be closed", async () => {
    const { provider, name, currency } = rail();
    const { orderId, sessionId, paymentId } = await paid();
    const payment = await provider.readPayment(paymentId);
    expect(payment).toMatchObject({
      provider: name,
      paymentId,
      orderId,
      captured: true,
      amountMinor: PAID_MINOR,
      currency,
      failure: null,
    });
    expect(payment.methodLabel.length).toBeGreaterThan(2);
    expect(await provider.closeCheckout(sessionId)).toMatchObject({ state: "complete", paymentId });
    await expect(provider.readPayment("unheard-of")).rejects.toBeInstanceOf(ProviderRejected);
  });

  it("a refund is looked up by our row before and after; asked twice it pays once", async () => {
    const { provider, payouts, currency } = rail();
    const { paymentId } = await paid();
    const asked = refundOf(paymentId, 1900n);
    expect(await provider.findRefund(paymentId, asked.legId)).toBeNull();
    const first = await provider.refund(asked);
    expect(first).toMatchObject({ legId: asked.legId, state: "refunded", amountMinor: 1900n, currency });
    expect(await provider.refund(asked)).toEqual(first);
    expect(await provider.findRefund(paymentId, asked.legId)).toEqual(first);
    expect(await provider.readRefund(first.providerRefundId)).toEqual(first);
    expect(payouts(paymentId)).toEqual([1900n]);
  });

  it("other words under the same row, and more than was paid, are refused and pay nothing", async () => {
    const { provider, payouts } = rail();
    const { paymentId } = await paid();
    const asked = refundOf(paymentId, 3000n);
    await provider.refund(asked);
    const other = provider.refund({ ...asked, amountMinor: 2000n });
    await expect(other).rejects.toSatisfy(
      (error) => error instanceof ProviderRejected || error instanceof ProviderUnknown,
    );
    // 30.00 of 50.00 are gone: 20.01 are more than is left, 20.00 are not.
    await expect(provider.refund(refundOf(paymentId, 2001n))).rejects.toBeInstanceOf(ProviderRejected);
    expect(payouts(paymentId)).toEqual([3000n]);
    await provider.refund(refundOf(paymentId, 2000n));
    expect(payouts(paymentId)).toEqual([3000n, 2000n]);
  });

  it("a lost answer is unknown, never a no; the look-up finds what was paid", async () => {
    const { provider, payouts, loseAnswers, calm } = rail();
    const { paymentId } = await paid();
    const asked = refundOf(paymentId, 1900n);
    loseAnswers("refund", 1);
    await expect(provider.refund(asked)).rejects.toBeInstanceOf(ProviderUnknown);
    calm();
    expect(await provider.findRefund(paymentId, asked.legId)).toMatchObject({ amountMinor: 1900n });
    expect(payouts(paymentId)).toEqual([1900n]);
  });

  it("a refund under way is neither paid nor failed, and says what it became", async () => {
    const { provider, nextRefundWaits, finish } = rail();
    for (const outcome of ["succeeds", "fails"] as const) {
      const { paymentId } = await paid();
      const asked = refundOf(paymentId, 1900n);
      nextRefundWaits();
      // An adapter may say "pending", or that nobody knows yet; then the look-up says it.
      await provider.refund(asked).catch((error: unknown) => {
        if (!(error instanceof ProviderUnknown)) throw error;
      });
      const waiting = await provider.findRefund(paymentId, asked.legId);
      expect(waiting?.state).toBe("pending");
      finish(paymentId, outcome);
      const ended = await provider.readRefund(waiting?.providerRefundId ?? "");
      expect(ended.state).toBe(outcome === "succeeds" ? "refunded" : "failed");
      expect(ended.failureCode === null).toBe(outcome === "succeeds");
    }
  });

  it("tells of a payment and its refunds, and lists all of them or says that it does not", async () => {
    const { provider, currency } = rail();
    const { paymentId, orderId } = await paid();
    const asked = refundOf(paymentId, 1900n);
    const { providerRefundId } = await provider.refund(asked);
    const lines = await provider.linesOf(paymentId);
    const common = { paymentId, currency };
    expect(lines).toEqual([
      {
        ...common,
        kind: "payment",
        id: paymentId,
        rowId: orderId,
        state: "captured",
        amountMinor: PAID_MINOR,
        at: expect.any(Date),
      },
      {
        ...common,
        kind: "refund",
        id: providerRefundId,
        rowId: asked.legId,
        state: "refunded",
        amountMinor: 1900n,
        at: expect.any(Date),
      },
    ]);
    expect(await provider.linesOf("pi_nobody")).toEqual([]);
    const since = new Date(Date.now() - 60_000);
    const { complete, lines: portions } = provider.statement({ payments: since, refunds: since });
    const listed = [];
    for await (const portion of portions)
      listed.push(...portion.filter((each) => each.paymentId === paymentId));
    expect(listed).toEqual(complete ? lines : []);
  });

  it("nobody there is unknown for every call", async () => {
    const nobody = rail().unreachable();
    const calls = [
      nobody.openCheckout(request()),
      nobody.readCheckout("x"),
      nobody.readPayment("x"),
      nobody.refund(refundOf("x", 1n)),
      nobody.findRefund("x", newId()),
      nobody.linesOf("x"),
    ];
    for (const outcome of await Promise.allSettled(calls))
      expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(ProviderUnknown) });
  });

  it("a notification is believed only whole, signed and fresh, and has one name however often it comes", async () => {
    const { provider, notification } = rail();
    const { paymentId } = await paid();
    const good = notification(paymentId);
    const told = provider.verifyNotification(good);
    expect(told.objectId).toBe(paymentId);
    expect(provider.verifyNotification(notification(paymentId, { aheadSeconds: 5 })).eventId).toBe(
      told.eventId,
    );
    const forged = [
      notification(paymentId, { body: `${good.rawBody.toString()} ` }),
      notification(paymentId, { aheadSeconds: -301 }),
      notification(paymentId, { aheadSeconds: 302 }),
      ...Object.keys(good.headers).map((without) => notification(paymentId, { without })),
    ];
    for (const each of forged) expect(() => provider.verifyNotification(each)).toThrow(NotificationRefused);
  });
}
