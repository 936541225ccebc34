import { createHmac, timingSafeEqual } from "node:crypto";

const PREFIX = "bounce-";
/** 80 bits: enough that nobody guesses one, short enough for a local part (RFC 5321: 64 characters). */
const MAC_CHARACTERS = 20;

const macOf = (secret: string, id: string): string =>
  createHmac("sha256", secret).update(`tenure.bounce.v1\n${id}`).digest("hex").slice(0, MAC_CHARACTERS);

/**
 * The address that a mail comes back to when it cannot be delivered: it names the notice and is signed, so that nobody
 * makes up that a notice of theirs, or of anybody else, came back. Lower case only: some servers change it.
 */
export function returnPathOf(noticeId: string, secret: string, domain: string): string {
  const id = noticeId.replaceAll("-", "");
  return `${PREFIX}${id}-${macOf(secret, id)}@${domain}`;
}

/** The notice an address of ours names. @returns null where we did not make it */
export function noticeOfReturnPath(address: string, secret: string): string | null {
  const found = /^bounce-([0-9a-f]{32})-([0-9a-f]{20})@[^@\s]+$/.exec(address.trim().toLowerCase());
  const [, id, mac] = found ?? [];
  if (id === undefined || mac === undefined) return null;
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(secret, id)))) return null;
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
