import type { Policy } from "@tenure/core/policy";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { Tx } from "../db/database.ts";

/** What became of a subscription's newest notice of a change; the same words as the counts of all of them. */
export const noticeFateSchema = z.strictObject({
  state: z.enum(["queued", "accepted", "late", "bounced", "failed"]),
  /** When the mail server took it, or it came back; null before, and where it was refused. */
  at: instantSchema.nullable(),
  /** 1 for the first. */
  attempt: z.int(),
  /** Paid at the new price. */
  staying: z.boolean(),
});
/** See {@link noticeFateSchema}. */
export type NoticeFate = z.output<typeof noticeFateSchema>;

interface Row {
  subscription_id: string;
  attempt: number;
  renewal_at: Date;
  accepted_at: Date | null;
  state: string | null;
  sent_at: Date | null;
  bounced_at: Date | null;
}

/** Reads them for some subscriptions, by their ids; one that nobody wrote to is absent. */
export async function noticeFates(
  tx: Tx,
  priceChangeId: string,
  subscriptionIds: readonly string[],
  policy: Policy,
): Promise<ReadonlyMap<string, NoticeFate>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT DISTINCT ON (c.subscription_id) c.subscription_id, c.attempt, c.renewal_at, c.accepted_at, n.state, n.sent_at, n.bounced_at
      FROM price_change_notice c LEFT JOIN notice n ON n.id = c.notice_id
     WHERE c.price_change_id = ${priceChangeId}::uuid AND c.subscription_id = ANY(${[...subscriptionIds]}::uuid[])
     ORDER BY c.subscription_id, c.attempt DESC`;
  return new Map(
    rows.map((row) => [
      row.subscription_id,
      {
        state: stateOf(row, policy),
        at: (row.bounced_at ?? row.sent_at)?.toISOString() ?? null,
        attempt: row.attempt,
        staying: row.accepted_at !== null,
      },
    ]),
  );
}

function stateOf({ state, sent_at, bounced_at, renewal_at }: Row, policy: Policy): NoticeFate["state"] {
  if (bounced_at !== null) return "bounced";
  if (state === null || state === "failed") return "failed";
  if (sent_at === null) return "queued";
  const noticeMs = policy.subscriptions.priceChangeNoticeDays * 86_400_000;
  return sent_at.getTime() <= renewal_at.getTime() - noticeMs ? "accepted" : "late";
}
