import { type Wallet, walletSchema } from "@tenure/core/contract";
import { creditFreeNanos, planFreeNanos, spendableOf } from "@tenure/core/credits";
import { toMoney } from "@tenure/core/money";
import type { LotKind } from "@tenure/core/policy";
import type { Instant } from "@tenure/core/time";
import type { AccountFacts } from "../accounts/account-facts.ts";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { type AccountFunds, readFunds } from "../usage/funds.ts";

/** What the account can pay with now: credits by kind, debt, and the included usage of the running term. */
export const balance = procedureFor("wallet.read", {
  method: "get",
  path: "/wallet",
  summary: "Read the wallet: credits, debt and included usage",
})
  .input(accountInput({}))
  .output(walletSchema)
  .query(({ ctx: { account, read } }) =>
    read(async (tx) => walletOf(tx, account, await readClock(tx, account.id))),
  );

/** The wallet of an account at an instant. */
export async function walletOf(tx: Tx, account: AccountFacts, now: Instant): Promise<Wallet> {
  const funds = await readFunds(tx, account, now);
  const money = (amountNanos: bigint) => toMoney(amountNanos, account.currency);
  const ofKind = (kind: LotKind) =>
    money(
      spendableOf(
        funds.lots.filter((lot) => lot.kind === kind),
        now,
      ),
    );
  return {
    balance: money(spendableOf(funds.lots, now)),
    byKind: {
      paid: ofKind("paid"),
      bonus: ofKind("bonus"),
      gift: ofKind("gift"),
      referral: ofKind("referral"),
    },
    held: money(funds.heldCreditNanos),
    available: money(creditFreeNanos(funds.lots, funds.heldCreditNanos, now)),
    debt: money(funds.debtNanos),
    term: termOf(funds, now, money),
  };
}

function termOf(
  { plan, term }: AccountFunds,
  now: Instant,
  money: (amountNanos: bigint) => Wallet["balance"],
): Wallet["term"] {
  if (plan === null || term === null) return null;
  return {
    planId: term.planId,
    startsAt: term.startsAt,
    endsAt: plan.endsAt,
    serving: plan.subscriptionState === "active" || plan.subscriptionState === "canceling",
    included: money(plan.includedNanos),
    used: money(plan.usedNanos),
    held: money(plan.heldNanos),
    available: money(planFreeNanos(plan, now, now)),
  };
}
