import { router } from "../trpc/init.ts";
import {
  ignoreEventProcedure,
  listDistributorEvents,
  listDistributors,
  mapProductProcedure,
  retryEventProcedure,
  rotateSecretProcedure,
  saveDistributorProcedure,
} from "./procedures.ts";

/** Distributors for the platform's people. */
export const distributorsRouter = router({
  list: listDistributors,
  events: listDistributorEvents,
  save: saveDistributorProcedure,
  mapProduct: mapProductProcedure,
  rotateSecret: rotateSecretProcedure,
  retryEvent: retryEventProcedure,
  ignoreEvent: ignoreEventProcedure,
});
