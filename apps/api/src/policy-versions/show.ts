import type { Role } from "@tenure/core/access";
import { actionsFor, statesOf } from "@tenure/core/lifecycle";
import {
  isEarlyEnough,
  type PolicyVersionAction,
  policyVersionLifecycle,
} from "@tenure/core/policy-versions";
import { type Instant, instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { StoredPolicy } from "./stored.ts";

/** A state of the version's lifecycle, read from a row or shown. */
export const policyVersionState = z.enum(statesOf(policyVersionLifecycle));

/** A policy in its JSON form: `policySchema` of core reads it. */
export const policyBodySchema = z.record(z.string(), z.json());

const personSchema = z.strictObject({ id: z.uuid(), name: z.string() });
const stepSchema = z.strictObject({
  at: instantSchema,
  /** Null where that login is gone. */
  by: personSchema.nullable(),
  reason: z.string().nullable(),
});

/** A version as staff see it. */
export const policyVersionSchema = z.strictObject({
  id: z.uuid(),
  version: z.string(),
  effectiveFrom: instantSchema,
  state: policyVersionState,
  /** Where an agreed one stands now; else its state. */
  phase: z.enum(["proposed", "coming", "in_force", "past", "declined", "withdrawn", "called_off"]),
  digest: z.string(),
  policy: policyBodySchema,
  /** Null: it came with the product. */
  proposed: stepSchema.nullable(),
  /** Approved, declined or withdrawn. */
  decided: stepSchema.nullable(),
  calledOff: stepSchema.nullable(),
  /** What the caller may do with it now. */
  actions: z.array(z.enum(["approve", "decline", "withdraw", "call_off"])),
  /** Whether it is too late to agree it or to call it off: processes would not know in time. */
  tooLate: z.boolean(),
});

interface Row extends StoredPolicy {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly proposedBy: string | null;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly declineReason: string | null;
  readonly calledOffBy: string | null;
  readonly calledOffAt: Date | null;
  readonly callOffReason: string | null;
}

/** For whom and when a version is shown. */
export interface Showing {
  readonly now: Instant;
  /** Version that is in force now. */
  readonly inForce: string;
  readonly names: ReadonlyMap<string, string>;
  readonly caller: { readonly id: string; readonly role: Role };
}

/** A row as staff see it; the actions come from the lifecycle's table, and from who proposed it. */
export function showPolicyVersion(
  row: Row,
  { now, inForce, names, caller }: Showing,
): z.output<typeof policyVersionSchema> {
  const state = policyVersionState.parse(row.state);
  const effectiveFrom = row.effectiveFrom.toISOString();
  const tooLate = !isEarlyEnough(effectiveFrom, now);
  const own = row.proposedBy === caller.id;
  const step = (at: Date | null, by: string | null, reason: string | null) =>
    at === null
      ? null
      : {
          at: at.toISOString(),
          by: by === null || !names.has(by) ? null : { id: by, name: names.get(by) ?? "" },
          reason,
        };
  const offered = {
    approve: !own && !tooLate,
    decline: !own,
    withdraw: own,
    call_off: !tooLate,
  } satisfies Record<PolicyVersionAction, boolean>;
  return {
    id: row.id,
    version: row.version,
    effectiveFrom,
    state,
    phase: phaseOf(state, { effectiveFrom, now, inForce: row.version === inForce }),
    digest: row.digest,
    policy: policyBodySchema.parse(row.body),
    proposed: row.proposedBy === null ? null : step(row.proposedAt, row.proposedBy, row.reason),
    decided: step(row.decidedAt, row.decidedBy, row.declineReason),
    calledOff: step(row.calledOffAt, row.calledOffBy, row.callOffReason),
    actions: actionsFor(policyVersionLifecycle, state, caller.role).filter((action) => offered[action]),
    tooLate,
  };
}

function phaseOf(
  state: z.output<typeof policyVersionState>,
  at: { readonly effectiveFrom: Instant; readonly now: Instant; readonly inForce: boolean },
) {
  if (state !== "agreed") return state;
  if (at.effectiveFrom > at.now) return "coming";
  return at.inForce ? "in_force" : "past";
}
