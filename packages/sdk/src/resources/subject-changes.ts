import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";
import type { SubjectChange } from "../types.ts";

/** Changes of the account's legal holder, to follow: they are applied for, agreed to and decided by people. Scope `subject_changes:read`. */
export interface SubjectChangesResource {
  /** Newest first. */
  list(params?: PageParams, options?: RequestOptions): Listing<SubjectChange>;
  /** How far one is. */
  get(changeId: string, options?: RequestOptions): Promise<SubjectChange>;
}

/** Builds the resource. */
export const subjectChangesResource = (send: Send): SubjectChangesResource => ({
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<SubjectChange>>(
          { method: "GET", path: "/subject-changes", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
  get: (changeId, options) =>
    send({ method: "GET", path: `/subject-changes/${encodeURIComponent(changeId)}` }, options),
});
