import { endAutoTopUp } from "../auto-top-up/end.ts";
import type { Acting } from "../command/command.ts";

/**
 * What ends with an account that is over: automatic top-up, its keys, and the sessions of those who work with no other
 * account. They can sign in again, and read and download what there is.
 */
export async function endAccess(
  acting: Acting,
  reason: "account_closed" | "account_terminated",
): Promise<{ readonly keys: number; readonly sessions: number }> {
  const { tx, now, context } = acting;
  const accountId = context.accountId ?? "";
  await endAutoTopUp(acting, reason);
  const { count: keys } = await tx.apiKey.updateMany({
    where: { accountId, revokedAt: null },
    data: { revokedAt: new Date(now) },
  });
  const sessions = await tx.$executeRaw`
    DELETE FROM auth_session s USING member m
     WHERE m.login_id = s.user_id AND m.account_id = ${accountId}::uuid AND m.ended_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM member o WHERE o.login_id = s.user_id AND o.account_id <> ${accountId}::uuid
                          AND o.ended_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM staff WHERE login_id = s.user_id)`;
  return { keys, sessions };
}
