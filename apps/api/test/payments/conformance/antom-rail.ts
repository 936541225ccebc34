import { antomSignatureHeader } from "@tenure/sandbox/antom";
import { createAntomProvider } from "../../../src/payments/antom/antom-provider.ts";
import type { AntomParts } from "../../support/antom.ts";
import type { Call, Rail } from "./rail.ts";

const PATHS: Record<Call, string> = {
  open: "/ams/api/v1/payments/pay",
  refund: "/ams/api/v1/payments/refund",
  look: "/ams/api/v1/payments/inquiryRefund",
};
/** Tries that the client makes of one call when the connection breaks. */
const CLIENT_TRIES = 3;

/** Antom with Alipay, by the simulator of the sandbox. */
export function antomRail({ simulator, privateKey, settings }: AntomParts): Rail {
  const { control } = simulator;
  const cut = (call: Call, calls: number, point: "before_handler" | "after_handler") =>
    control.addRouteFault({ path: PATHS[call], point, action: "reset", count: calls * CLIENT_TRIES });
  const refundsOf = (paymentId: string) => control.refunds().filter((each) => each.paymentId === paymentId);
  const config = { ...settings(), publicUrl: "http://tenure.test" };
  return {
    name: "antom",
    currency: "CNY",
    method: "alipay",
    provider: createAntomProvider(config),
    unreachable: () => createAntomProvider({ ...config, apiBase: "http://127.0.0.1:1" }),
    pay: (sessionId) => void control.pay(sessionId),
    // A wallet's page is its payment.
    paymentOf: (sessionId) => sessionId,
    payouts: (paymentId) =>
      refundsOf(paymentId)
        .filter(({ status }) => status !== "FAIL")
        .map(({ amount }) => BigInt(amount.value)),
    loseAnswers: (call, calls) => void cut(call, calls, "after_handler"),
    refuse: (call, calls) => void cut(call, calls, "before_handler"),
    nextRefundWaits: () =>
      control.plan({ of: "refund", answer: "unknown", outcome: "SUCCESS", afterMillis: null }),
    finish(paymentId, outcome) {
      for (const { id } of refundsOf(paymentId).filter(({ status }) => status === "PROCESSING"))
        if (outcome === "succeeds") control.settleRefund(id);
        else control.failRefund(id);
    },
    disturb: (how, count) => void control.addEventFault({ action: how, count }),
    async tellAgain() {
      for (const { id } of control.notifications()) await control.resend(id);
      return control.notifications().length;
    },
    // Its ids are good for ever: there is nothing to forget.
    forgetKeys: () => {},
    notification(paymentId, { aheadSeconds = 0, body, without } = {}) {
      const signed = JSON.stringify({
        notifyType: "PAYMENT_RESULT",
        result: { resultStatus: "S", resultCode: "SUCCESS", resultMessage: "success." },
        paymentId,
      });
      const time = new Date(Date.now() + aheadSeconds * 1000).toISOString();
      const message = { path: "/webhooks/antom", clientId: simulator.clientId, time, body: signed };
      const headers: Record<string, string> = {
        "client-id": simulator.clientId,
        "request-time": time,
        signature: antomSignatureHeader(message, privateKey),
      };
      return {
        rawBody: Buffer.from(body ?? signed),
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== without)),
      };
    },
    calm: () => control.clearFaults(),
  };
}
