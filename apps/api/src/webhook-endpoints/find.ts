import type { Role } from "@tenure/core/access";
import { ownPeriods } from "../accounts/own-periods.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { endpointState } from "./show.ts";

const isStaff = (role: Role): boolean => role === "reviewer" || role === "administrator";

/** Which holders' endpoints and events a caller sees: staff all, the account's people those of who holds it now (C4.10). */
export async function ofOwnPeriods(
  tx: Tx,
  accountId: string,
  role: Role,
): Promise<{ readonly holderPeriodId?: { readonly in: string[] } }> {
  return isStaff(role) ? {} : { holderPeriodId: { in: [...(await ownPeriods(tx, accountId))] } };
}

/** An endpoint that has not ended, by its id. @throws AppError not_found */
export async function endpointToChange(tx: Tx, accountId: string, endpointId: string) {
  const row = await tx.webhookEndpoint.findFirst({ where: { id: endpointId, accountId, endedAt: null } });
  if (row === null) throw noSuchEndpoint();
  return { ...row, state: endpointState.parse(row.state) };
}

/** Of an id that is absent, another account's, or of a former holder. */
export const noSuchEndpoint = (): AppError => new AppError("not_found", "No such webhook endpoint.");
