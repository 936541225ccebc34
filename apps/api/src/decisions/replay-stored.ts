import { type Json, type PublicKey, replay, verify } from "@tenure/core/decision";
import { z } from "zod";
import { type Database, PLATFORM } from "../db/database.ts";
import { policies } from "../policy-versions/in-force.ts";
import { readPublishedKeys } from "./published-keys.ts";
import { REGISTERED_RULES } from "./registered-rules.ts";

/** A stored decision that is not what it was when it was made. */
export interface DecisionFinding {
  readonly decisionId: string;
  readonly kind: string;
  /** `signature`: not what was signed. `replay`: decided otherwise today. `columns`: the row tells another story. */
  readonly problem: "signature" | "replay" | "columns";
  readonly detail: string;
}

/** What replaying found; `findings` is empty when every decision is as it was. */
export interface ReplayReport {
  readonly decisions: number;
  readonly findings: readonly DecisionFinding[];
}

const PAGE = 500;
const MAX_FINDINGS = 200;

/** The part of a decision that is repeated in columns, for searching. */
const repeated = z.object({
  kind: z.string(),
  rulesVersion: z.number(),
  policyVersion: z.string(),
  outcome: z.string(),
  decidedAt: z.string(),
});

/**
 * Decides stored decisions anew from their own facts and compares byte by byte; checks their signatures, and that the
 * columns beside them say the same. A fact altered after the event shows.
 * @param decisionId only this one; all of them without it
 */
export async function replayStoredDecisions(
  db: Database,
  decisionId: string | null = null,
): Promise<ReplayReport> {
  const keys = await readPublishedKeys(db);
  const findings: DecisionFinding[] = [];
  let decisions = 0;
  let after: string | null = null;
  for (;;) {
    const page: StoredRow[] = await db.within(PLATFORM, (tx) =>
      tx.decision.findMany({
        where: {
          ...(decisionId === null ? {} : { id: decisionId }),
          ...(after === null ? {} : { id: { gt: after } }),
        },
        orderBy: { id: "asc" },
        take: PAGE,
      }),
    );
    for (const row of page) {
      decisions += 1;
      if (findings.length < MAX_FINDINGS) findings.push(...findingsOf(row, keys));
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE || decisionId !== null) return { decisions, findings };
  }
}

/** A row of the table `decision`. */
interface StoredRow {
  readonly id: string;
  readonly kind: string;
  readonly rulesVersion: number;
  readonly policyVersion: string;
  readonly outcome: string;
  readonly receipt: unknown;
  readonly digest: string;
  readonly decidedAt: Date;
}

function findingsOf(row: StoredRow, keys: readonly PublicKey[]): DecisionFinding[] {
  const found: DecisionFinding[] = [];
  const find = (problem: DecisionFinding["problem"], detail: string) =>
    found.push({ decisionId: row.id, kind: row.kind, problem, detail });
  const signature = verify(row.receipt, "tenure.decision.v1", keys);
  if (!signature.valid) find("signature", signature.reason);
  const receipt = z.object({ digest: z.string(), body: z.unknown() }).safeParse(row.receipt);
  const again = replay(receipt.data?.body, REGISTERED_RULES, policies());
  if (!again.same) find("replay", `${again.reason}: ${again.detail}`);
  const body = repeated.safeParse(receipt.data?.body);
  if (!body.success) find("columns", "the receipt holds no decision");
  else {
    const columns: Record<string, Json> = {
      kind: row.kind,
      rulesVersion: row.rulesVersion,
      policyVersion: row.policyVersion,
      outcome: row.outcome,
      decidedAt: row.decidedAt.toISOString(),
    };
    for (const [name, value] of Object.entries(body.data))
      if (columns[name] !== value)
        find("columns", `${name} is ${asText(columns[name])}, signed was ${asText(value)}`);
    if (row.digest !== receipt.data?.digest) find("columns", "digest differs from the receipt's");
  }
  return found;
}

/** A column's value for the report: texts as they are, anything else as JSON. */
const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
