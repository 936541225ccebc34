import { createHash } from "node:crypto";
import { readClock } from "../db/clock.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import type { SendIdentityMail } from "../identity/identity-mail.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { queueNotice } from "./queue.ts";

/** Mails of sign-up and reset go the way of every other: written first, sent by a job, once per link. */
export const identityMailByNotice =
  (db: Database, outbox: Outbox): SendIdentityMail =>
  ({ kind, to, url }) =>
    db.within(PLATFORM, async (tx) => {
      await queueNotice(tx, outbox, {
        kind,
        dedupeKey: `${kind}:${createHash("sha256").update(url).digest("hex")}`,
        accountId: null,
        to,
        now: await readClock(tx, null),
        zone: "UTC",
        params: { name: to.name, url },
      });
    });
