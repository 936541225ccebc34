import type { Command } from "commander";

/** What each first word adds. Only the part that was named is loaded: each needs much of the product, none of it all. */
export const PARTS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  ledger: async () => (await import("./ledger.ts")).ledgerCommands,
  audit: async () => (await import("./audit.ts")).auditCommands,
  decide: async () => (await import("./decide.ts")).decideCommands,
  decisions: async () => (await import("./decisions.ts")).decisionCommands,
  policy: async () => (await import("./policy.ts")).policyCommands,
  prices: async () => (await import("./prices.ts")).priceCommands,
  usage: async () => (await import("./usage-replay.ts")).usageCommands,
  "exchange-rates": async () => (await import("./exchange-rates.ts")).exchangeRateCommands,
  invoices: async () => (await import("./invoices.ts")).invoiceCommands,
  jobs: async () => (await import("./jobs.ts")).jobCommands,
  alerts: async () => (await import("./alerts.ts")).alertCommands,
  distributors: async () => (await import("./distributors.ts")).distributorCommands,
  refunds: async () => (await import("./refunds.ts")).refundCommands,
  reconcile: async () => (await import("./reconcile.ts")).reconcileCommands,
  renewals: async () => (await import("./renewals.ts")).renewalCommands,
  staff: async () => (await import("./staff.ts")).staffCommands,
  clock: async () => (await import("./clock.ts")).clockCommands,
  sandbox: async () => (await import("./sandbox.ts")).sandboxCommands,
};
