import type { AccountWork } from "../work.ts";
import { dataExportExpiry, distributorSilence, forfeits } from "./accounts.ts";
import { autoTopUp } from "./auto-top-up.ts";
import { gifts } from "./gifts.ts";
import { orderExpiry } from "./orders.ts";
import { cardWarnings } from "./payment-methods.ts";
import { referralDecisions } from "./referrals.ts";
import { refundSettling } from "./refunds.ts";
import { dunning, renewal } from "./renewals.ts";
import { subjectChangeEnd } from "./subject-changes.ts";
import { subscriptionEnd } from "./subscriptions.ts";
import { holdExpiry } from "./usage.ts";
import { lotExpiry, lotWarnings } from "./wallet.ts";

/**
 * Every work of an account that falls due by its clock, in the order in which what is due at one instant happens. A
 * test names the scheduled jobs that are neither here nor of no account.
 */
export const ACCOUNT_WORKS: readonly AccountWork[] = [
  holdExpiry,
  orderExpiry,
  lotWarnings,
  lotExpiry,
  refundSettling,
  cardWarnings,
  renewal,
  dunning,
  subscriptionEnd,
  distributorSilence,
  forfeits,
  dataExportExpiry,
  gifts,
  subjectChangeEnd,
  referralDecisions,
  autoTopUp,
];
