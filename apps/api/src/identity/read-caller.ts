import type { Tx } from "../db/database.ts";
import { PLATFORM, type Database } from "../db/database.ts";
import { toAccountFacts } from "../accounts/account-facts.ts";
import { AppError } from "../errors/app-error.ts";
import { readKey } from "../partners/read-key.ts";
import type { Auth } from "./auth.ts";
import { ANONYMOUS, type Caller, type LoginCaller, type Membership, type StaffRole } from "./caller.ts";
import { STEP_UP_SECONDS } from "./second-factor-limits.ts";

/**
 * Who makes a request: the Authorization header before the session cookie.
 * @throws AppError key_invalid when a key was given and is none
 */
export async function readCaller(auth: Auth, db: Database, headers: Headers): Promise<Caller> {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const key = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
    const caller = key === undefined ? null : await readKey(db, key);
    if (caller === null) throw new AppError("key_invalid");
    return caller;
  }
  if (!headers.has("cookie")) return ANONYMOUS;
  const found = await auth.api.getSession({ headers });
  if (found === null) return ANONYMOUS;
  return db.within(PLATFORM, (tx) => readLogin(tx, found.session.id)).then((login) => login ?? ANONYMOUS);
}

async function readLogin(tx: Tx, sessionId: string): Promise<LoginCaller | null> {
  const session = await tx.authSession.findUnique({
    where: { id: sessionId },
    include: {
      user: {
        include: {
          staff: true,
          members: { where: { endedAt: null }, include: { account: true }, orderBy: { createdAt: "asc" } },
          _count: { select: { passkeys: true } },
        },
      },
    },
  });
  if (session === null) return null;
  const [fresh] = await tx.$queryRaw<{ recent: boolean }[]>`
    SELECT coalesce(stepped_up_at > tenure_now() - ${STEP_UP_SECONDS} * interval '1 second', false) AS recent
      FROM auth_session WHERE id = ${sessionId}::uuid`;
  const { user } = session;
  return {
    kind: "login",
    loginId: user.id,
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerified,
    language: user.language === "zh" ? "zh" : "en",
    sessionId,
    secondFactorEnrolled: user.twoFactorEnabled || user._count.passkeys > 0,
    secondFactorProven: session.steppedUpAt !== null,
    steppedUp: fresh?.recent ?? false,
    staffRole: staffRoleOf(user.staff?.role),
    memberships: user.members.map(
      (each): Membership => ({
        account: toAccountFacts(each.account),
        role: each.role === "owner" ? "owner" : "member",
      }),
    ),
  };
}

const staffRoleOf = (role: string | undefined): StaffRole | null =>
  role === "reviewer" || role === "administrator" ? role : null;
