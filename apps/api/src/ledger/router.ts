import { router } from "../trpc/init.ts";
import { listJournals, listLedgerAccounts } from "./account-ledger.ts";
import { closeLedgerMonth, previewCloseMonth } from "./close-procedure.ts";
import { getJournal } from "./get-journal.ts";
import { listBatchEvents } from "./list-batch-events.ts";
import { listMonths } from "./list-months.ts";
import { getTrialBalance } from "./trial-balance-procedure.ts";

/** The books: of an account, and of the platform. */
export const ledgerRouter = router({
  accounts: listLedgerAccounts,
  journals: listJournals,
  journal: getJournal,
  batchEvents: listBatchEvents,
  trialBalance: getTrialBalance,
  months: listMonths,
  previewClose: previewCloseMonth,
  close: closeLedgerMonth,
});
