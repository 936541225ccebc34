/** Invented rates for the sandbox, so that its dollar accounts can pay with Alipay. */
export const DEMO_RATES = [
  { base: "USD", quote: "CNY", rate: "7.1234" },
  { base: "EUR", quote: "CNY", rate: "7.7461" },
] as const;
