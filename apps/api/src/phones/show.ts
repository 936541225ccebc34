import { maskedPhone } from "@tenure/core/phones";
import type { Policy } from "@tenure/core/policy";
import { msBetween } from "@tenure/core/time";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { currentSubject } from "../subjects/current-subject.ts";
import type { Vault } from "../vault/vault.ts";
import { isSignInFrozen } from "./sign-in-free.ts";

/** The phones of an account's holder, as screens show them. */
export const phonesSchema = z.strictObject({
  verified: z
    .strictObject({
      id: z.uuid(),
      /** Country and last digits, `+86 ••• •••• 1234`. */
      number: z.string(),
      verifiedAt: z.iso.datetime(),
    })
    .nullable(),
  /** Waits for its code. */
  waiting: z
    .strictObject({
      id: z.uuid(),
      number: z.string(),
      /** How the last code got on: `refused` by the SMS service for good. */
      delivery: z.enum(["queued", "taken", "refused"]),
      /** Until another code can be asked for. */
      resendAfterSeconds: z.int().min(0),
    })
    .nullable(),
  /** A change of subject is open: nothing changes here until it ends. */
  frozen: z.boolean(),
  /** Whether text messages can be sent here at all. */
  available: z.boolean(),
  codeMinutes: z.int(),
  resendSeconds: z.int(),
  /** Other accounts with the same verified phone, for staff; null for anybody else. */
  elsewhere: z.int().nullable(),
});

/** Shows them. */
export async function showPhones(
  tx: Tx,
  vault: Vault,
  account: { readonly id: string; readonly isStaff: boolean; readonly available: boolean },
  { phones: { codeMinutes, resendSeconds } }: Policy,
): Promise<z.infer<typeof phonesSchema>> {
  const { subject } = await currentSubject(tx, account.id);
  const rows = await tx.phone.findMany({ where: { subjectId: subject.id, state: { not: "ended" } } });
  const opened = await vault.getAll(
    tx,
    "phone",
    rows.map(({ recordId }) => recordId),
  );
  const numberOf = (row: { readonly recordId: string }) => {
    const phone = opened.get(row.recordId);
    return phone === undefined ? "" : maskedPhone(phone);
  };
  const verified = rows.find(({ state }) => state === "verified");
  const waiting = rows.find(({ state }) => state === "unverified");
  const last =
    waiting === undefined
      ? null
      : await tx.phoneCode.findFirst({ where: { phoneId: waiting.id }, orderBy: { sentAt: "desc" } });
  const sinceMs = last === null ? Infinity : msBetween(last.sentAt.toISOString(), await readClock(tx, null));
  return {
    verified:
      verified === undefined
        ? null
        : {
            id: verified.id,
            number: numberOf(verified),
            verifiedAt: (verified.verifiedAt ?? verified.addedAt).toISOString(),
          },
    waiting:
      waiting === undefined
        ? null
        : {
            id: waiting.id,
            number: numberOf(waiting),
            delivery: phonesSchema.shape.waiting
              .unwrap()
              .shape.delivery.catch("queued")
              .parse(last?.delivery),
            resendAfterSeconds: Math.max(0, Math.ceil(resendSeconds - sinceMs / 1000)),
          },
    frozen: await isSignInFrozen(tx, account.id),
    available: account.available,
    codeMinutes,
    resendSeconds,
    elsewhere: account.isStaff ? await elsewhere(tx, account.id, verified?.numberMac ?? null) : null,
  };
}

/** How many other accounts have the same verified phone (threat 9). */
async function elsewhere(tx: Tx, accountId: string, numberMac: string | null): Promise<number> {
  if (numberMac === null) return 0;
  const rows = await tx.phone.groupBy({
    by: ["accountId"],
    where: { numberMac, state: "verified", accountId: { not: accountId } },
  });
  return rows.length;
}
