import { digestOf, type Json, type JsonObject } from "@tenure/core/decision";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** Whose key it is and for what: a key of one caller or procedure never answers another. */
export interface KeyScope {
  readonly scope: string;
  readonly procedure: string;
  readonly key: string;
}

/** The answer kept under a key. */
export type StoredAnswer =
  | { readonly kind: "done"; readonly answer: Json; readonly decisionId: string | null }
  | { readonly kind: "refused"; readonly decisionId: string };

/** Digest per top-level field: enough to say which field differs, without keeping what was sent. */
export function hashesOf(input: Json): JsonObject {
  if (input === null || typeof input !== "object" || Array.isArray(input)) return { input: digestOf(input) };
  return Object.fromEntries(
    Object.entries(input).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, digestOf(value as Json)]],
    ),
  );
}

/**
 * The stored answer of an earlier command with this key, or null.
 * @throws AppError idempotency_conflict naming the fields that differ, when the input is another
 */
export async function recall(tx: Tx, scope: KeyScope, inputHashes: JsonObject): Promise<StoredAnswer | null> {
  const stored = await tx.commandRecord.findUnique({ where: { scope_procedure_key: scope } });
  if (stored === null) return null;
  const before = stored.inputHashes as JsonObject;
  const differing = [...new Set([...Object.keys(before), ...Object.keys(inputHashes)])]
    .filter((field) => before[field] !== inputHashes[field])
    .sort();
  if (differing.length > 0)
    throw new AppError(
      "idempotency_conflict",
      `The key was used before with another value of: ${differing.join(", ")}. Repeat the first input, or use a new key.`,
      differing.map((path) => ({ path, message: "differs from the first request with this key" })),
    );
  return stored.answer as unknown as StoredAnswer;
}

/** Keeps the answer; the unique key is the last word between two that raced. */
export async function remember(
  tx: Tx,
  id: string,
  scope: KeyScope,
  inputHashes: JsonObject,
  answer: StoredAnswer,
  now: Instant,
): Promise<void> {
  await tx.commandRecord.createMany({
    data: { id, ...scope, inputHashes, answer: answer as unknown as object, createdAt: new Date(now) },
  });
}
