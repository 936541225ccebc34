import type { Permission } from "@tenure/core/access";

/** How a procedure appears in the REST API. */
export interface RestRoute {
  readonly method: "get" | "post" | "patch" | "put" | "delete";
  /** Below /v1; parameters in braces: `/orders/{orderId}`. */
  readonly path: `/${string}`;
  /** Status of success; 200 without it. */
  readonly status?: 200 | 201 | 202;
  /** One line for the reference page. */
  readonly summary: string;
}

/**
 * Whom a procedure speaks to. `account`: a member, partner key or staff, about one account. `staff`: reviewers and
 * administrators, across accounts. `login`: whoever is signed in. `open`: anybody.
 */
export type Audience = "account" | "staff" | "login" | "open";

/** What every procedure says about itself; made only by the factories of procedures.ts, so none lacks a permission. */
export interface ProcedureMeta {
  readonly permission: Permission;
  readonly audience: Audience;
  readonly rest?: RestRoute;
}
