import type { Tx } from "../db/database.ts";

/** A key as reports name it. */
export interface NamedKey {
  readonly id: string;
  readonly name: string;
}

/** Names of keys of an account, revoked ones too: usage outlives its key. */
export async function apiKeyNames(
  tx: Tx,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedKey>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.apiKey.findMany({
    where: { accountId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
