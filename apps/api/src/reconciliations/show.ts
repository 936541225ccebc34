import { can, type Role } from "@tenure/core/access";
import { actionsFor } from "@tenure/core/lifecycle";
import {
  DIFFERENCE_KINDS,
  differenceLifecycle,
  type DifferenceState,
  RECONCILED_OBJECTS,
  REMEDIES,
} from "@tenure/core/reconciliations";
import { z } from "zod";

/** States of a difference. */
export const differenceStateSchema = z.enum(["open", "set_aside", "resolved"]);

const sideSchema = z
  .strictObject({
    /** Minor units of the currency, as the provider counts them. */
    amountMinor: z.string(),
    currency: z.string(),
    state: z.string(),
  })
  .nullable();

/** A difference as staff see it. */
export const differenceSchema = z.strictObject({
  id: z.uuid(),
  channel: z.string(),
  object: z.enum(RECONCILED_OBJECTS),
  kind: z.enum(DIFFERENCE_KINDS),
  /** The provider's id of it; ours where the provider has none. */
  subject: z.string(),
  paymentId: z.string(),
  there: sideSchema,
  here: sideSchema,
  remedy: z.enum(REMEDIES),
  accountId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  state: differenceStateSchema,
  setAsideReason: z.string().nullable(),
  firstFoundAt: z.iso.datetime(),
  lastFoundAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  /** What this person may do with it now. */
  actions: z.array(z.enum(["take_over", "set_aside", "ask_again"])),
});

/** A difference as it is stored. */
export interface DifferenceRow {
  readonly id: string;
  readonly channel: string;
  readonly object: string;
  readonly kind: string;
  readonly subject: string;
  readonly paymentId: string;
  readonly thereMinor: bigint | null;
  readonly thereCurrency: string | null;
  readonly thereState: string | null;
  readonly hereMinor: bigint | null;
  readonly hereCurrency: string | null;
  readonly hereState: string | null;
  readonly remedy: string;
  readonly accountId: string | null;
  readonly orderId: string | null;
  readonly state: string;
  readonly setAsideReason: string | null;
  readonly firstFoundAt: Date;
  readonly lastFoundAt: Date;
  readonly resolvedAt: Date | null;
}

/** Shows a difference with the actions that a role has in its state. */
export function showDifference(row: DifferenceRow, role: Role): z.infer<typeof differenceSchema> {
  const state = row.state as DifferenceState;
  const moves = actionsFor(differenceLifecycle, state, role).filter(
    (each) => each === "set_aside" || each === "ask_again",
  );
  const takesOver = isOurs(row.remedy) && state === "open" && can(role, "reconciliation.resolve");
  return {
    id: row.id,
    channel: row.channel,
    object: z.enum(RECONCILED_OBJECTS).parse(row.object),
    kind: z.enum(DIFFERENCE_KINDS).parse(row.kind),
    subject: row.subject,
    paymentId: row.paymentId,
    there: sideOf(row.thereMinor, row.thereCurrency, row.thereState),
    here: sideOf(row.hereMinor, row.hereCurrency, row.hereState),
    remedy: z.enum(REMEDIES).parse(row.remedy),
    accountId: row.accountId,
    orderId: row.orderId,
    state: differenceStateSchema.parse(row.state),
    setAsideReason: row.setAsideReason,
    firstFoundAt: row.firstFoundAt.toISOString(),
    lastFoundAt: row.lastFoundAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    actions: [...(takesOver ? (["take_over"] as const) : []), ...moves],
  };
}

/** Whether the product itself resolves it, once somebody asks. */
export const isOurs = (remedy: string): boolean => remedy === "take_over" || remedy === "book_refund";

const sideOf = (minor: bigint | null, currency: string | null, state: string | null) =>
  minor === null || currency === null || state === null
    ? null
    : { amountMinor: minor.toString(), currency, state };
