import { router } from "../trpc/init.ts";
import { getCase, listCases, openCase, replyToCase } from "./procedures.ts";
import {
  approve,
  assign,
  decline,
  getForStaff,
  link,
  note,
  openForCustomer,
  previewApproval,
  queue,
  resume,
  reviewers,
  write,
} from "./staff-procedures.ts";

/** Refunds that a person decides: the customer's part, and the desk. */
export const refundCasesRouter = router({
  list: listCases,
  get: getCase,
  open: openCase,
  reply: replyToCase,
  desk: {
    queue,
    get: getForStaff,
    reviewers,
    open: openForCustomer,
    assign,
    resume,
    note,
    write,
    link,
    previewApproval,
    approve,
    decline,
  },
});
