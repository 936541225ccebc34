import type { Database } from "../db/database.ts";
import { STEP_UP_SECONDS } from "./second-factor-limits.ts";

/** What changes, shows or replaces a second factor. The password alone must not: it is the first factor. */
const FACTOR_PATHS: ReadonlySet<string> = new Set([
  "/two-factor/enable",
  "/two-factor/disable",
  "/two-factor/get-totp-uri",
  "/two-factor/generate-backup-codes",
  "/passkey/generate-register-options",
  "/passkey/verify-registration",
  "/passkey/delete-passkey",
]);

/** Whether a path of the identity service touches second factors. */
export const changesFactor = (path: string): boolean => FACTOR_PATHS.has(path);

/**
 * Whether a session may touch its login's second factors: one was proven in it within the last minutes, or the login
 * has none yet. Else a stolen session and password could put another factor in its place.
 */
export async function mayChangeFactor(db: Database, sessionId: string): Promise<boolean> {
  const [found] = await db.prisma.$queryRaw<{ may: boolean }[]>`
    SELECT coalesce(s.stepped_up_at > tenure_now() - ${STEP_UP_SECONDS} * interval '1 second', false)
           OR NOT (u.two_factor_enabled OR EXISTS (SELECT 1 FROM auth_passkey p WHERE p.user_id = u.id)) AS may
      FROM auth_session s JOIN auth_user u ON u.id = s.user_id WHERE s.id = ${sessionId}::uuid`;
  return found?.may === true;
}
