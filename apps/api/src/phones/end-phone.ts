import { attempt } from "@tenure/core/lifecycle";
import { type PhoneEnding, phoneLifecycle, type PhoneState } from "@tenure/core/phones";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** The CHECK constraint repeats the table's states; a test compares both. */
export const stateOfPhone = (row: { readonly state: string }): PhoneState => row.state as PhoneState;

/** Ends a phone, with every code and confirmation of it. */
export async function endPhone(
  tx: Tx,
  row: { readonly id: string; readonly state: string },
  ending: PhoneEnding,
  now: Instant,
): Promise<void> {
  const move = attempt(phoneLifecycle, stateOfPhone(row), "end");
  if (!move.legal) throw new AppError("conflict", "This phone was removed before.");
  await tx.phone.update({
    where: { id: row.id, state: row.state },
    data: { state: move.to, ending, endedAt: new Date(now) },
  });
  await tx.phoneCode.updateMany({
    where: { phoneId: row.id, voidedAt: null },
    data: { voidedAt: new Date(now) },
  });
}

/** A person is erased: their phones end, and no digest stays to know them by. */
export async function erasePhones(tx: Tx, subjectId: string, now: Instant): Promise<void> {
  const living = await tx.phone.findMany({ where: { subjectId, state: { not: "ended" } } });
  for (const row of living) await endPhone(tx, row, "erased", now);
  await tx.phone.updateMany({ where: { subjectId }, data: { numberMac: null } });
  await tx.phoneCode.updateMany({ where: { subjectId }, data: { numberMac: null } });
}
