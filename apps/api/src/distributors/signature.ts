import { createHmac, timingSafeEqual } from "node:crypto";

/** How far the time in a signature may lie from ours, either way. Milliseconds. */
export const SIGNATURE_WINDOW_MS = 300_000;

const HEADER = /^t=(\d{10}),v1=([0-9a-f]{64})$/;

const macOf = (secret: string, seconds: string, body: Buffer): Buffer =>
  createHmac("sha256", secret).update(`${seconds}.`).update(body).digest();

/** The header `tenure-signature` of a body, as a distributor makes it. */
export const signatureOf = (secret: string, body: Buffer, atMs: number): string => {
  const seconds = Math.floor(atMs / 1000).toString();
  return `t=${seconds},v1=${macOf(secret, seconds, body).toString("hex")}`;
};

/** Whether a body was signed with one of the secrets, neither long ago nor in the future. */
export function isSigned(header: string, body: Buffer, secrets: readonly string[], nowMs: number): boolean {
  const [, seconds = "", mac = ""] = HEADER.exec(header) ?? [];
  if (seconds === "" || Math.abs(Number(seconds) * 1000 - nowMs) > SIGNATURE_WINDOW_MS) return false;
  const given = Buffer.from(mac, "hex");
  return secrets.some((secret) => timingSafeEqual(macOf(secret, seconds, body), given));
}
