import { onTestFinished } from "vitest";
import {
  type AntomSimulator,
  type AntomSimulatorOptions,
  antomSignatureHeader,
  createAntomSimulator,
  isSignedBy,
  newKeyPair,
} from "../src/antom/index.ts";

/** One key of each side for all tests of a file: making one takes a tenth of a second. */
export const merchant = newKeyPair();
const own = newKeyPair();

/** What a call answered; `signed` says whether the signature is the simulator's. */
export interface Answered {
  readonly status: number;
  readonly signed: boolean;
  readonly body: {
    readonly result?: { readonly resultStatus: string; readonly resultCode: string };
    readonly [field: string]: unknown;
  };
}

/** Calls an operation as the merchant. */
export type Call = (
  operation: string,
  fields: object,
  change?: { readonly signature?: string; readonly path?: string },
) => Promise<Answered>;

/** A simulator of its own for one test, closed afterwards. */
export async function simulatedAntom(
  options: AntomSimulatorOptions = {},
): Promise<{ simulator: AntomSimulator; call: Call }> {
  const simulator = createAntomSimulator({
    merchantPublicKey: merchant.publicKey,
    privateKey: own.privateKey,
    ...options,
  });
  const url = await simulator.listen();
  onTestFinished(() => simulator.close());
  const { clientId } = simulator;
  const call: Call = async (operation, fields, change = {}) => {
    const path = change.path ?? `/ams/sandbox/api/v1/payments/${operation}`;
    const time = new Date().toISOString();
    const body = JSON.stringify(fields);
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json; charset=UTF-8",
        "client-id": clientId,
        "request-time": time,
        signature:
          change.signature ?? antomSignatureHeader({ path, clientId, time, body }, merchant.privateKey),
      },
    });
    const text = await response.text();
    const answer = { path, clientId, time: response.headers.get("response-time") ?? "", body: text };
    return {
      status: response.status,
      signed:
        response.status === 200 &&
        isSignedBy(answer, response.headers.get("signature") ?? "", simulator.publicKey),
      body: response.status === 200 ? JSON.parse(text) : {},
    };
  };
  return { simulator, call };
}

/** The fields of a payment of ¥50.00 with Alipay. */
export const payment = (changes: object = {}): object => ({
  productCode: "CASHIER_PAYMENT",
  paymentRequestId: "order1",
  order: {
    referenceOrderId: "TOP-1",
    orderDescription: "Credits, ¥50.00",
    orderAmount: { currency: "CNY", value: "5000" },
  },
  paymentAmount: { currency: "CNY", value: "5000" },
  paymentMethod: { paymentMethodType: "ALIPAY_CN" },
  paymentRedirectUrl: "http://127.0.0.1/back",
  ...changes,
});

/** Makes a payment of ¥50.00 and pays it. @returns Antom's id */
export async function paidWithAlipay(
  simulator: AntomSimulator,
  call: Call,
  changes: object = {},
): Promise<string> {
  const opened = await call("pay", payment(changes));
  const id = String(opened.body["paymentId"]);
  simulator.control.pay(id);
  return id;
}
