const COOKIE = "tenure_ref";
/** Form of a code; whatever else stands in a link is ignored. */
const CODE = /^[A-Z0-9]{8}$/;
/** A month: time enough to sign up, confirm the address and open the account. */
const SECONDS = 30 * 86_400;

/** The code in a link's search parameter, or null. */
export const readReferralCode = (text: unknown): string | null =>
  typeof text === "string" && CODE.test(text.toUpperCase()) ? text.toUpperCase() : null;

/** Keeps the code of a link that was followed until the account is opened, when the API reads it. */
export function keepReferralCode(code: string): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // The Cookie Store API is missing in browsers we serve.
  document.cookie = `${COOKIE}=${code}; Path=/; Max-Age=${SECONDS}; SameSite=Lax${secure}`;
}
