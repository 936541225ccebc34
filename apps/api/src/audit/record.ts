import { canonicalize, type JsonObject } from "@tenure/core/decision";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";

/** Who caused a change. */
export interface Actor {
  readonly kind: "login" | "staff" | "api_key" | "platform_key" | "system" | "anonymous";
  /** Login, key or job id; never a name or address. */
  readonly id: string;
}

/** What changed. `before` and `after` hold no personal data: names and addresses stay in their own tables. */
export interface AuditEntry {
  readonly accountId: string | null;
  readonly actor: Actor;
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string;
  readonly reason?: string | null;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly decisionId?: string | null;
  readonly requestId?: string | null;
  readonly recordedAt: Instant;
}

/** Writes the audit row of a change in the change's own transaction: neither exists without the other. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  // A float has no canonical form: refused here it fails one change, found by the sequencer it would stop the chain.
  canonicalize([entry.before ?? null, entry.after ?? null]);
  const holder =
    entry.accountId === null
      ? null
      : await tx.holderPeriod.findFirst({
          where: { accountId: entry.accountId, endedAt: null },
          select: { id: true },
        });
  await tx.auditRow.createMany({
    data: {
      id: newId(),
      accountId: entry.accountId,
      holderPeriodId: holder?.id ?? null,
      actorKind: entry.actor.kind,
      actorId: entry.actor.id,
      action: entry.action,
      targetKind: entry.targetKind,
      targetId: entry.targetId,
      reason: entry.reason ?? null,
      ...(entry.before === undefined ? {} : { before: entry.before }),
      ...(entry.after === undefined ? {} : { after: entry.after }),
      decisionId: entry.decisionId ?? null,
      requestId: entry.requestId ?? null,
      recordedAt: new Date(entry.recordedAt),
    },
  });
}
