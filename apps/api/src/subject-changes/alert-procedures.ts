import { toEpochMs } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { readLink } from "../notices/link-token.ts";
import type { Services } from "../runtime/services.ts";
import { openProcedureFor } from "../trpc/procedures.ts";
import { raiseAlert } from "./blockers.ts";
import { ALERT_LINK } from "./contacts.ts";
import { changeState, readChange } from "./row.ts";

const token = z.string().max(1000);

/** What the link of a notice is about. It only reads: a program that follows links in mails raises nothing. */
export const previewAlert = openProcedureFor("mail_link.use")
  .input(z.strictObject({ token }))
  .output(
    z.strictObject({
      accountName: z.string(),
      state: changeState,
      submittedAt: z.iso.datetime(),
      raised: z.boolean(),
    }),
  )
  .query(async ({ ctx: { services }, input }) => {
    const link = await openLink(services, input.token);
    return services.db.within(PLATFORM, async (tx) => {
      const change = await readChange(tx, link.changeId, link.accountId);
      const contact = await tx.subjectChangeContact.findUnique({ where: { id: link.contactId } });
      return {
        accountName: (await readAccount(tx, link.accountId)).name,
        state: change.state,
        submittedAt: (change.submittedAt ?? change.createdAt).toISOString(),
        raised: contact?.alertedAt != null,
      };
    });
  });

/** Raises the alert, for whoever holds the link (C3.10). */
export const raiseAlertByLink = openProcedureFor("mail_link.use")
  .input(z.strictObject({ token }))
  .output(z.strictObject({ raised: z.literal(true) }))
  .mutation(async ({ ctx: { services, requestId }, input }) => {
    const link = await openLink(services, input.token);
    await services.runner.run(
      raiseAlert,
      { changeId: link.changeId, contactId: link.contactId },
      {
        actor: { kind: "anonymous", id: "mail_link" },
        accountId: link.accountId,
        asPlatform: true,
        requestId,
        // Pressed twice, it is one alert.
        idempotencyKey: link.contactId,
      },
    );
    return { raised: true as const };
  });

/** @throws AppError not_found where it is not ours or its change ended by itself */
async function openLink(services: Services, text: string) {
  const link = readLink(services.env.secret, ALERT_LINK, text);
  if (link === null) throw new AppError("not_found", "This link is not valid.");
  const now = await services.db.within(PLATFORM, (tx) => readClock(tx, link.accountId));
  if (toEpochMs(now) > toEpochMs(link.expiresAt))
    throw new AppError("not_found", "This link has expired: the application it was about is over.");
  return link;
}
