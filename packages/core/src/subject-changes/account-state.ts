import { z } from "zod";
import { type AccountState, accountLifecycle } from "../accounts/index.ts";
import type { Refusal } from "../decision/index.ts";
import { statesOf } from "../lifecycle/index.ts";

/** State of the account that is to change. */
export const accountStateSchema = z.enum(statesOf(accountLifecycle));

/** An account that is not active passes to nobody: a suspension is decided first (T4.2). */
export function accountRefusals(state: AccountState): Refusal[] {
  if (state === "active") return [];
  return [{ code: `account_${state}`, clause: "T4.2", params: {} }];
}
