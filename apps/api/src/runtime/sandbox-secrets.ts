import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { StartError } from "../env.ts";

/** An RSA key as Antom asks for, PKCS #8 in PEM. */
const newPrivateKey = (): string =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;

/** What Antom is given of it. */
export const publicHalfOf = (privateKey: string): string =>
  createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();

/** As TENURE_VAULT_KEY asks for. */
const newVaultKey = (): string => randomBytes(32).toString("hex");

const secretsSchema = z.strictObject({
  secret: z.string().min(32),
  signingKey: z.string().regex(/^[0-9a-f]{64}$/),
  signingKeyId: z.string(),
  stripeWebhookSecret: z.string(),
  /** Data that is older than the vault gets one, once. */
  vaultKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .default(newVaultKey),
  /** Data that is older than Antom has none: then it is made anew at each start. */
  antomPrivateKey: z.string().default(newPrivateKey),
});

/** What production gets from its environment and the sandbox makes for itself. */
export type SandboxSecrets = z.infer<typeof secretsSchema>;

/**
 * The sandbox's secrets, made at the first start and kept with its data: sessions and receipts outlive a restart.
 * @throws StartError when the folder cannot be written or the file is damaged
 */
export function sandboxSecrets(dataDir: string): SandboxSecrets {
  const path = join(dataDir, "secrets.json");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    const kept = readKept(path);
    if (kept !== null) return kept;
    const made: SandboxSecrets = {
      secret: randomBytes(32).toString("base64url"),
      signingKey: randomBytes(32).toString("hex"),
      signingKeyId: `sandbox-${randomBytes(4).toString("hex")}`,
      stripeWebhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
      vaultKey: newVaultKey(),
      antomPrivateKey: newPrivateKey(),
    };
    writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if (error instanceof StartError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new StartError(
      `The data folder ${dataDir} cannot be written (${code}): give this user write access, or set TENURE_DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

function readKept(path: string): SandboxSecrets | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    const written: unknown = JSON.parse(text);
    const kept = secretsSchema.parse(written);
    // What the vault sealed must open after the next start too.
    if (written !== null && typeof written === "object" && !("vaultKey" in written))
      writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    return kept;
  } catch (error) {
    throw new StartError(`${path} is damaged: restore it, or run \`pnpm run reset\` to begin anew.`, {
      cause: error,
    });
  }
}
