import { passkey } from "@better-auth/passkey";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";
import { lineOfText } from "../accounts/input.ts";
import type { Database } from "../db/database.ts";
import type { Env } from "../env.ts";
import { type Log, redactText } from "../log/log.ts";
import type { SendIdentityMail } from "./identity-mail.ts";
import { changesFactor, mayChangeFactor } from "./factor-changes.ts";
import { changesCredential, isSignInFrozen } from "./frozen-by-change.ts";
import { MAX_ATTEMPTS, LOCK_SECONDS } from "./second-factor-limits.ts";
import { isCodeUsed, useCodeOnce } from "./single-use.ts";

/** Minimum length of a password; the screens say so too. */
export const MIN_PASSWORD_LENGTH = 12;

/** What the identity service stands on. */
export interface AuthParts {
  readonly env: Pick<Env, "publicUrl" | "secret" | "platformName" | "sandbox">;
  readonly db: Database;
  readonly sendMail: SendIdentityMail;
  readonly log: Pick<Log, "info" | "warn" | "error">;
}

/** Paths whose success proves a second factor. */
const PROVING_PATHS = [
  "/two-factor/verify-totp",
  "/two-factor/verify-backup-code",
  "/passkey/verify-authentication",
];

/**
 * Logins, sessions and second factors (better-auth). Its tables are named auth_*, since `account` is a noun of ours.
 * No cookie cache: a revoked session is refused on its next request.
 */
export const createAuth = ({ env, db, sendMail, log }: AuthParts) =>
  betterAuth({
    appName: env.platformName,
    baseURL: env.publicUrl,
    basePath: "/api/auth",
    secret: env.secret,
    telemetry: { enabled: false },
    // Only the sentence: what better-auth would print beside it may be a whole login.
    logger: {
      log: (level, message) =>
        log[level === "debug" ? "info" : level]({ part: "identity" }, redactText(message)),
    },
    // The sandbox also serves development servers, as src/http/security.ts does.
    trustedOrigins: env.sandbox
      ? [env.publicUrl, "http://localhost:*", "http://127.0.0.1:*"]
      : [env.publicUrl],
    database: prismaAdapter(db.prisma, { provider: "postgresql" }),
    advanced: {
      // The ids of rows are the database's uuidv7().
      database: { generateId: "uuid" },
      cookiePrefix: "tenure",
      useSecureCookies: env.publicUrl.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
      ipAddress: { ipAddressHeaders: ["x-tenure-client-ip"] },
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, url }) => sendMail({ kind: "reset_password", to: recipient(user), url }),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: ({ user, url }) => sendMail({ kind: "verify_email", to: recipient(user), url }),
    },
    user: {
      modelName: "authUser",
      additionalFields: {
        language: { type: ["en", "zh"], required: false, defaultValue: "en", input: true },
      },
    },
    session: {
      modelName: "authSession",
      expiresIn: 7 * 24 * 3600,
      updateAge: 24 * 3600,
      // Adding a passkey or changing the password asks for a recent sign-in (threat 31).
      freshAge: 300,
      additionalFields: { steppedUpAt: { type: "date", required: false, input: false, returned: false } },
    },
    account: { modelName: "authCredential" },
    verification: { modelName: "authVerification" },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "authRateLimit",
      ...perAddress(env.sandbox ? SANDBOX_FACTOR : 1),
    },
    plugins: [
      twoFactor({
        issuer: env.platformName,
        schema: { twoFactor: { modelName: "authTwoFactor" } },
        accountLockout: { enabled: true, maxFailedAttempts: MAX_ATTEMPTS, durationSeconds: LOCK_SECONDS },
      }),
      passkey({
        rpID: new URL(env.publicUrl).hostname,
        rpName: env.platformName,
        origin: env.publicUrl,
        schema: { passkey: { modelName: "authPasskey" } },
      }),
    ],
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.request === undefined) return undefined;
        if (changesCredential(ctx.path)) {
          const loginId =
            (await getSessionFromCtx(ctx))?.user.id ??
            (await ctx.context.internalAdapter.findVerificationValue(`reset-password:${tokenIn(ctx)}`))
              ?.value;
          if (loginId !== undefined && (await isSignInFrozen(db, loginId))) throw signInFrozen();
        }
        // Whoever changes a password means to shut everybody else out; better-auth leaves it to the browser to say so.
        if (ctx.path === "/change-password")
          return { context: { body: { ...membersOf(ctx.body), revokeOtherSessions: true } } };
        if (changesFactor(ctx.path)) {
          const found = await getSessionFromCtx(ctx);
          if (found !== null && !(await mayChangeFactor(db, found.session.id))) throw notFresh();
          return undefined;
        }
        if (ctx.path !== "/two-factor/verify-totp") return undefined;
        const session = await getSessionFromCtx(ctx);
        // In a session, better-auth checks codes without any cap. That door is identity.stepUp, which counts.
        if (session !== null && session.user["twoFactorEnabled"] === true)
          throw new APIError("FORBIDDEN", {
            code: "USE_STEP_UP",
            message: "Use identity.stepUp in a session.",
          });
        // A used code is refused here already, so that the sign-in under way survives it.
        const challenge = await ctx.getSignedCookie(
          ctx.context.createAuthCookie("two_factor").name,
          ctx.context.secret,
        );
        if (typeof challenge !== "string") return undefined;
        const pending = await ctx.context.internalAdapter.findVerificationValue(challenge);
        if (pending !== null && (await isCodeUsed(db, pending.value, codeIn(ctx.body)))) throw usedCode();
        return undefined;
      }),
    },
    databaseHooks: {
      // Names appear in mails and on staff's screens; better-auth takes any text.
      user: {
        create: { before: async (user) => ({ data: { ...user, ...nameIn(user) } }) },
        update: { before: async (user) => ({ data: { ...user, ...nameIn(user) } }) },
      },
      session: {
        create: {
          before: async (session, ctx) => {
            if (ctx?.path !== "/two-factor/verify-totp") return;
            const code: unknown = (ctx.body as { code?: unknown } | undefined)?.code;
            if (typeof code !== "string" || !(await useCodeOnce(db, session.userId, code)))
              throw new APIError("UNAUTHORIZED", {
                code: "INVALID_CODE",
                message: "This code was used before.",
              });
          },
          after: async (session, ctx) => {
            if (ctx === null || !PROVING_PATHS.includes(ctx.path ?? "")) return;
            await db.prisma
              .$executeRaw`UPDATE auth_session SET stepped_up_at = tenure_now() WHERE id = ${session.id}::uuid`;
          },
        },
      },
    },
  });

/** In the sandbox every browser has the loopback's one address. */
const SANDBOX_FACTOR = 50;

/** Requests per minute and client address, counted in the database for all processes together. */
const perAddress = (factor: number) => {
  const rule = (max: number) => ({ window: 60, max: max * factor });
  return {
    ...rule(100),
    customRules: {
      "/sign-in/email": rule(10),
      "/sign-up/email": rule(10),
      "/request-password-reset": rule(5),
      "/send-verification-email": rule(5),
      "/two-factor/*": rule(20),
    },
  };
};

/** The identity service. */
export type Auth = ReturnType<typeof createAuth>;

const membersOf = (body: unknown): object => (typeof body === "object" && body !== null ? body : {});

const loginName = lineOfText(120);

/** The name in a login's data, normalised; nothing where it has none. @throws APIError BAD_REQUEST */
function nameIn(user: { readonly name?: unknown }): { name?: string } {
  if (user.name === undefined) return {};
  const read = loginName.safeParse(user.name);
  if (!read.success)
    throw new APIError("BAD_REQUEST", {
      code: "INVALID_NAME",
      message: "A name has 1 to 120 visible characters.",
    });
  return { name: read.data };
}

const notFresh = () =>
  new APIError("FORBIDDEN", {
    code: "SESSION_NOT_FRESH",
    message: "Prove your second factor again first.",
  });

const signInFrozen = () =>
  new APIError("FORBIDDEN", {
    code: "SUBJECT_CHANGE_OPEN",
    clause: "C3.10",
    message:
      "An account of yours is about to pass to another holder: until that is decided, e-mail address, password and second factors stay as they are (C3.10).",
  });

/** The token of a link in a mail, wherever it stands. */
const tokenIn = ({ body, query }: { readonly body?: unknown; readonly query?: unknown }): string =>
  memberText(body, "token") || memberText(query, "token");

function memberText(given: unknown, name: string): string {
  const value: unknown = Object.entries(membersOf(given)).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : "";
}

const codeIn = (body: unknown): string => memberText(body, "code");

const usedCode = () =>
  new APIError("UNAUTHORIZED", {
    code: "INVALID_CODE",
    message: "This code was used before; wait for the next one.",
  });

const recipient = (user: { email: string; name: string; language?: unknown }) => ({
  email: user.email,
  name: user.name,
  language: user.language === "zh" ? ("zh" as const) : ("en" as const),
});
