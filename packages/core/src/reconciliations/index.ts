export {
  classify,
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
  type DifferenceSide,
  RECONCILED_OBJECTS,
  type ReconciledObject,
  REMEDIES,
  type Remedy,
} from "./classify.ts";
export {
  differenceLifecycle,
  type DifferenceState,
  reconciliationLifecycle,
  type ReconciliationState,
} from "./lifecycle.ts";
export type { DisputeThereState, Here, There } from "./sides.ts";
export { type Contribution, contributionsOf, Totals } from "./totals.ts";
