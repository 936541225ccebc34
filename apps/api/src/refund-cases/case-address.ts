import { createHmac, timingSafeEqual } from "node:crypto";

/** 80 bits, as in return paths: enough that nobody guesses one, short enough for a local part. */
const MAC_CHARACTERS = 20;

const macOf = (secret: string, id: string): string =>
  createHmac("sha256", secret).update(`tenure.case.v1\n${id}`).digest("hex").slice(0, MAC_CHARACTERS);

/**
 * The address that an answer to a case goes to: the refunds address with the case in it, signed, so that nobody writes
 * into a case who was not written to about it. Lower case only: some servers change it.
 */
export function caseAddress(caseId: string, refundsAddress: string, secret: string): string {
  const at = refundsAddress.lastIndexOf("@");
  const id = caseId.replaceAll("-", "");
  return `${refundsAddress.slice(0, at)}+${id}-${macOf(secret, id)}${refundsAddress.slice(at)}`;
}

/** The case that an address of ours names. @returns null where it names none */
export function caseOfAddress(address: string, refundsAddress: string, secret: string): string | null {
  const given = address.trim().toLowerCase();
  const at = refundsAddress.lastIndexOf("@");
  if (!given.startsWith(`${refundsAddress.slice(0, at)}+`) || !given.endsWith(refundsAddress.slice(at)))
    return null;
  const tag = given.slice(at + 1, given.length - (refundsAddress.length - at));
  const [, id, mac] = /^([0-9a-f]{32})-([0-9a-f]{20})$/.exec(tag) ?? [];
  if (id === undefined || mac === undefined) return null;
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(secret, id)))) return null;
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Whether mail to an address is for this desk. */
export const isCaseAddress = (address: string, refundsAddress: string, secret: string): boolean =>
  address.trim().toLowerCase() === refundsAddress || caseOfAddress(address, refundsAddress, secret) !== null;
