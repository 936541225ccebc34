import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Recipient } from "../accounts/owner.ts";
import { ownerOf, recipientById } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import type { ChangeRow, InvitationRow } from "./row.ts";

/** What every letter about a change has in common. */
export async function letterTo(
  { tx, now }: Pick<Acting, "tx" | "now">,
  side: "original" | "new",
  change: ChangeRow,
  account: AccountFacts,
  occasion: string,
) {
  return {
    dedupeKey: `subject_change:${change.id}:${occasion}:${side}`,
    // What the new side is told is not in the account's list of notices, which the original side reads.
    accountId: side === "original" ? account.id : null,
    to: side === "original" ? await applicantAddress(tx, change) : await newSideAddress(tx, change.id),
    now,
    zone: account.timeZone,
  };
}

/** Whoever applied for the original side; where staff did, the account's owner. */
async function applicantAddress(tx: Tx, change: ChangeRow): Promise<Recipient | null> {
  if (change.capacity === "manager") return ownerOf(tx, change.accountId);
  return recipientById(tx, change.applicantLoginId);
}

/** Whoever took the invitation up; before that, where it was sent. */
async function newSideAddress(tx: Tx, changeId: string): Promise<Recipient | null> {
  const invitation = await tx.subjectChangeInvitation.findUnique({ where: { changeId } });
  if (invitation === null) return null;
  return invitation.loginId === null ? invitedAddress(invitation) : recipientById(tx, invitation.loginId);
}

/** The address an invitation goes to; nobody's name is known to us yet. */
export const invitedAddress = ({
  email,
  language,
}: Pick<InvitationRow, "email" | "language">): Recipient => ({
  email,
  name: "",
  language: language === "zh" ? "zh" : "en",
});
