import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { Prisma } from "../generated/prisma/client.ts";

/** The order that a decision's facts name. What was refused has left nothing else behind. */
export interface NamedOrder {
  readonly id: string | null;
  readonly number: string | null;
}

const aboutOrder = z.object({
  order: z.object({
    // Facts of a file, such as a quote asked for by a program, may name an order in words of their own.
    id: z.uuid().nullish().catch(null),
    number: z.string().nullish(),
  }),
});

/** Reads it. */
export function orderIn(facts: unknown): NamedOrder {
  const { data } = aboutOrder.safeParse(facts);
  return { id: data?.order.id ?? null, number: data?.order.number ?? null };
}

/** A decision, with the order that its facts name. */
interface Wanted {
  readonly id: string;
  readonly orderId: string | null;
}

/** Numbers of what decisions are about, by decision. */
export async function numbersOf(tx: Tx, decisions: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw<{ decisionId: string; number: string }[]>(numbersQuery(decisions));
  return new Map(rows.map(({ decisionId, number }) => [decisionId, number]));
}

/**
 * The refund before the case it came from, either before the order that was made, the order that a command answered with
 * (a payment that was received), and the one that the facts name. Everything is found by the decisions' ids and by primary
 * keys: what else lies in the tables is not looked at. Answers are read apart, since row security lets no text of another
 * table be compared before it has looked at every order itself.
 */
export function numbersQuery(decisions: readonly Wanted[]): Prisma.Sql {
  const ids = decisions.map(({ id }) => id);
  const orderIds = decisions.map(({ orderId }) => orderId);
  return Prisma.sql`
    WITH answered AS MATERIALIZED (
      SELECT d.id, (c.answer #>> '{answer,orderId}')::uuid AS order_id
        FROM decision d JOIN command_record c ON c.id = d.command_id WHERE d.id = ANY(${ids}::uuid[])
    ), found AS (
      SELECT submit_decision_id AS id, number, 1 AS rank FROM refund WHERE submit_decision_id = ANY(${ids}::uuid[])
      UNION ALL
      SELECT settle_decision_id, number, 1 FROM refund WHERE settle_decision_id = ANY(${ids}::uuid[])
      UNION ALL
      SELECT decision_id, number, 2 FROM refund_case WHERE decision_id = ANY(${ids}::uuid[])
      UNION ALL
      SELECT decision_id, number, 3 FROM "order" WHERE decision_id = ANY(${ids}::uuid[])
      UNION ALL
      SELECT t.decision_id, o.number, 4 FROM renewal_attempt t JOIN renewal r ON r.id = t.renewal_id
        JOIN "order" o ON o.id = r.order_id WHERE t.decision_id = ANY(${ids}::uuid[])
      UNION ALL
      SELECT answered.id, o.number, 5 FROM answered JOIN "order" o ON o.id = answered.order_id
      UNION ALL
      SELECT named.id, o.number, 6 FROM unnest(${ids}::uuid[], ${orderIds}::uuid[]) AS named (id, order_id)
        JOIN "order" o ON o.id = named.order_id
    )
    SELECT DISTINCT ON (id) id AS "decisionId", number FROM found ORDER BY id, rank, number`;
}
