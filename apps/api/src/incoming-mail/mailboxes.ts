import { MAX_REPORT_BYTES } from "../bounces/delivery-status.ts";
import { takeReport } from "../bounces/take-report.ts";
import { noticeOfReturnPath } from "../notices/return-path.ts";
import { isCaseAddress } from "../refund-cases/case-address.ts";
import { MAX_REQUEST_BYTES } from "../refund-cases/read-mail.ts";
import { takeRequestMail } from "../refund-cases/take-mail.ts";
import type { Services } from "../runtime/services.ts";
import type { Mailbox } from "./mailbox.ts";

/** Every mailbox of the product: mails that came back, and requests for a refund where an address was set for them. */
export function mailboxesOf(services: Services): readonly Mailbox[] {
  const { secret, refundsAddress } = services.env;
  const reports: Mailbox = {
    maxBytes: MAX_REPORT_BYTES,
    accepts: (address) => noticeOfReturnPath(address, secret) !== null,
    take: async ({ source, recipients }) => void (await takeReport(services, source, recipients)),
  };
  if (refundsAddress === null) return [reports];
  const requests: Mailbox = {
    maxBytes: MAX_REQUEST_BYTES,
    accepts: (address) => isCaseAddress(address, refundsAddress, secret),
    take: async (mail) => void (await takeRequestMail(services, mail)),
  };
  return [reports, requests];
}
