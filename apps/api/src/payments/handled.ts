import type { JsonObject } from "@tenure/core/decision";
import type { Tx } from "../db/database.ts";
import { type AlertKind, openAlert } from "./alerts.ts";

/** What became of a notification. `problem` is for a person of the platform; nothing was written for it. */
export type Handled = { readonly state: "applied" | "ignored" } | Problem;

/** Something that does not fit what we asked for, with the alert it opens. */
export interface Problem {
  readonly state: "problem";
  readonly kind: AlertKind;
  /** The provider's id of what does not fit; one alert of a kind per such id, however many notifications name it. */
  readonly about: string;
  readonly problem: string;
  readonly accountId: string | null;
}

/** Names a problem. */
export const problemOf = (
  about: string,
  problem: string,
  kind: AlertKind = "provider_event_problem",
  accountId: string | null = null,
): Problem => ({ state: "problem", kind, about, problem, accountId });

/** Opens the alert of a problem. `detail` says where it was noticed. */
export const alertProblem = (tx: Tx, found: Problem, detail: JsonObject): Promise<void> =>
  openAlert(tx, found.kind, found.about, found.about, found.accountId, { ...detail, problem: found.problem });
