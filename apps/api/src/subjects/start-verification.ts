import { attempt } from "@tenure/core/lifecycle";
import {
  comparedName,
  fullNameOf,
  identityVerificationLifecycle,
  type IdentityVerificationState,
  identityVerificationsLive,
  type LegalName,
} from "@tenure/core/subjects";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import type { Services } from "../runtime/services.ts";
import type { Vault } from "../vault/vault.ts";
import { currentSubject, requireLiving, requireNoOpenReview } from "./current-subject.ts";

/** Keyed digest of a name as it is compared: tells two requests apart without keeping the name. */
export const nameMacOf = (vault: Pick<Vault, "mac">, name: LegalName): string =>
  vault.mac("name", comparedName(fullNameOf(name)));

/** The CHECK constraint repeats the table's states; a test compares both. */
export const stateOfVerification = (row: { readonly state: string }): IdentityVerificationState =>
  row.state as IdentityVerificationState;

/**
 * Begins a person's verification: a row first, so that what the provider tells later finds whose it is. One that waits
 * under the same name goes on; under another name it is cancelled and begins anew. The name itself is no part of the
 * command's input, which is kept.
 */
export const startVerification = (vault: Vault, name: LegalName) =>
  plainCommand({
    name: "subjects.start_verification",
    input: z.strictObject({ loginId: z.uuid(), nameMac: z.string().length(64) }),
    async apply({ tx, now, context, outbox }, { loginId }) {
      const accountId = context.accountId ?? "";
      await requireLiving(tx, accountId);
      const { periodId, subject } = await currentSubject(tx, accountId);
      if (subject.verifiedAt !== null)
        throw new AppError("conflict", "The holder of this account is verified already.");
      await requireNoOpenReview(tx, subject.id);
      const live = await tx.identityVerification.findFirst({
        where: { subjectId: subject.id, state: { in: [...identityVerificationsLive] } },
      });
      if (live !== null) {
        const state = stateOfVerification(live);
        if (state === "processing")
          throw new AppError("conflict", "Your document is being checked; wait for the result.");
        const given = await vault.get(tx, "given_name", live.givenRecordId);
        if (given !== null && nameMacOf(vault, given) === nameMacOf(vault, name))
          return {
            answer: { verificationId: live.id },
            target: { kind: "identity_verification", id: live.id },
          };
        const move = attempt(identityVerificationLifecycle, state, "cancel");
        if (!move.legal) throw new AppError("conflict", "Another verification is under way.");
        await tx.identityVerification.update({
          where: { id: live.id, state },
          data: { state: move.to, movedAt: new Date(now) },
        });
        await outbox.enqueue(tx, "subjects.cancel_check", { verificationId: live.id });
      }
      const id = newId();
      const givenRecordId = await vault.put(tx, subject.id, "given_name", name, now);
      await tx.identityVerification.createMany({
        data: {
          id,
          accountId,
          holderPeriodId: periodId,
          subjectId: subject.id,
          loginId,
          state: identityVerificationLifecycle.initial,
          provider: "stripe",
          givenRecordId,
          createdAt: new Date(now),
          movedAt: new Date(now),
        },
      });
      return {
        answer: { verificationId: id },
        target: { kind: "identity_verification", id },
        after: { state: identityVerificationLifecycle.initial, replaced: live?.id ?? null },
      };
    },
  });

const keepSession = plainCommand({
  name: "subjects.keep_session",
  input: z.strictObject({ verificationId: z.uuid(), sessionId: z.string().max(120) }),
  async apply({ tx, context }, { verificationId, sessionId }) {
    await tx.identityVerification.update({
      where: { id: verificationId, accountId: context.accountId ?? "" },
      data: { providerSessionId: sessionId },
    });
    return {
      answer: { sessionId },
      target: { kind: "identity_verification", id: verificationId },
      after: { sessionId },
    };
  },
});

/**
 * The provider's page of a verification, opened once whatever is retried: the row's id is the key. Its address is a
 * bearer's, so it is asked for each time and kept nowhere.
 * @returns null where the page waits for nobody any more
 * @throws ProviderUnknown when the provider does not answer
 */
export async function openVerificationPage(
  services: Services,
  verificationId: string,
): Promise<string | null> {
  const { db, identity, runner, env } = services;
  const row = await db.within(PLATFORM, (tx) =>
    tx.identityVerification.findUniqueOrThrow({ where: { id: verificationId } }),
  );
  if (row.providerSessionId !== null) return (await identity.readCheck(row.providerSessionId)).url;
  const check = await identity.openCheck({
    verificationId,
    accountId: row.accountId,
    returnUrl: `${env.publicUrl}/dashboard/ownership?verification=${verificationId}`,
  });
  await runner.run(
    keepSession,
    { verificationId, sessionId: check.sessionId },
    systemContext("subjects.open_page", row.accountId, `verification:${verificationId}`),
  );
  return check.url;
}
