import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** Antom hands keys out as bare base64; files hold PEM, and one line of an environment holds PEM with `\n` in it. */
function pemOf(text: string, label: "PRIVATE KEY" | "PUBLIC KEY"): string {
  const unfolded = text.replaceAll("\\n", "\n").trim();
  if (unfolded.startsWith("-----BEGIN ")) return unfolded;
  return `-----BEGIN ${label}-----\n${unfolded.replaceAll(/\s/g, "")}\n-----END ${label}-----\n`;
}

/** Our private key (PKCS #8). @throws Error when the text is no RSA key */
export const privateKeyOf = (text: string): KeyObject => rsa(createPrivateKey(pemOf(text, "PRIVATE KEY")));

/** Antom's public key. @throws Error when the text is no RSA key */
export const publicKeyOf = (text: string): KeyObject => rsa(createPublicKey(pemOf(text, "PUBLIC KEY")));

function rsa(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== "rsa") throw new Error("not an RSA key");
  return key;
}
