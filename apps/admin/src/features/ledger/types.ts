import type { Outputs } from "@tenure/api/trpc";

/** A movement with all its sides. */
export type Journal = Outputs["ledger"]["journal"];

/** A month of the books: running, open or closed. */
export type BookMonth = Outputs["ledger"]["months"][number];

/** What the list of an account's movements is narrowed by; in the address, so that a finding can be passed on. */
export interface JournalFilter {
  readonly kind?: string;
  /** Local days of the account, both included. */
  readonly from?: string;
  readonly to?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KIND = /^[a-z_]{1,40}\.[a-z_]{1,40}$/;

/** Reads a filter from an address; what does not fit is left out. */
export function readJournalFilter(search: Record<string, unknown>): JournalFilter {
  const { kind, from, to } = search;
  return {
    ...(typeof kind === "string" && KIND.test(kind) ? { kind } : {}),
    ...(typeof from === "string" && DAY.test(from) ? { from } : {}),
    ...(typeof to === "string" && DAY.test(to) ? { to } : {}),
  };
}
