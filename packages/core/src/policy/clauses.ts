import { z } from "zod";
import type { Text } from "../text/template.ts";

/** E: enforced by code and by a test that names the id. R: a consent or fact is kept. S: text the customer sees. */
export type ClauseKind = "E" | "R" | "S";

/** One clause: how it binds and what it says. */
export interface Clause {
  readonly kind: ClauseKind;
  readonly text: Text;
}

/** Every clause of the policy, by id: T subscriptions, R refunds, C change of account subject. */
export const CLAUSES = {
  "T1.1": {
    kind: "E",
    text: {
      en: "The fees are those listed, unless something else was agreed in writing",
      zh: "The fees are those listed, unless something else was agreed in writing",
    },
  },
  "T1.2": {
    kind: "E",
    text: {
      en: "To buy, a customer gives complete and accurate billing details; this authorises the charge of the fees and any tax",
      zh: "To buy, a customer gives complete and accurate billing details; this authorises the charge of the fees and any tax",
    },
  },
  "T1.3": {
    kind: "E",
    text: {
      en: "Bought through a distributor (an app store): that distributor's payment, billing and refund rules govern",
      zh: "Bought through a distributor (an app store): that distributor's payment, billing and refund rules govern",
    },
  },
  "T1.4": {
    kind: "E",
    text: {
      en: "Payments are not refundable except where law requires it or a policy says so (R is what says so, for the products it lists); the order is reviewed before it is confirmed",
      zh: "Payments are not refundable except where law requires it or a policy says so (R is what says so, for the products it lists); the order is reviewed before it is confirmed",
    },
  },
  "T2.1": {
    kind: "R",
    text: {
      en: "What a subscription contains, its features and duration are shown at checkout; content may be updated over time",
      zh: "What a subscription contains, its features and duration are shown at checkout; content may be updated over time",
    },
  },
  "T2.2": {
    kind: "E",
    text: {
      en: "A paid subscription renews by itself at the end of each term and the payment method is charged, unless cancelled",
      zh: "A paid subscription renews by itself at the end of each term and the payment method is charged, unless cancelled",
    },
  },
  "T2.3": {
    kind: "E",
    text: {
      en: "An initial minimum term renews for the same duration",
      zh: "An initial minimum term renews for the same duration",
    },
  },
  "T2.4": {
    kind: "E",
    text: {
      en: "Cancel at any time with the tools provided",
      zh: "Cancel at any time with the tools provided",
    },
  },
  "T2.5": {
    kind: "E",
    text: {
      en: "To avoid the next charge, cancel at least 24 hours before the term ends; exactly 24 h before is in time",
      zh: "To avoid the next charge, cancel at least 24 hours before the term ends; exactly 24 h before is in time",
    },
  },
  "T2.6": {
    kind: "E",
    text: {
      en: "Cancelling gives no refund; access continues to the end of the paid term",
      zh: "Cancelling gives no refund; access continues to the end of the paid term",
    },
  },
  "T3.1": {
    kind: "E",
    text: {
      en: "Fees are never raised within the current term",
      zh: "Fees are never raised within the current term",
    },
  },
  "T3.2": {
    kind: "E",
    text: {
      en: "A raise is announced in advance; staying past the renewal is acceptance",
      zh: "A raise is announced in advance; staying past the renewal is acceptance",
    },
  },
  "T4.1": {
    kind: "R",
    text: {
      en: "The customer complies with law, usage rules, terms of use and related agreements",
      zh: "The customer complies with law, usage rules, terms of use and related agreements",
    },
  },
  "T4.2": {
    kind: "E",
    text: {
      en: "Violation → suspension or termination of the service, fees paid are not refunded",
      zh: "Violation → suspension or termination of the service, fees paid are not refunded",
    },
  },
  "T5.1": {
    kind: "S",
    text: {
      en: "Interruptions by force majeure, networks or third parties are not the platform's liability",
      zh: "Interruptions by force majeure, networks or third parties are not the platform's liability",
    },
  },
  "T6.1": {
    kind: "E",
    text: {
      en: "Additional services may cost extra; the customer reviews and accepts that before being charged",
      zh: "Additional services may cost extra; the customer reviews and accepts that before being charged",
    },
  },
  "T6.2": {
    kind: "R",
    text: {
      en: "Errors of payment processors are theirs",
      zh: "Errors of payment processors are theirs",
    },
  },
  "R1.1": {
    kind: "E",
    text: {
      en: "Subscription (Pro / Max / Ultra): within 24 hours of subscribing and the value of API usage has not exceeded the amount paid",
      zh: "Subscription (Pro / Max / Ultra): within 24 hours of subscribing and the value of API usage has not exceeded the amount paid",
    },
  },
  "R1.2": {
    kind: "E",
    text: {
      en: "Pay-as-you-go: within 24 hours of each top-up order; applies to the unused paid credits of that order, bonus credits excluded",
      zh: "Pay-as-you-go: within 24 hours of each top-up order; applies to the unused paid credits of that order, bonus credits excluded",
    },
  },
  "R1.3": {
    kind: "E",
    text: {
      en: 'Requests after the window cannot be processed; the dialog shows the time that remains, as "Refund window remaining Xh Ym"',
      zh: 'Requests after the window cannot be processed; the dialog shows the time that remains, as "Refund window remaining Xh Ym"',
    },
  },
  "R2.1": {
    kind: "E",
    text: {
      en: "more than 24 hours since the subscription or purchase; exactly 24 h is inside",
      zh: "more than 24 hours since the subscription or purchase; exactly 24 h is inside",
    },
  },
  "R2.2": {
    kind: "E",
    text: {
      en: "the order has already been refunded in full",
      zh: "the order has already been refunded in full",
    },
  },
  "R2.3": {
    kind: "E",
    text: {
      en: "a refund of it is being processed",
      zh: "a refund of it is being processed",
    },
  },
  "R2.4": {
    kind: "E",
    text: {
      en: "usage since payment has consumed everything refundable",
      zh: "usage since payment has consumed everything refundable",
    },
  },
  "R2.5": {
    kind: "E",
    text: {
      en: "pay-as-you-go: the top-up wallet (posted paid balance − debt) does not cover the amount to be deducted",
      zh: "pay-as-you-go: the top-up wallet (posted paid balance − debt) does not cover the amount to be deducted",
    },
  },
  "R2.6": {
    kind: "E",
    text: {
      en: "the order was not paid successfully",
      zh: "the order was not paid successfully",
    },
  },
  "R2.7": {
    kind: "E",
    text: {
      en: 'a subscription received as a gift; the button is disabled and says "Gift subscriptions are not eligible for refunds" (the payer of a gift that nobody redeemed may cancel it within the window)',
      zh: 'a subscription received as a gift; the button is disabled and says "Gift subscriptions are not eligible for refunds" (the payer of a gift that nobody redeemed may cancel it within the window)',
    },
  },
  "R2.8": {
    kind: "E",
    text: {
      en: "a dispute of the payment is open",
      zh: "a dispute of the payment is open",
    },
  },
  "R2.9": {
    kind: "E",
    text: {
      en: "the final amount is zero or less than the provider can pay",
      zh: "the final amount is zero or less than the provider can pay",
    },
  },
  "R2.10": {
    kind: "E",
    text: {
      en: "limits on serial refunding reached: not a refusal but a case for a person, said openly",
      zh: "limits on serial refunding reached: not a refusal but a case for a person, said openly",
    },
  },
  "R3.1": {
    kind: "E",
    text: {
      en: "Subscription: (total paid in the current billing cycle − actual usage − already refunded) × (1 − 5 %); actual usage = the equivalent value, at list price, of the API calls served by this term's included usage (calls paid from credits were paid already)",
      zh: "Subscription: (total paid in the current billing cycle − actual usage − already refunded) × (1 − 5 %); actual usage = the equivalent value, at list price, of the API calls served by this term's included usage (calls paid from credits were paid already)",
    },
  },
  "R3.2": {
    kind: "E",
    text: {
      en: "If usage has exceeded the payment, not eligible (R2.4)",
      zh: "If usage has exceeded the payment, not eligible (R2.4)",
    },
  },
  "R3.3": {
    kind: "E",
    text: {
      en: "Pay-as-you-go, each top-up order on its own: (order amount − usage since payment − already refunded) × (1 − 5 %); usage since payment = credits of every kind posted after this order was paid; usage served by a plan is not counted",
      zh: "Pay-as-you-go, each top-up order on its own: (order amount − usage since payment − already refunded) × (1 − 5 %); usage since payment = credits of every kind posted after this order was paid; usage served by a plan is not counted",
    },
  },
  "R3.4": {
    kind: "E",
    text: {
      en: "Bonus credits (top-up discount), gifts and referral rewards that came with this order are not refundable and are forfeited when the refund is approved",
      zh: "Bonus credits (top-up discount), gifts and referral rewards that came with this order are not refundable and are forfeited when the refund is approved",
    },
  },
  "R3.5": {
    kind: "E",
    text: {
      en: "An order linked to a referral reward: the referrer does not receive (or loses) the $5 of that order",
      zh: "An order linked to a referral reward: the referrer does not receive (or loses) the $5 of that order",
    },
  },
  "R3.6": {
    kind: "E",
    text: {
      en: "In-flight requests between payment and the start of the refund may still be billed: the settled amount can differ from the preview, and the settled amount prevails",
      zh: "In-flight requests between payment and the start of the refund may still be billed: the settled amount can differ from the preview, and the settled amount prevails",
    },
  },
  "R3.7": {
    kind: "E",
    text: {
      en: "B = refundable balance; net = ⌊B × (10 000 − fee bps) / 10 000⌋ to the provider's minor unit, rounded once; fee line = ⌊B × bps / 10 000⌋ in nanos; remainder line = B − fee − net. The lines add up exactly",
      zh: "B = refundable balance; net = ⌊B × (10 000 − fee bps) / 10 000⌋ to the provider's minor unit, rounded once; fee line = ⌊B × bps / 10 000⌋ in nanos; remainder line = B − fee − net. The lines add up exactly",
    },
  },
  "R3.8": {
    kind: "E",
    text: {
      en: '"Already refunded" is the gross of earlier refunds of the order (net + fee + remainder), refunds under way and lost disputes included. Otherwise a second refund pays the fee back',
      zh: '"Already refunded" is the gross of earlier refunds of the order (net + fee + remainder), refunds under way and lost disputes included. Otherwise a second refund pays the fee back',
    },
  },
  "R3.9": {
    kind: "E",
    text: {
      en: "The calculation is before tax; tax returns pro rata on its own line, with a credit note",
      zh: "The calculation is before tax; tax returns pro rata on its own line, with a credit note",
    },
  },
  "R4.1": {
    kind: "E",
    text: {
      en: 'Subscription: "Refund" button in Billing History on the subscription page; top-up: on the row of the Transactions list on the credits page, greyed out once the window has passed; a disabled button says why',
      zh: 'Subscription: "Refund" button in Billing History on the subscription page; top-up: on the row of the Transactions list on the credits page, greyed out once the window has passed; a disabled button says why',
    },
  },
  "R4.2": {
    kind: "E",
    text: {
      en: 'Preview: plan or order, payment time, total paid, usage, already refunded, refundable balance, platform fee with percentage, final amount, what the wallet loses, remaining window; then "Submit Refund", then a second confirmation',
      zh: 'Preview: plan or order, payment time, total paid, usage, already refunded, refundable balance, platform fee with percentage, final amount, what the wallet loses, remaining window; then "Submit Refund", then a second confirmation',
    },
  },
  "R4.3": {
    kind: "E",
    text: {
      en: "Status in the dialog and as a tag in the amount column of the row: Refunding (1–3 business days), Refunded, Failed (contact support), Canceled",
      zh: "Status in the dialog and as a tag in the amount column of the row: Refunding (1–3 business days), Refunded, Failed (contact support), Canceled",
    },
  },
  "R4.4": {
    kind: "E",
    text: {
      en: "A submitted top-up refund is processed automatically and deducted from the top-up wallet: gross by default (policy data walletDebit, gross or net), wording follows",
      zh: "A submitted top-up refund is processed automatically and deducted from the top-up wallet: gross by default (policy data walletDebit, gross or net), wording follows",
    },
  },
  "R4.5": {
    kind: "E",
    text: {
      en: "Submit names the preview that was confirmed. Usage alone never sends the customer back (R3.6 settles and explains); a new preview is shown only when policy, fee, refusals, payment or earlier refunds changed",
      zh: "Submit names the preview that was confirmed. Usage alone never sends the customer back (R3.6 settles and explains); a new preview is shown only when policy, fee, refusals, payment or earlier refunds changed",
    },
  },
  "R5.1": {
    kind: "E",
    text: {
      en: "Fields: account e-mail or id; purchase date and time YYYY-MM-DD HH:mm (read in the account's time zone); purchase amount; current unused credit balance; reason",
      zh: "Fields: account e-mail or id; purchase date and time YYYY-MM-DD HH:mm (read in the account's time zone); purchase amount; current unused credit balance; reason",
    },
  },
  "R5.2": {
    kind: "E",
    text: {
      en: "Reviewed within 7 business days (holidays are policy data; day 1 is the next business day in the platform's zone); the window is judged at our receipt of the message, the amount at approval, then drained as usual; paid to the original payment account, in the original currency, through the original method",
      zh: "Reviewed within 7 business days (holidays are policy data; day 1 is the next business day in the platform's zone); the window is judged at our receipt of the message, the amount at approval, then drained as usual; paid to the original payment account, in the original currency, through the original method",
    },
  },
  "R5.3": {
    kind: "S",
    text: {
      en: "Arrival may take a further 3–10 banking business days",
      zh: "Arrival may take a further 3–10 banking business days",
    },
  },
  "R6.1": {
    kind: "E",
    text: {
      en: "Subscription: immediately downgraded to Free; may subscribe again at any time",
      zh: "Subscription: immediately downgraded to Free; may subscribe again at any time",
    },
  },
  "R6.2": {
    kind: "E",
    text: {
      en: "Pay-as-you-go: deducted from the wallet, bonus of that order forfeited, referrer's reward revoked",
      zh: "Pay-as-you-go: deducted from the wallet, bonus of that order forfeited, referrer's reward revoked",
    },
  },
  "R6.3": {
    kind: "E",
    text: {
      en: "Exchange-rate differences are borne by the user: the refund is in the original currency at the order's stored rate, floored; the record shows it",
      zh: "Exchange-rate differences are borne by the user: the refund is in the original currency at the order's stored rate, floored; the record shows it",
    },
  },
  "R6.4": {
    kind: "E",
    text: {
      en: "A refund that fails or bounces, even weeks later, restores. Top-up: wallet, bonus and referral return, their expiries extended by the absence. Subscription: the term returns, extended, if it still runs and no other exists; otherwise the net is booked as owed to the customer and a case opens (other payout, or credit)",
      zh: "A refund that fails or bounces, even weeks later, restores. Top-up: wallet, bonus and referral return, their expiries extended by the absence. Subscription: the term returns, extended, if it still runs and no other exists; otherwise the net is booked as owed to the customer and a case opens (other payout, or credit)",
    },
  },
  "R7.1": {
    kind: "E",
    text: {
      en: "self-service only: Stripe and Antom (Alipay) orders refund online; gifts, referral rewards and the like never. The e-mail route serves every payment method",
      zh: "self-service only: Stripe and Antom (Alipay) orders refund online; gifts, referral rewards and the like never. The e-mail route serves every payment method",
    },
  },
  "C1.1": {
    kind: "R",
    text: {
      en: "The applicant reads the agreement and accepts it expressly before applying; version, text hash, language, time and signer are kept; clauses of special weight are marked as such",
      zh: "The applicant reads the agreement and accepts it expressly before applying; version, text hash, language, time and signer are kept; clauses of special weight are marked as such",
    },
  },
  "C1.2": {
    kind: "E",
    text: {
      en: "It takes effect only when three conditions hold at the same time: (a) the account's real-name verification is complete and the applicant is that verified subject (or a proven representative, C3.9); (b) the platform reviewed and agreed; (c) the new subject accepted the acceptance agreement and completed real-name verification — checked together, in one transaction, at the moment of effect, which follows at once",
      zh: "It takes effect only when three conditions hold at the same time: (a) the account's real-name verification is complete and the applicant is that verified subject (or a proven representative, C3.9); (b) the platform reviewed and agreed; (c) the new subject accepted the acceptance agreement and completed real-name verification — checked together, in one transaction, at the moment of effect, which follows at once",
    },
  },
  "C1.3": {
    kind: "S",
    text: {
      en: "What old and new subject agreed between themselves about services, funds, credits and debts yields to these rules where they conflict",
      zh: "What old and new subject agreed between themselves about services, funds, credits and debts yields to these rules where they conflict",
    },
  },
  "C2.1": {
    kind: "E",
    text: {
      en: "Account holder: for a verified account the verified subject (individual, company or other organisation) unless otherwise proven; otherwise judged from account information and other relevant factors. Where profile and verified data differ, the verified data wins",
      zh: "Account holder: for a verified account the verified subject (individual, company or other organisation) unless otherwise proven; otherwise judged from account information and other relevant factors. Where profile and verified data differ, the verified data wins",
    },
  },
  "C2.2": {
    kind: "E",
    text: {
      en: "Only a change initiated by the original subject and accepted by the new one counts as this procedure",
      zh: "Only a change initiated by the original subject and accepted by the new one counts as this procedure",
    },
  },
  "C3.1": {
    kind: "E",
    text: {
      en: "Grounds: merger, division, reorganisation, dissolution or death; an effective judgment, order, ruling or decision; actual holder differs from the verified subject, with clear proof; required by law; other circumstances the platform accepts. Each ground asks for its own evidence",
      zh: "Grounds: merger, division, reorganisation, dissolution or death; an effective judgment, order, ruling or decision; actual holder differs from the verified subject, with clear proof; required by law; other circumstances the platform accepts. Each ground asks for its own evidence",
    },
  },
  "C3.2": {
    kind: "E",
    text: {
      en: "Started from the account that is to change",
      zh: "Started from the account that is to change",
    },
  },
  "C3.3": {
    kind: "E",
    text: {
      en: "Secondary verification (code to the verified phone); authorisation proof when an account manager starts it for the customer; any further material the platform asks for",
      zh: "Secondary verification (code to the verified phone); authorisation proof when an account manager starts it for the customer; any further material the platform asks for",
    },
  },
  "C3.4": {
    kind: "R",
    text: {
      en: "The applicant agrees to the terms and to related rules",
      zh: "The applicant agrees to the terms and to related rules",
    },
  },
  "C3.5": {
    kind: "E",
    text: {
      en: "Before the new subject has accepted and completed real-name verification the applicant may withdraw or cancel",
      zh: "Before the new subject has accepted and completed real-name verification the applicant may withdraw or cancel",
    },
  },
  "C3.6": {
    kind: "E",
    text: {
      en: "After both, a withdrawal or cancellation is refused",
      zh: "After both, a withdrawal or cancellation is refused",
    },
  },
  "C3.7": {
    kind: "R",
    text: {
      en: "The original subject cooperates in handing over the management of the account",
      zh: "The original subject cooperates in handing over the management of the account",
    },
  },
  "C3.8": {
    kind: "E",
    text: {
      en: "The platform may end the procedure, or take other measures, at any time when: an unresolved third-party complaint; investigation by authorities; litigation, arbitration or other legal procedure; cooperation tied to the original subject's identity (credit control, partnership); anything else that may harm the state, society, the platform or others. Complaint, investigation and legal procedure block; a credit or partnership tie is a blocker that a reviewer may waive with a reason, and it then ends under C4.2",
      zh: "The platform may end the procedure, or take other measures, at any time when: an unresolved third-party complaint; investigation by authorities; litigation, arbitration or other legal procedure; cooperation tied to the original subject's identity (credit control, partnership); anything else that may harm the state, society, the platform or others. Complaint, investigation and legal procedure block; a credit or partnership tie is a blocker that a reviewer may waive with a reason, and it then ends under C4.2",
    },
  },
  "C3.9": {
    kind: "E",
    text: {
      en: "Where the original subject cannot act (death, dissolution, judgment) a representative acts: authority proven by document, two reviewers, step-up with the representative's own factors, old contacts alerted",
      zh: "Where the original subject cannot act (death, dissolution, judgment) a representative acts: authority proven by document, two reviewers, step-up with the representative's own factors, old contacts alerted",
    },
  },
  "C3.10": {
    kind: "E",
    text: {
      en: "Old contacts are told when an application is submitted; the platform agrees no earlier than 72 h (policy data) after that notice; their alert opens a contested hold that staff decide. It is no withdrawal and never delays the effect once the three conditions hold",
      zh: "Old contacts are told when an application is submitted; the platform agrees no earlier than 72 h (policy data) after that notice; their alert opens a contested hold that staff decide. It is no withdrawal and never delays the effect once the three conditions hold",
    },
  },
  "C4.1": {
    kind: "E",
    text: {
      en: "At the moment of effect all rights and obligations, the account and everything in it pass to the new subject, atomically",
      zh: "At the moment of effect all rights and obligations, the account and everything in it pass to the new subject, atomically",
    },
  },
  "C4.2": {
    kind: "E",
    text: {
      en: "Preferential terms, credit lines, partnerships, and links with other accounts end automatically at that moment",
      zh: "Preferential terms, credit lines, partnerships, and links with other accounts end automatically at that moment",
    },
  },
  "C4.3": {
    kind: "E",
    text: {
      en: "No partial transfer: a wish to move a service or right to some other account is refused",
      zh: "No partial transfer: a wish to move a service or right to some other account is refused",
    },
  },
  "C4.4": {
    kind: "E",
    text: {
      en: "A wish of the original subject to undo a completed change because of a dispute or otherwise is refused",
      zh: "A wish of the original subject to undo a completed change because of a dispute or otherwise is refused",
    },
  },
  "C4.5": {
    kind: "E",
    text: {
      en: "In a dispute the platform makes sure the new subject has actual control: the old side's sessions, keys and memberships end, recovery channels are replaced",
      zh: "In a dispute the platform makes sure the new subject has actual control: the old side's sessions, keys and memberships end, recovery channels are replaced",
    },
  },
  "C4.6": {
    kind: "E",
    text: {
      en: "The original subject stays responsible for everything done under the account before the moment of effect",
      zh: "The original subject stays responsible for everything done under the account before the moment of effect",
    },
  },
  "C4.7": {
    kind: "R",
    text: {
      en: "… and for contracts and matters that the new subject continues to perform: they are listed at the moment of effect",
      zh: "… and for contracts and matters that the new subject continues to perform: they are listed at the moment of effect",
    },
  },
  "C4.8": {
    kind: "E",
    text: {
      en: "Statements, usage and audit can be cut at the moment of effect, per holder, and the parts add up to the whole",
      zh: "Statements, usage and audit can be cut at the moment of effect, per holder, and the parts add up to the whole",
    },
  },
  "C4.9": {
    kind: "E",
    text: {
      en: "see C4.9",
      zh: "see C4.9",
    },
  },
  "C4.10": {
    kind: "E",
    text: {
      en: "Payment ties: each holder period has its own provider customer; the old one is neither renamed nor shared, keeps its receipts and serves only its own refunds and disputes; its payment methods, mandates and auto-top-up consent end. A chargeback of a pre-change order freezes that order's unspent lot; the rest is a claim on the previous holder, never a debt of the new. The new holder adds a payment method on accepting, else renewal waits through a grace period. Paid terms keep price and end. The old holder's card and address stay hidden from the new. API keys end by default; the new holder may prepare keys that start at the instant or choose an overlap of at most 72 h. Webhook endpoints, partner grants, referral links and invitations end. A distributor subscription is a blocker",
      zh: "Payment ties: each holder period has its own provider customer; the old one is neither renamed nor shared, keeps its receipts and serves only its own refunds and disputes; its payment methods, mandates and auto-top-up consent end. A chargeback of a pre-change order freezes that order's unspent lot; the rest is a claim on the previous holder, never a debt of the new. The new holder adds a payment method on accepting, else renewal waits through a grace period. Paid terms keep price and end. The old holder's card and address stay hidden from the new. API keys end by default; the new holder may prepare keys that start at the instant or choose an overlap of at most 72 h. Webhook endpoints, partner grants, referral links and invitations end. A distributor subscription is a blocker",
    },
  },
  "C5.1": {
    kind: "R",
    text: {
      en: "The applicant commits that what was filled in and submitted is true, accurate and valid, breaks no law or policy, harms no third party, puts the platform in no breach, and compensates losses otherwise",
      zh: "The applicant commits that what was filled in and submitted is true, accurate and valid, breaks no law or policy, harms no third party, puts the platform in no breach, and compensates losses otherwise",
    },
  },
  "C5.2": {
    kind: "E",
    text: {
      en: "The platform may ask for written proof at any time after the start",
      zh: "The platform may ask for written proof at any time after the start",
    },
  },
  "C5.3": {
    kind: "E",
    text: {
      en: "The platform decides, on its own prudent judgment, whether the application complies, and may refuse",
      zh: "The platform decides, on its own prudent judgment, whether the application complies, and may refuse",
    },
  },
  "C5.4": {
    kind: "R",
    text: {
      en: "The platform records the flow, contracts and related information before and after the change",
      zh: "The platform records the flow, contracts and related information before and after the change",
    },
  },
  "C5.5": {
    kind: "E",
    text: {
      en: "On a breach of C5.1 the platform may end the procedure, or revoke a completed change and restore the account's subject to the state before",
      zh: "On a breach of C5.1 the platform may end the procedure, or revoke a completed change and restore the account's subject to the state before",
    },
  },
  C6: {
    kind: "S",
    text: {
      en: "Law of the platform's country governs; where a rule here conflicts with law, law prevails; where it conflicts with other terms, this agreement prevails; disputes: negotiation first, then court. Shown in the agreement.",
      zh: "Law of the platform's country governs; where a rule here conflicts with law, law prevails; where it conflicts with other terms, this agreement prevails; disputes: negotiation first, then court. Shown in the agreement.",
    },
  },
} as const satisfies Record<string, Clause>;

/** Id of a clause, such as `R4.2`. */
export type ClauseId = keyof typeof CLAUSES;

/** Accepts the known clause ids only. */
export const clauseIdSchema = z.enum(Object.keys(CLAUSES) as [ClauseId, ...ClauseId[]]);
