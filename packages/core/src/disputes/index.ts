export {
  cashOf,
  earnedOfLost,
  frozenAgain,
  frozenTotal,
  givenBack,
  oursToBear,
  type TakenOfLot,
  takenTotal,
  takeOfLots,
  unusedOfPlan,
  withdrawnOf,
} from "./booking.ts";
export {
  type DisputeFollowed,
  type DisputeStanding,
  type DisputeStep,
  followDispute,
  freezeReturned,
  isOlder,
  NO_DISPUTE,
} from "./follow.ts";
export { type DisputeState, disputeLifecycle, disputeStateOf } from "./lifecycle.ts";
export {
  type DisputedOrder,
  type DisputeLoss,
  disputedMoney,
  type PaymentDisputes,
  paymentDisputes,
} from "./shares.ts";
export type { BookedPayment, DisputeTransaction, DisputeWord } from "./word.ts";
