import { createHash } from "node:crypto";
import type { Database } from "../db/database.ts";

/** A code is accepted for its 30-second step and its neighbours; after this many seconds it is none any more. */
const CODE_LIFETIME_SECONDS = 120;

/**
 * Marks a time-based code as used by a login. A code that somebody read over a shoulder does not work again.
 * @returns false when this login used this code already
 */
export async function useCodeOnce(db: Database, loginId: string, code: string): Promise<boolean> {
  const id = idOf(loginId, code);
  // The primary key is the lock: two requests with one code cannot both insert it.
  const changed = await db.prisma.$executeRaw`
    INSERT INTO auth_verification (id, identifier, value, expires_at)
    VALUES (${id}::uuid, ${`used-code:${id}`}, 'used', tenure_now() + ${CODE_LIFETIME_SECONDS} * interval '1 second')
    ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE auth_verification.expires_at <= tenure_now()`;
  return changed === 1;
}

/** Whether a login used this code already; marks nothing. */
export async function isCodeUsed(db: Database, loginId: string, code: string): Promise<boolean> {
  const found = await db.prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM auth_verification WHERE id = ${idOf(loginId, code)}::uuid AND expires_at > tenure_now()`;
  return found.length > 0;
}

/** A UUID (version 8, made from a hash) of a login's code. */
function idOf(loginId: string, code: string): string {
  const digest = createHash("sha256").update(`${loginId}\n${code}`).digest("hex");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
