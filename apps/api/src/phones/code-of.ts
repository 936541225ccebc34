import { CODE_DIGITS } from "@tenure/core/phones";
import type { Vault } from "../vault/vault.ts";

/** Hex digits of the digest that are read: 2^48 is large enough that no code is likelier than another. */
const READ_DIGITS = 12;

/** The code of a row: always the same, and known to nobody without the vault's key. */
export function codeOf(vault: Pick<Vault, "mac">, codeId: string): string {
  const digest = Number.parseInt(vault.mac("phone-code", codeId).slice(0, READ_DIGITS), 16);
  return String(digest % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");
}
