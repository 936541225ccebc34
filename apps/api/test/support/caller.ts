import type { CommandContext } from "../../src/command/command.ts";
import { createSigner, type Signer } from "../../src/decisions/store.ts";

/** The signing key of tests; never one of the product. */
export const TEST_SIGNER: Signer = createSigner({ keyId: "test-1", secretKey: "11".repeat(32) });

/** The context of a command by an administrator on an account. */
export const byStaff = (
  accountId: string | null,
  idempotencyKey: string,
  staffId = "00000000-0000-4000-8000-00000000000a",
): CommandContext => ({
  actor: { kind: "staff", id: staffId },
  accountId,
  asPlatform: true,
  requestId: null,
  idempotencyKey,
});
