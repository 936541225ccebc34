import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import type { Alert } from "./types.ts";

/** An alert in words. */
export interface AlertWords {
  /** What is needed next: the first word of its line. */
  readonly verb: string;
  /** The rest of the line. */
  readonly line: string;
  /** What happened. */
  readonly happened: string;
  /** What to do about it. */
  readonly todo: string;
  /** It closes by itself once its cause is gone. */
  readonly closesItself: boolean;
}

/** Puts alerts into words; docs/guides/operator.md says the same at more length. */
export function useAlertWords(): (alert: Pick<Alert, "kind" | "reference">) => AlertWords {
  const { t } = useLingui();
  return useCallback(
    ({ kind, reference }) => {
      switch (kind) {
        case "payment_mismatch":
          return {
            verb: t`Compare`,
            line: t`payment ${reference} with its order`,
            happened: t`A payment's amount or currency differs from its order's. Nothing was delivered for it.`,
            todo: t`Compare both sides at the provider; then return the payment, or accept it by hand.`,
            closesItself: false,
          };
        case "payment_unknown_order":
          return {
            verb: t`Find`,
            line: t`the order of payment ${reference}`,
            happened: t`A payment was captured that belongs to no order of ours.`,
            todo: t`Look it up at the provider by its id. Whoever paid gets an order or the money back.`,
            closesItself: false,
          };
        case "ledger_imbalance":
          return {
            verb: t`Mend`,
            line: t`the books: ${reference} does not add up`,
            happened: t`The nightly check found something in the books that does not add up. No month can be closed.`,
            todo: t`Run tenure ledger check for all of it. Correct by reversal, never by changing a row; then close this alert.`,
            closesItself: false,
          };
        case "payment_disputed":
          return {
            verb: t`Answer`,
            line: t`the dispute of payment ${reference}`,
            happened: t`The customer's bank disputes a payment. While that is open the order cannot be refunded, and what is unspent of it is frozen.`,
            todo: t`Answer at the provider before its deadline, with the order, the usage and the consents of this account.`,
            closesItself: false,
          };
        case "provider_event_problem":
          return {
            verb: t`Read`,
            line: t`why a notification about ${reference} was not applied`,
            happened: t`A notification of the payment provider did not fit what we know. Nothing was written.`,
            todo: t`Read the problem beside what the provider sent, and put right whichever side is wrong.`,
            closesItself: false,
          };
        case "refund_failed":
          return {
            verb: t`Look into`,
            line: t`refund ${reference}, which the provider did not pay out`,
            happened: t`The provider could not pay the refund. What the refund took away was given back to the customer.`,
            todo: t`Read the provider's reason and agree with the customer how to go on.`,
            closesItself: false,
          };
        case "refund_unknown_at_provider":
          return {
            verb: t`Wait`,
            line: t`for the provider's word on refund ${reference}`,
            happened: t`It is not known whether the provider took the refund.`,
            todo: t`The hourly look-up settles it. Do not pay by hand before.`,
            closesItself: true,
          };
        case "refund_owed_to_customer":
          return {
            verb: t`Pay`,
            line: t`what refund ${reference} owes the customer`,
            happened: t`The refund came back after the customer had been told it was paid, and the term cannot return.`,
            todo: t`Agree another way of payment with the customer, or credit.`,
            closesItself: false,
          };
        case "refund_case_message":
          return {
            verb: t`Read`,
            line: t`what was written to ${reference} after its decision`,
            happened: t`The customer answered a refund case that was decided already. The answer changes nothing by itself.`,
            todo: t`Read it on the case's page. Open a new case where something is to be decided anew.`,
            closesItself: false,
          };
        case "refund_case_overdue":
          return {
            verb: t`Decide`,
            line: t`refund case ${reference}, which is late`,
            happened: t`The business days within which a refund case is reviewed are over (R5.2).`,
            todo: t`Decide it, or ask the customer for what is missing. The date does not move.`,
            closesItself: true,
          };
        case "reconciliation_differences":
          return {
            verb: t`Resolve`,
            line: t`differences between the providers' books and ours: ${reference}`,
            happened: t`Comparing the payment providers' books with ours found something that differs.`,
            todo: t`The Reconciliation page says for each what resolves it.`,
            closesItself: true,
          };
        case "goodwill_refund_proposed":
          return {
            verb: t`Decide`,
            line: t`the goodwill refund of order ${reference}`,
            happened: t`Somebody of the staff proposed a refund out of goodwill. It needs another person's approval.`,
            todo: t`Look at it under the account's orders; approve or decline it.`,
            closesItself: true,
          };
        case "job_parked":
          return {
            verb: t`Mend`,
            line: t`the cause that stopped ${reference}`,
            happened: t`A background job failed for good and waits.`,
            todo: t`Mend the cause, then put the job back with “tenure jobs retry”.`,
            closesItself: true,
          };
        case "schedule_failing":
          return {
            verb: t`Mend`,
            line: t`the schedule ${reference}`,
            happened: t`A job that runs by the clock failed at its latest run.`,
            todo: t`Read the problem. It runs again by itself.`,
            closesItself: true,
          };
        case "notice_failed":
          return {
            verb: t`Correct`,
            line: t`the address of an e-mail that was refused`,
            happened: t`A mail server refused an e-mail for good.`,
            todo: t`Check the address with the customer; the e-mail is among the account's notices.`,
            closesItself: false,
          };
        case "notice_bounced":
          return {
            verb: t`Correct`,
            line: t`the address of an e-mail that came back`,
            happened: t`An e-mail was accepted and came back later: its recipient never read it. A price it announced does not hold on it.`,
            todo: t`Check the address with the customer. If a raise was charged on it already, agree on a refund.`,
            closesItself: false,
          };
        case "price_change_not_told":
          return {
            verb: t`Reach`,
            line: t`a customer who could not be told of a price change`,
            happened: t`No address that is known took the notice. The old price holds until one does.`,
            todo: t`Find an address with the customer; the next hour's look tries it.`,
            closesItself: false,
          };
        case "statement_mismatch":
          return {
            verb: t`Check`,
            line: t`the books of an account whose statement does not add up`,
            happened: t`Opening balance, movements and usage of a period do not give its closing balance. The statement is not shown to the customer.`,
            todo: t`Run “tenure ledger check” and compare the period with the account's ledger.`,
            closesItself: false,
          };
        case "distributor_problem":
          return {
            verb: t`Read`,
            line: t`why a distributor's purchase ${reference} cannot be followed`,
            happened: t`A distributor told us something that does not fit what we know. The account keeps what it had.`,
            todo: t`The Distributors page says what would help; then look at the notification again.`,
            closesItself: true,
          };
        default:
          // A kind of a later build: shown as it is written, rather than hidden.
          return {
            verb: t`Read`,
            line: `${kind} · ${reference}`,
            happened: kind,
            todo: t`This alert is newer than this page; the operator's guide describes it.`,
            closesItself: false,
          };
      }
    },
    [t],
  );
}
