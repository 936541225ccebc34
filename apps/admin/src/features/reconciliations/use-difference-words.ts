import { useLingui } from "@lingui/react/macro";
import type { DifferenceKind, ReconciledObject } from "@tenure/core/reconciliations";
import { useCallback } from "react";
import type { Difference } from "./types.ts";

/** A difference in words. */
export interface DifferenceWords {
  /** What resolves it: the first word of its line. */
  readonly verb: string;
  /** What happened. */
  readonly happened: string;
  /** What to do about it. */
  readonly todo: string;
}

type About = Pick<Difference, "object" | "kind" | "remedy">;

/** Puts differences into words; docs/guides/reviewer.md says the same at more length. */
export function useDifferenceWords(): (difference: About) => DifferenceWords {
  const { t } = useLingui();
  return useCallback(
    (difference) => {
      const happened = (): string => {
        switch (difference.kind) {
          case "bounced":
            return t`The refund was paid, and its money came back.`;
          case "missing_here":
            if (difference.object === "refund")
              return t`A refund was made at the provider, without us. Nothing was taken from the account.`;
            return difference.remedy === "find_order"
              ? t`Somebody paid, and the payment names no order of ours.`
              : t`The order was paid, and we were never told.`;
          case "missing_there":
            return t`We hold it, and the provider does not know it.`;
          case "duplicate":
            return difference.object === "refund"
              ? t`The same refund was paid out once more.`
              : t`The order was paid once more, and we were never told.`;
          case "unmatched_dispute":
            return t`The customer's bank opened a dispute, and we were never told.`;
          case "amount":
            return t`Both hold it, with different amounts.`;
          case "currency":
            return t`Both hold it, in different currencies.`;
          case "state":
            return t`Both hold it, and one side is ahead.`;
        }
      };
      const todo = (): readonly [string, string] => {
        switch (difference.remedy) {
          case "take_over":
            return [
              t`Take over`,
              difference.kind === "bounced"
                ? t`Taking it over gives back to the customer what the refund took, as after any bounce (R6.4).`
                : difference.kind === "duplicate"
                  ? t`Taking it over records the second payment and returns it whole.`
                  : difference.object === "dispute"
                    ? t`Taking it over keeps what the bank decided; while a dispute is open the order cannot be refunded (R2.8).`
                    : t`Taking it over does what the notification would have done.`,
            ];
          case "find_order":
            return [
              t({ message: "Find", context: "reconciliation" }),
              t`Find out who paid. Give them an order, or their money back at the provider; then set this aside.`,
            ];
          case "correct_amount":
            return [
              t({ message: "Correct", context: "reconciliation" }),
              t`Nothing was delivered for a payment of the wrong amount. Return it at the provider, or settle the rest with the customer; then set this aside.`,
            ];
          case "ask_provider":
            return [
              t({ message: "Ask", context: "reconciliation" }),
              t`Ask the provider with this id. Until it is found, our books say that money is there which is not.`,
            ];
          case "book_refund":
            return [
              t({ message: "Book", context: "reconciliation" }),
              t`Taking it over books it: unspent credits of the order go with their bonus, a plan ends once its whole payment is back, and what was used is our expense. The customer gets the mail and the credit note of any refund.`,
            ];
          case "book_by_hand":
            return [
              t({ message: "Book", context: "reconciliation" }),
              t`Take the credits back in the account's wallet where they were a top-up, write a note, and set this aside.`,
            ];
          case "claim_back":
            return [
              t({ message: "Claim", context: "reconciliation" }),
              t`The customer has this money without a right to it. Agree with them, and set this aside with what was agreed.`,
            ];
          case "wait":
            return [
              t({ message: "Wait", context: "reconciliation" }),
              t`The provider needs something from the customer's bank. It is looked at again every night.`,
            ];
        }
      };
      const [verb, next] = todo();
      return { verb, happened: happened(), todo: next };
    },
    [t],
  );
}

/** Kinds and objects by name. */
export function useDifferenceNames(): {
  readonly kinds: Readonly<Record<DifferenceKind, string>>;
  readonly objects: Readonly<Record<ReconciledObject, string>>;
} {
  const { t } = useLingui();
  return {
    kinds: {
      bounced: t({ message: "Bounced", context: "reconciliation" }),
      missing_here: t({ message: "Missing here", context: "reconciliation" }),
      missing_there: t({ message: "Missing there", context: "reconciliation" }),
      duplicate: t({ message: "Duplicate", context: "reconciliation" }),
      unmatched_dispute: t({ message: "Unmatched dispute", context: "reconciliation" }),
      amount: t({ message: "Amount", context: "reconciliation" }),
      currency: t({ message: "Currency", context: "reconciliation" }),
      state: t({ message: "State", context: "reconciliation" }),
    },
    objects: {
      payment: t({ message: "Payment", context: "reconciliation" }),
      refund: t({ message: "Refund", context: "reconciliation" }),
      dispute: t({ message: "Dispute", context: "reconciliation" }),
    },
  };
}

/** States of either side by name; one that a later build knows is shown as it is written. */
export function useSideState(): (state: string) => string {
  const { t } = useLingui();
  const names: Readonly<Record<string, string>> = {
    captured: t({ message: "captured", context: "reconciliation" }),
    not_captured: t({ message: "not captured", context: "reconciliation" }),
    expected: t({ message: "expected", context: "reconciliation" }),
    pending: t({ message: "under way", context: "reconciliation" }),
    calling: t({ message: "under way", context: "reconciliation" }),
    unknown: t({ message: "not known yet", context: "reconciliation" }),
    refunded: t({ message: "paid out", context: "reconciliation" }),
    returned: t({ message: "came back", context: "reconciliation" }),
    failed: t({ message: "failed", context: "reconciliation" }),
    canceled: t({ message: "called off", context: "reconciliation" }),
    ready: t({ message: "not asked for yet", context: "reconciliation" }),
    none: t({ message: "no dispute", context: "reconciliation" }),
    open: t({ message: "open", context: "reconciliation" }),
    won: t({ message: "won", context: "reconciliation" }),
    lost: t({ message: "lost", context: "reconciliation" }),
  };
  return (state) => names[state] ?? state;
}

/** A provider by the name that people know. */
export const channelName = (channel: string): string =>
  channel === "stripe" ? "Stripe" : channel === "antom" ? "Antom" : channel;
