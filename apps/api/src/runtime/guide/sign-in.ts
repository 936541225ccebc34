import { TOTP_PERIOD_SECONDS, totp } from "@tenure/sandbox";
import type { Services } from "../services.ts";

/** A session that signed in less long ago still proves a second factor for what is asked within the next minutes. */
const FRESH_FOR_MS = 2 * 60_000;
/** The sandbox and its browser are one machine. */
const CLIENT = "127.0.0.1";

/** Who signs in. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Null without a second factor. */
  readonly totpSecret: string | null;
}

/**
 * Signs in by the same doors as the sign-in page, with the password and code that anybody may read on the sandbox's pages.
 * @param cookie what the browser has: whoever is signed in already, and freshly where it matters, stays so
 * @returns cookies to set; null where it was refused
 */
export async function signIn(
  services: Pick<Services, "auth" | "env">,
  { email, password, totpSecret }: Credentials,
  cookie: string | undefined,
): Promise<readonly string[] | null> {
  if (cookie !== undefined && (await isSignedIn(services, cookie, email, totpSecret !== null))) return [];
  const first = await post(services, "/sign-in/email", { email, password }, null);
  if (!first.ok) return null;
  const begun = first.headers.getSetCookie();
  if (totpSecret === null) return begun;
  // Each code works once and for one period more or less: somebody who comes and goes needs another.
  for (const periods of [0, 1, -1]) {
    const code = totp(totpSecret, Date.now() + periods * TOTP_PERIOD_SECONDS * 1000);
    const second = await post(services, "/two-factor/verify-totp", { code }, asSent(begun));
    if (second.ok) return second.headers.getSetCookie();
  }
  return null;
}

async function isSignedIn(
  { auth }: Pick<Services, "auth">,
  cookie: string,
  email: string,
  freshly: boolean,
): Promise<boolean> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (found?.user.email !== email) return false;
  return !freshly || Date.now() - found.session.createdAt.getTime() < FRESH_FOR_MS;
}

const post = (
  { auth, env }: Pick<Services, "auth" | "env">,
  path: string,
  body: object,
  cookie: string | null,
): Promise<Response> =>
  auth.handler(
    new Request(new URL(`/api/auth${path}`, env.publicUrl), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: env.publicUrl,
        "x-tenure-client-ip": CLIENT,
        ...(cookie === null ? {} : { cookie }),
      },
      body: JSON.stringify(body),
    }),
  );

/** Cookies as a browser sends them back. */
const asSent = (cookies: readonly string[]): string =>
  cookies.map((each) => each.split(";", 1)[0] ?? "").join("; ");
