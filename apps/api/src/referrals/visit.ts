import { createHmac, randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Env } from "../env.ts";

/** What a browser brought along when it opened an account or asked for its link. */
export interface Visit {
  /** The code of a link that was followed; null without one. */
  readonly referralCode: string | null;
  /** The browser as a salted hash; null where it keeps no cookies. */
  readonly deviceHash: string | null;
}

/** A visit of nobody's browser, such as a command line's. */
export const NO_VISIT: Visit = { referralCode: null, deviceHash: null };

/** Set by the sign-up page from `?ref=`; kept until an account is opened. */
export const REFERRAL_COOKIE = "tenure_ref";
const DEVICE_COOKIE = "tenure_device";
const DEVICE = /^[0-9a-f]{32}$/;
/** Form of a code: no letters that look like digits. */
export const REFERRAL_CODE = /^[A-HJ-NP-Z2-9]{8}$/;
/** 400 days: browsers keep no cookie longer. */
const DEVICE_SECONDS = 400 * 86_400;

/** Reads what the browser brought. Whatever is not in its form is ignored: nobody is turned away for a bad link. */
export function readVisit(headers: Headers, { secret }: Pick<Env, "secret">): Visit {
  const cookies = headers.get("cookie") ?? undefined;
  const code = cookieOf(cookies, REFERRAL_COOKIE)?.toUpperCase() ?? "";
  const device = cookieOf(cookies, DEVICE_COOKIE) ?? "";
  return {
    referralCode: REFERRAL_CODE.test(code) ? code : null,
    deviceHash: DEVICE.test(device) ? createHmac("sha256", secret).update(device).digest("hex") : null,
  };
}

/** Gives every browser that talks to our screens' API a name of its own, which says nothing about anybody. */
export function nameDevices(app: FastifyInstance, env: Pick<Env, "publicUrl">): void {
  const secure = env.publicUrl.startsWith("https:") ? "; Secure" : "";
  app.addHook("onRequest", async (request, reply) => {
    if (request.headers.authorization !== undefined || !request.url.startsWith("/api/")) return;
    if (DEVICE.test(cookieOf(request.headers.cookie, DEVICE_COOKIE) ?? "")) return;
    reply.header(
      "set-cookie",
      `${DEVICE_COOKIE}=${randomBytes(16).toString("hex")}; Path=/; Max-Age=${DEVICE_SECONDS}; HttpOnly; SameSite=Lax${secure}`,
    );
  });
}

const cookieOf = (cookies: string | undefined, name: string): string | undefined =>
  cookies
    ?.split(";")
    .map((each) => each.trim())
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
