import { attempt } from "@tenure/core/lifecycle";
import { identityVerificationLifecycle } from "@tenure/core/subjects";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { stateOfVerification } from "./start-verification.ts";

/** The customer gives a verification up; the provider is told by a job. */
export const cancelVerification = plainCommand({
  name: "subjects.cancel_verification",
  input: z.strictObject({ verificationId: z.uuid() }),
  async apply({ tx, now, context, outbox }, { verificationId }) {
    const row = await tx.identityVerification.findFirst({
      where: { id: verificationId, accountId: context.accountId ?? "" },
    });
    if (row === null) throw new AppError("not_found", "No such verification.");
    const from = stateOfVerification(row);
    const move = attempt(identityVerificationLifecycle, from, "cancel");
    if (!move.legal || from === "processing")
      throw new AppError("conflict", "This verification cannot be cancelled any more.");
    await tx.identityVerification.update({
      where: { id: row.id, state: from },
      data: { state: move.to, movedAt: new Date(now) },
    });
    await outbox.enqueue(tx, "subjects.cancel_check", { verificationId: row.id });
    return {
      answer: { state: move.to },
      target: { kind: "identity_verification", id: row.id },
      before: { state: from },
      after: { state: move.to },
    };
  },
});
