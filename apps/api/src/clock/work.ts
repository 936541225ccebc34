import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

/** Which account, and what its clock says. */
interface AtAccount {
  readonly tx: Tx;
  readonly accountId: string;
  readonly now: Instant;
}

/**
 * What a periodic job does, for one account alone. It calls the job's own command or handler: there is no second
 * implementation of anything.
 */
export interface AccountWork {
  /** The job it belongs to. */
  readonly job: string;
  /**
   * When there is something to do next: an instant that has come means now, null that nothing lies ahead. What waits
   * for somebody else (a person, a provider's own clock) is not due.
   */
  next(at: AtAccount): Promise<Instant | null>;
  /** Does what is due. May run any number of times, at the same time as the job itself. */
  run(services: Services, accountId: string): Promise<void>;
}

/** The one instant of a query that selects `at`; null where it found none. */
export const onlyInstant = (rows: readonly { readonly at: Date | null }[]): Instant | null =>
  rows[0]?.at?.toISOString() ?? null;
