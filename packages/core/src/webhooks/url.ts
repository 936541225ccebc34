import { addressProblem, canonicalAddress } from "./addresses.ts";

/** Longest address of an endpoint, UTF-16 units. */
export const MAX_URL_LENGTH = 2000;

/** Why an address cannot be an endpoint's. */
export type UrlProblem =
  | "url_malformed"
  | "url_too_long"
  | "url_not_https"
  | "url_with_credentials"
  | "url_with_fragment"
  | "url_not_public";

/** Names that never lead to the internet (RFC 6761, 6762, 8375, ICANN's reserved one). */
const LOCAL_NAMES = /(^|\.)(localhost|local|internal|localdomain|home\.arpa|lan|intranet|corp|private)$/;

/** A parsed address; what `new URL` gives is one. */
export interface UrlParts {
  readonly href: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hash: string;
  /** By the parser every way of writing an IPv4 address (0x7f.1, 2130706433) has become four numbers. */
  readonly hostname: string;
}

/**
 * What is wrong with an address, in this order; null where nothing is. What its name resolves to is looked at with each
 * delivery, since that can change.
 * @param url null where it could not be parsed
 * @param allowLocal in the sandbox: plain http and the own machine too
 */
export function urlProblem(url: UrlParts | null, allowLocal: boolean): UrlProblem | null {
  if (url === null) return "url_malformed";
  if (url.href.length > MAX_URL_LENGTH) return "url_too_long";
  if (url.protocol !== "https:" && !(allowLocal && url.protocol === "http:")) return "url_not_https";
  if (url.username !== "" || url.password !== "") return "url_with_credentials";
  if (url.hash !== "") return "url_with_fragment";
  if (allowLocal) return null;
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  const address = canonicalAddress(host);
  if (address !== null) return addressProblem(address) === null ? null : "url_not_public";
  return LOCAL_NAMES.test(host) || !host.includes(".") ? "url_not_public" : null;
}
