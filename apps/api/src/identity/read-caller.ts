import type { Tx } from "../db/database.ts";
import { PLATFORM, type Database } from "../db/database.ts";
import { toAccountFacts } from "../accounts/account-facts.ts";
import { AppError } from "../errors/app-error.ts";
import { CLIENT_IP } from "../http/headers-of.ts";
import { isWithin } from "../partners/networks.ts";
import { bearerOf, readKey } from "../partners/read-key.ts";
import { isPlatformKey, readPlatformKey } from "../platform-keys/read.ts";
import { z } from "zod";
import type { Auth } from "./auth.ts";
import { ANONYMOUS, type Caller, type LoginCaller } from "./caller.ts";
import { STEP_UP_SECONDS } from "./second-factor-limits.ts";

/**
 * Who makes a request: the Authorization header before the session cookie.
 * @throws AppError key_invalid when a key was given and is none; key_address_refused when it is used from elsewhere
 */
export async function readCaller(auth: Auth, db: Database, headers: Headers): Promise<Caller> {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const key = bearerOf(authorization);
    const found =
      key === null ? null : isPlatformKey(key) ? await readPlatformKey(db, key) : await readKey(db, key);
    if (found === null) throw new AppError("key_invalid");
    const { caller, allowedNetworks } = found;
    if (!isWithin(headers.get(CLIENT_IP) ?? "", allowedNetworks)) throw new AppError("key_address_refused");
    return caller;
  }
  if (!headers.has("cookie")) return ANONYMOUS;
  const found = await auth.api.getSession({ headers });
  if (found === null) return ANONYMOUS;
  return db.within(PLATFORM, (tx) => readLogin(tx, found.session.id)).then((login) => login ?? ANONYMOUS);
}

/** One row per login, as the query below gives it. */
const loginRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  language: z.string(),
  enrolled: z.boolean(),
  proven: z.boolean(),
  recent: z.boolean(),
  staff_role: z.enum(["reviewer", "administrator"]).nullable(),
  memberships: z.array(
    z.object({
      role: z.enum(["member", "owner", "representative"]),
      account: z.object({
        id: z.string(),
        name: z.string(),
        state: z.string(),
        currency: z.string(),
        timeZone: z.string(),
        language: z.string(),
        livemode: z.boolean(),
      }),
    }),
  ),
});

/** In one query, since every request of every screen asks it. */
async function readLogin(tx: Tx, sessionId: string): Promise<LoginCaller | null> {
  const [found] = await tx.$queryRaw<unknown[]>`
    SELECT u.id, u.name, u.email, u.email_verified, u.language, st.role AS staff_role,
           u.two_factor_enabled OR EXISTS (SELECT 1 FROM auth_passkey p WHERE p.user_id = u.id) AS enrolled,
           s.stepped_up_at IS NOT NULL AS proven,
           coalesce(s.stepped_up_at > tenure_now() - ${STEP_UP_SECONDS} * interval '1 second', false) AS recent,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('role', m.role, 'account', jsonb_build_object(
                     'id', a.id, 'name', a.name, 'state', a.state, 'currency', a.currency, 'timeZone', a.time_zone,
                     'language', a.language, 'livemode', a.livemode)) ORDER BY m.created_at), '[]')
              FROM member m JOIN account a ON a.id = m.account_id
             WHERE m.login_id = u.id AND m.ended_at IS NULL) AS memberships
      FROM auth_session s JOIN auth_user u ON u.id = s.user_id LEFT JOIN staff st ON st.login_id = u.id
     WHERE s.id = ${sessionId}::uuid`;
  if (found === undefined) return null;
  const login = loginRow.parse(found);
  return {
    kind: "login",
    loginId: login.id,
    name: login.name,
    email: login.email,
    emailVerified: login.email_verified,
    language: login.language === "zh" ? "zh" : "en",
    sessionId,
    secondFactorEnrolled: login.enrolled,
    secondFactorProven: login.proven,
    steppedUp: login.recent,
    staffRole: login.staff_role,
    memberships: login.memberships.map(({ role, account }) => ({ role, account: toAccountFacts(account) })),
  };
}
