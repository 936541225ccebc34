import { newId } from "../../src/db/ids.ts";
import type { TestDatabase } from "../support/database.ts";
import { CENT_MODEL } from "../support/market.ts";

/** One event as a test writes it. Tokens and cents are the test's own; a plan pays `planCents` of them. */
export interface SeedEvent {
  /** ISO instant. */
  readonly at: string;
  readonly model?: string;
  readonly apiKeyId?: string | null;
  readonly input?: number;
  readonly cached?: number;
  readonly output?: number;
  readonly cents: number;
  readonly planCents?: number;
  readonly clientEventId?: string;
  readonly kind?: "usage" | "reversal";
  readonly correctsId?: string;
}

/** Ten million nanos are a cent. */
export const CENT = 10_000_000n;

/**
 * Writes events and the roll-ups that belong to them, as the owner of the database: what reading stands on, not what
 * it tests. Roll-ups are written by another way than the engine's: computed from the rows by SQL.
 */
export async function seedEvents(
  { sql }: Pick<TestDatabase, "sql">,
  accountId: string,
  events: readonly SeedEvent[],
): Promise<string[]> {
  const [price] = await sql<{ id: string }>("SELECT id FROM model_price WHERE model = $1", [CENT_MODEL]);
  const ids: string[] = [];
  for (const event of events) {
    const id = newId();
    ids.push(id);
    const amount = BigInt(event.cents) * CENT;
    const plan = BigInt(event.planCents ?? 0) * CENT;
    await sql(
      `INSERT INTO usage_event (id, account_id, api_key_id, client_event_id, kind, corrects_id, model, model_price_id,
                                service_tier, tokens, amount_nanos, plan_nanos, credit_nanos, debt_nanos, batch_id,
                                occurred_at, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'standard', $9, $10, $11, $12, 0, $1, $13, $13)`,
      [
        id,
        accountId,
        event.apiKeyId ?? null,
        event.clientEventId ?? id,
        event.kind ?? "usage",
        event.correctsId ?? null,
        event.model ?? CENT_MODEL,
        price?.id,
        JSON.stringify({
          inputTokens: event.input ?? 0,
          ...(event.cached === undefined ? {} : { cachedInputTokens: event.cached }),
          ...(event.output === undefined ? {} : { outputTokens: event.output }),
        }),
        amount.toString(),
        plan.toString(),
        (amount - plan).toString(),
        event.at,
      ],
    );
  }
  await rollUp({ sql }, accountId);
  return ids;
}

/** Writes an account's roll-ups anew from its events. A reversal takes its event's tokens and request off again. */
export async function rollUp({ sql }: Pick<TestDatabase, "sql">, accountId: string): Promise<void> {
  await sql("DELETE FROM usage_rollup WHERE account_id = $1", [accountId]);
  await sql(
    `INSERT INTO usage_rollup
     SELECT e.account_id, g.grain,
            CASE g.grain WHEN 'hour' THEN date_trunc('hour', e.occurred_at, 'UTC')
                         ELSE date_trunc('day', e.occurred_at, a.time_zone) END,
            e.model, coalesce(e.api_key_id, '00000000-0000-0000-0000-000000000000'), sum(s.sign),
            sum(s.sign * coalesce((e.tokens->>'inputTokens')::bigint, 0)),
            sum(s.sign * coalesce((e.tokens->>'cachedInputTokens')::bigint, 0)),
            sum(s.sign * coalesce((e.tokens->>'outputTokens')::bigint, 0)),
            sum(s.sign * coalesce((e.tokens->>'reasoningTokens')::bigint, 0)),
            sum(e.amount_nanos), sum(e.plan_nanos), sum(e.credit_nanos), sum(e.debt_nanos)
       FROM usage_event e JOIN account a ON a.id = e.account_id
       CROSS JOIN (VALUES ('hour'), ('day')) AS g (grain)
       CROSS JOIN LATERAL (SELECT CASE e.kind WHEN 'reversal' THEN -1 ELSE 1 END AS sign) AS s
      WHERE e.account_id = $1 GROUP BY 1, 2, 3, 4, 5`,
    [accountId],
  );
}
