import type { PlannedStep } from "@tenure/core/subject-changes";
import type { Acting } from "../../command/command.ts";

/** A handover while it is carried out, in the transaction of the command that decided it. */
export interface Performing {
  readonly acting: Acting;
  readonly accountId: string;
  readonly changeId: string;
  /** The one instant of everything. */
  readonly at: Date;
  /** Whose period ends. */
  readonly fromPeriodId: string;
  readonly toSubjectId: string;
  /** The new holder's period; its row is written by `open_holder_period`. */
  readonly toPeriodId: string;
  /** Whoever controls the account from then on. */
  readonly ownerLoginId: string;
}

/** Carries out one step of a plan. @returns how much of it there was */
export type PerformStep = (performing: Performing, step: PlannedStep) => Promise<number>;

/** What is listed and stays as it is: it passes with the account, and the audit row says how much of it. */
export const passes: PerformStep = async (_, { ids }) => ids.length;

/** What the product does not know yet: a plan that names some of it cannot be carried out. */
export const isUnknown: PerformStep = async (_, { step, ids }) => {
  if (ids.length > 0) throw new Error(`${step}: nothing here knows how to end ${ids.length} of these`);
  return 0;
};
