import { useLingui } from "@lingui/react/macro";
import { IdentityError } from "./identity-error.ts";

/** Puts a failure of sign-in and second factors into the person's words. */
export function useIdentityWords(): (error: unknown) => string {
  const { t } = useLingui();
  return (error) => {
    if (!(error instanceof IdentityError)) return t`The server could not be reached. Try again.`;
    const words: Readonly<Record<string, string>> = {
      INVALID_EMAIL_OR_PASSWORD: t`E-mail and password do not match.`,
      INVALID_PASSWORD: t`This is not your present password.`,
      EMAIL_NOT_VERIFIED: t`This e-mail is not verified yet. Open the link we sent to it.`,
      USER_ALREADY_EXISTS: t`There is already a login with this e-mail. Sign in instead.`,
      USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: t`There is already a login with this e-mail. Sign in instead.`,
      PASSWORD_TOO_SHORT: t`The password is too short.`,
      PASSWORD_TOO_LONG: t`The password is too long.`,
      PASSWORD_COMPROMISED: t`This password is known from a leak elsewhere. Choose another.`,
      INVALID_TOKEN: t`This link was used already or is too old. Ask for a new one.`,
      TOKEN_EXPIRED: t`This link was used already or is too old. Ask for a new one.`,
      INVALID_CODE: t`This code is not right, or its 30 seconds are over.`,
      INVALID_BACKUP_CODE: t`This backup code is not right, or it was used before.`,
      INVALID_TWO_FACTOR_COOKIE: t`The first step was too long ago. Sign in again.`,
      TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: t`Too many wrong codes. Sign in again.`,
      ACCOUNT_TEMPORARILY_LOCKED: t`Too many wrong codes. Try again later, or use a passkey.`,
      SESSION_NOT_FRESH: t`For this you must have signed in recently. Sign out and in again.`,
      SUBJECT_CHANGE_OPEN: t`An account of yours is about to pass to another holder. Until that is decided, the ways to sign in stay as they are (C3.10).`,
      RATE_LIMITED: t`Too many attempts in a short time. Wait a minute.`,
      AUTH_CANCELLED: t`The passkey was not used: the prompt was closed or timed out.`,
      REGISTRATION_CANCELLED: t`The passkey was not added: the prompt was closed or timed out.`,
      PASSKEY_NOT_FOUND: t`This passkey is not known here.`,
      AUTHENTICATION_FAILED: t`The passkey was not accepted.`,
      UNREACHABLE: t`The server could not be reached. Try again.`,
    };
    const known = words[error.code];
    if (known !== undefined) return known;
    if (error.status === 429) return t`Too many attempts in a short time. Wait a minute.`;
    return error.message === "" ? t`The server could not be reached. Try again.` : error.message;
  };
}
