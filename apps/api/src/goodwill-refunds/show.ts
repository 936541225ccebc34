import { actionsFor, statesOf } from "@tenure/core/lifecycle";
import type { Role } from "@tenure/core/access";
import { goodwillRefundLifecycle } from "@tenure/core/goodwill-refunds";
import { isCurrency, moneySchema, toMoney } from "@tenure/core/money";
import { z } from "zod";

/** A state of the lifecycle, read from a row or shown. */
export const goodwillState = z.enum(statesOf(goodwillRefundLifecycle));

/** What a move answers. */
export const movedSchema = z.strictObject({ goodwillRefundId: z.uuid(), state: goodwillState });

const person = z.strictObject({ id: z.uuid(), name: z.string() });

/** A goodwill refund as staff see it. */
export const goodwillRefundSchema = z.strictObject({
  id: z.uuid(),
  state: goodwillState,
  orderId: z.uuid(),
  orderNumber: z.string(),
  amount: moneySchema,
  reason: z.string(),
  message: z.string(),
  proposer: person,
  proposedAt: z.iso.datetime(),
  decider: person.nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionId: z.uuid().nullable(),
  refund: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
  /** What the caller may do with it now: whoever proposed it takes it back, another person decides. */
  actions: z.array(z.enum(["approve", "decline", "withdraw"])),
});

/** A row with what is shown of it. */
export interface GoodwillRow {
  readonly id: string;
  readonly state: string;
  readonly orderId: string;
  readonly order: { readonly number: string };
  readonly currency: string;
  readonly amountNanos: bigint;
  readonly reason: string;
  readonly message: string;
  readonly proposerId: string;
  readonly proposedAt: Date;
  readonly deciderId: string | null;
  readonly decidedAt: Date | null;
  readonly decisionId: string | null;
  readonly refundId: string | null;
}

/** What a row is shown with: names by login, numbers by refund, and who looks at it. */
export interface ShownWith {
  readonly names: ReadonlyMap<string, string>;
  readonly refunds: ReadonlyMap<string, string>;
  readonly role: Role;
  readonly viewerId: string | null;
}

/** A goodwill refund as every list shows it. */
export function showGoodwill(
  row: GoodwillRow,
  { names, refunds, role, viewerId }: ShownWith,
): z.infer<typeof goodwillRefundSchema> {
  const state = goodwillState.parse(row.state);
  const personOf = (id: string) => ({ id, name: names.get(id) ?? id });
  const isMine = row.proposerId === viewerId;
  return {
    id: row.id,
    state,
    orderId: row.orderId,
    orderNumber: row.order.number,
    amount: toMoney(row.amountNanos, isCurrency(row.currency) ? row.currency : "USD"),
    reason: row.reason,
    message: row.message,
    proposer: personOf(row.proposerId),
    proposedAt: row.proposedAt.toISOString(),
    decider: row.deciderId === null ? null : personOf(row.deciderId),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionId: row.decisionId,
    refund:
      row.refundId === null ? null : { id: row.refundId, number: refunds.get(row.refundId) ?? row.refundId },
    actions: actionsFor(goodwillRefundLifecycle, state, role).filter((action) =>
      action === "withdraw" ? isMine : !isMine,
    ),
  };
}
