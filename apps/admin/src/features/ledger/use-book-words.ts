import { useLingui } from "@lingui/react/macro";
import type { LotKind } from "@tenure/core/policy";
import { useMemo } from "react";

/** Names of movements and of accounts of the chart; what has none is shown by its own code. */
export interface BookWords {
  readonly kinds: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, string>>;
  /** Accounts of credit lots, by what the credits are. */
  readonly lots: Readonly<Record<LotKind, string>>;
}

/** The words of the books; docs/guides/ledger.md has an example of each movement. */
export function useBookWords(): BookWords {
  const { t } = useLingui();
  return useMemo(
    () => ({
      kinds: {
        "top_up.paid": t`Top-up paid`,
        "payment.captured": t`Subscription paid`,
        "payment.surplus": t`Payment without a use`,
        "add_on.paid": t`Add-on paid`,
        "gift.redeemed": t`Gift subscription redeemed`,
        "gift.expired": t`Gift subscription expired`,
        "usage.burned": t`Usage paid from credits`,
        "usage.debt": t`Usage beyond all credits`,
        "usage.debt_repaid": t`Debt repaid`,
        "usage.corrected": t`Usage corrected`,
        "gift.granted": t`Gift credits given`,
        "gift.revoked": t`Gift credits taken back`,
        "referral.rewarded": t`Referral reward`,
        "referral.revoked": t`Referral reward taken back`,
        "referral.restored": t`Referral reward restored`,
        "credits.expired": t`Credits expired`,
        "credits.forfeited": t`Credits forfeited`,
        "refund.reserved": t`Credits set aside for a refund`,
        "refund.frozen": t`Refund settled`,
        "refund.paid": t`Refund paid out`,
        "refund.canceled": t`Refund canceled`,
        "refund.bounced": t`Refund bounced`,
        "refund.restored": t`Refund restored`,
        "refund.owed": t`Refund owed`,
        "refund.hold_difference": t`Request below its refund`,
        "owed.credited": t`Owed amount credited`,
        "dispute.withdrawn": t`Dispute: money withdrawn`,
        "dispute.reinstated": t`Dispute: money came back`,
        "dispute.frozen": t`Dispute: credits frozen`,
        "dispute.freed": t`Dispute: frozen credits given back`,
        "dispute.lost": t`Dispute lost`,
        "dispute.restored": t`Dispute: loss taken back`,
        "debt.written_off": t`Debt written off`,
      },
      codes: {
        "cash.stripe": t`Cash at Stripe`,
        "cash.antom": t`Cash at Antom`,
        "expense.gifts": t`Expense: gift credits`,
        "expense.goodwill": t`Expense: goodwill refunds`,
        "expense.referral": t`Expense: referral rewards`,
        "expense.chargebacks": t`Expense: lost disputes`,
        "expense.dispute_fees": t`Expense: dispute fees`,
        "expense.write_offs": t`Expense: debts written off`,
        "revenue.subscription": t`Revenue: subscriptions`,
        "revenue.usage": t`Revenue: usage`,
        "revenue.bonus": t`Revenue, taken off: bonus credits`,
        "revenue.breakage": t`Revenue: expired paid credits`,
        "revenue.add_ons": t`Revenue: add-ons`,
        "revenue.refund_fee": t`Revenue: refund fees`,
        "rounding.refund": t`Remainders of refunds`,
        "tax.payable": t`Tax collected`,
        "wallet.lot": t`Credits`,
        "wallet.debt": t`Debt`,
        "subscription.paid": t`Paid for terms, not yet earned`,
        "payment.unapplied": t`Received, applied to nothing`,
        "payment.disputed": t`Withdrawn by a dispute`,
        "dispute.frozen": t`Credits frozen by a dispute`,
        "refund.reserved": t`Credits set aside for a refund`,
        "refund.in_transit": t`Refund on its way`,
        "customer.owed": t`Owed to the customer`,
      },
      lots: {
        paid: t`Credits · paid`,
        bonus: t`Credits · bonus`,
        gift: t`Credits · gift`,
        referral: t`Credits · referral`,
      },
    }),
    [t],
  );
}
