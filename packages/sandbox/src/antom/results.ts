import type { Result } from "./tables.ts";

const result = (resultStatus: Result["resultStatus"], resultCode: string, resultMessage: string): Result => ({
  resultStatus,
  resultCode,
  resultMessage,
});

/** Verdicts the simulator gives. */
export const results = {
  success: result("S", "SUCCESS", "success."),
  paymentInProcess: result("U", "PAYMENT_IN_PROCESS", "The payment is being processed."),
  refundInProcess: result("U", "REFUND_IN_PROCESS", "The refund is being processed."),
  unknown: result("U", "UNKNOWN_EXCEPTION", "The call failed for an unknown reason."),
  paramIllegal: (what: string) =>
    result("F", "PARAM_ILLEGAL", `Illegal parameters exist. For example: ${what}.`),
  invalidSignature: result("F", "INVALID_SIGNATURE", "The signature is invalid."),
  invalidClient: result("F", "INVALID_CLIENT", "The client is invalid."),
  noInterface: result(
    "F",
    "NO_INTERFACE_DEF",
    "The interface is not defined; the sandbox simulates only some.",
  ),
  repeatInconsistent: result("F", "REPEAT_REQ_INCONSISTENT", "Repeated requests are inconsistent."),
  currencyNotSupported: result("F", "CURRENCY_NOT_SUPPORT", "The currency is not supported."),
  methodNotSupported: result("F", "PAYMENT_METHOD_NOT_SUPPORTED", "The payment method is not supported."),
  orderNotExist: result("F", "ORDER_NOT_EXIST", "The order does not exist."),
  orderStatusInvalid: result("F", "ORDER_STATUS_INVALID", "The order status is invalid."),
  orderClosed: result("F", "ORDER_IS_CLOSED", "The order is closed."),
  userBalance: result("F", "USER_BALANCE_NOT_ENOUGH", "The balance of the user is not enough."),
  refundAmount: result("F", "REFUND_AMOUNT_EXCEED", "The total refund amount exceeds the payment amount."),
  refundWindow: result("F", "REFUND_WINDOW_EXCEED", "The refund period has ended."),
  refundNotExist: result("F", "REFUND_NOT_EXIST", "The refund does not exist."),
  merchantBalance: result("F", "MERCHANT_BALANCE_NOT_ENOUGH", "The balance of the merchant is not enough."),
};

/** A call that ends with a verdict instead of an answer. */
export class AntomFailure extends Error {
  readonly result: Result;
  constructor(verdict: Result) {
    super(`${verdict.resultCode}: ${verdict.resultMessage}`);
    this.name = "AntomFailure";
    this.result = verdict;
  }
}
