import { z } from "zod";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { loginProcedureFor } from "../trpc/procedures.ts";
import { LOCK_SECONDS, MAX_ATTEMPTS, STEP_UP_SECONDS } from "./second-factor-limits.ts";
import { useCodeOnce } from "./single-use.ts";

/**
 * Proves the second factor again, for what asks for a fresh proof (money, ownership). Each wrong code counts towards
 * the lock that sign-in shares; each right one works once. With a passkey, one signs in with it instead: that proves
 * it just as freshly.
 */
export const stepUp = loginProcedureFor("session.read")
  .input(z.strictObject({ code: z.string().regex(/^\d{6}$/) }))
  .output(z.strictObject({ steppedUpUntil: z.iso.datetime() }))
  .mutation(async ({ ctx: { login, services, headers }, input: { code } }) => {
    const { auth, db } = services;
    await countAttempt(db, login.loginId);
    const right = await auth.api
      .verifyTOTP({ body: { code }, headers })
      .then(() => true)
      .catch((error: unknown) => {
        if (isWrongCode(error)) return false;
        throw error;
      });
    if (!right || !(await useCodeOnce(db, login.loginId, code)))
      throw new AppError(
        "validation_failed",
        "This code is wrong or was used before; wait for the next one.",
        [{ path: "code", message: "wrong or used" }],
      );
    await db.prisma.$executeRaw`
      UPDATE auth_two_factor SET failed_verification_count = 0, locked_until = NULL WHERE user_id = ${login.loginId}::uuid`;
    const [stamped] = await db.prisma.$queryRaw<{ until: Date }[]>`
      UPDATE auth_session SET stepped_up_at = tenure_now() WHERE id = ${login.sessionId}::uuid
      RETURNING stepped_up_at + ${STEP_UP_SECONDS} * interval '1 second' AS until`;
    if (stamped === undefined) throw new AppError("unauthenticated");
    return { steppedUpUntil: stamped.until.toISOString() };
  });

/**
 * Counts an attempt before its code is looked at: however many come at once, no more than the limit are looked at.
 * @throws AppError second_factor_required without an authenticator, too_many_requests while locked
 */
async function countAttempt(db: Database, loginId: string): Promise<void> {
  const counted = await db.prisma.$executeRaw`
    UPDATE auth_two_factor SET
      failed_verification_count = CASE WHEN locked_until IS NULL THEN failed_verification_count + 1 ELSE 1 END,
      locked_until = CASE WHEN locked_until IS NULL AND failed_verification_count + 1 >= ${MAX_ATTEMPTS}
                          THEN clock_timestamp() + ${LOCK_SECONDS} * interval '1 second' END
     WHERE user_id = ${loginId}::uuid AND verified AND (locked_until IS NULL OR locked_until <= clock_timestamp())`;
  if (counted > 0) return;
  const enrolled = await db.prisma.authTwoFactor.count({ where: { userId: loginId, verified: true } });
  if (enrolled === 0) throw new AppError("second_factor_required", "Set up an authenticator app first.");
  throw new AppError("too_many_requests", "Too many wrong codes; the second factor is locked for a while.");
}

/** better-auth's "no" to a code, as opposed to a fault. */
const isWrongCode = (error: unknown): boolean =>
  error instanceof Error && "statusCode" in error && error.statusCode === 401;
