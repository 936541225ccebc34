import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

/** The parts of a signed message: the path is the requester's for answers too, the receiver's own for notifications. */
export interface SignedMessage {
  readonly path: string;
  readonly clientId: string;
  /** `request-time` or `response-time`, as sent. */
  readonly time: string;
  readonly body: string;
}

const content = ({ path, clientId, time, body }: SignedMessage): Buffer =>
  Buffer.from(`POST ${path}\n${clientId}.${time}.${body}`);

/** The `signature` header of a message: RSA with SHA-256, base64, made safe for a URL. */
export function signatureHeader(message: SignedMessage, privateKeyPem: string): string {
  const signature = sign("RSA-SHA256", content(message), createPrivateKey(privateKeyPem)).toString("base64");
  return `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(signature)}`;
}

/** Whether a `signature` header belongs to a message. */
export function isSignedBy(message: SignedMessage, header: string, publicKeyPem: string): boolean {
  const encoded = /(?:^|,)\s*signature=([^,]+)/.exec(header)?.[1];
  if (encoded === undefined) return false;
  let signature: Buffer;
  try {
    signature = Buffer.from(decodeURIComponent(encoded), "base64");
  } catch {
    return false;
  }
  return verify("RSA-SHA256", content(message), createPublicKey(publicKeyPem), signature);
}

/** Two halves of a key, PEM. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new RSA key of 2048 bits, as Antom asks for. */
export const newKeyPair = (): KeyPair =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });

/** The public half of a private key. */
export const publicKeyOf = (privateKeyPem: string): string =>
  createPublicKey(privateKeyPem).export({ type: "spki", format: "pem" }).toString();
