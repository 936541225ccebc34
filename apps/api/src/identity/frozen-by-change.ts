import { frozenBy } from "@tenure/core/subject-changes";
import { type Database, PLATFORM } from "../db/database.ts";
import { changeUnderWay } from "../subject-changes/effect/under-way.ts";

/** What changes how somebody signs in. */
const CREDENTIAL_PATHS: ReadonlySet<string> = new Set([
  "/change-email",
  "/change-password",
  "/reset-password",
  "/two-factor/enable",
  "/two-factor/disable",
  "/two-factor/generate-backup-codes",
  "/passkey/generate-register-options",
  "/passkey/verify-registration",
  "/passkey/delete-passkey",
]);

/** Whether a path of the identity service changes a way to sign in. */
export const changesCredential = (path: string): boolean => CREDENTIAL_PATHS.has(path);

/**
 * Whether a login's ways to sign in stand still: an account it belongs to is about to pass to another holder. From
 * submission on nobody can lock the old contacts out before they read the notice (C3.10, invariant 31).
 */
export const isSignInFrozen = (db: Database, loginId: string): Promise<boolean> =>
  db.within(PLATFORM, async (tx) => {
    const members = await tx.member.findMany({
      where: { loginId, endedAt: null },
      select: { accountId: true },
    });
    for (const { accountId } of members) {
      const change = await changeUnderWay(tx, accountId);
      if (change !== null && frozenBy(change).includes("sign_in")) return true;
    }
    return false;
  });
