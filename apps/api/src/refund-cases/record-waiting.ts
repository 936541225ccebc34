import { parseRequest } from "@tenure/core/refund-cases";
import { ownerOf } from "../accounts/owner.ts";
import type { CommandContext } from "../command/command.ts";
import { ofAccount } from "../db/database.ts";
import { AppError, type RefusedError } from "../errors/app-error.ts";
import type { Services } from "../runtime/services.ts";
import { storedFields } from "./fields.ts";
import { receiveCase } from "./receive.ts";

/** Whether a refund is refused for nothing but that the account is passing to another holder. */
const onlyWaits = ({ decision }: RefusedError): boolean =>
  decision.refusals.length > 0 && decision.refusals.every(({ code }) => code === "subject_change_pending");

/**
 * Keeps a request that self-service can only refuse for now: made in time, it is always recorded (C4.9). It waits as a case,
 * judged at this instant, until the change of subject is decided.
 */
export async function recordWaitingRequest(
  { db, runner, env }: Pick<Services, "db" | "runner" | "env">,
  refused: RefusedError,
  orderId: string,
  context: CommandContext,
): Promise<void> {
  if (!onlyWaits(refused)) return;
  const { accountId } = context;
  if (accountId === null) return;
  const owner = await db.within(ofAccount(accountId), (tx) => ownerOf(tx, accountId));
  if (owner === null) return;
  const request = {
    channel: "dashboard",
    requester: owner.email,
    language: owner.language,
    subject: "",
    text: "",
    fields: { ...storedFields(parseRequest("")), missing: [], unclear: [] },
    orderId,
    mail: null,
  };
  await runner.run(receiveCase(env), request, context).catch((error: unknown) => {
    // A case looks at this order already: it was recorded before.
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
  });
}
