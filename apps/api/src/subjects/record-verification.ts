import { attempt } from "@tenure/core/lifecycle";
import { identityVerificationLifecycle, verificationOutcome } from "@tenure/core/subjects";
import { z } from "zod";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { NoticeKind } from "../notices/templates/index.ts";
import { type Handled, problemOf } from "../payments/handled.ts";
import type { Services } from "../runtime/services.ts";
import type { Vault } from "../vault/vault.ts";
import type { ProvenDocument } from "./identity-provider.ts";
import { stateOfVerification } from "./start-verification.ts";

const matches = ["same", "reordered", "shortened", "look_alike", "different"] as const;

/** What a person hears of it by mail; the rest they see on the page they come back to. */
const NOTICES = {
  verify: "identity_verified",
  mismatch: "identity_mismatch",
  expire: "identity_document_expired",
  reject: "identity_rejected",
} as const satisfies Record<string, NoticeKind>;

/**
 * The one reducer of what is known about a check: a report that the lifecycle does not allow changes nothing. What the
 * document says goes into the vault and is no part of the command's input.
 */
const recordVerification = (vault: Vault, document: ProvenDocument | null) =>
  plainCommand({
    name: "subjects.record_verification",
    input: z.strictObject({
      verificationId: z.uuid(),
      action: z.enum(["process", "verify", "mismatch", "expire", "reject", "cancel"]),
      match: z.enum(matches).nullable(),
      code: z.string().max(80).nullable(),
    }),
    async apply(acting, { verificationId, action, match, code }) {
      const { tx, now, context } = acting;
      const row = await tx.identityVerification.findFirst({
        where: { id: verificationId, accountId: context.accountId ?? "" },
      });
      if (row === null) throw new AppError("not_found", "No such verification.");
      const from = stateOfVerification(row);
      const target = { kind: "identity_verification", id: row.id };
      const subject = await tx.subject.findUniqueOrThrow({ where: { id: row.subjectId } });
      const move = attempt(identityVerificationLifecycle, from, action);
      // Verified is verified once; what was erased stays unknown.
      const late = action === "verify" && (subject.verifiedAt !== null || subject.erasedAt !== null);
      if (!move.legal || late) return { answer: { state: from }, target };
      await tx.identityVerification.update({
        where: { id: row.id, state: from },
        data: {
          state: move.to,
          movedAt: new Date(now),
          nameMatch: match ?? row.nameMatch,
          failureCode: code ?? (action === "verify" ? null : row.failureCode),
        },
      });
      if (action === "verify" && document !== null) await prove(acting, vault, row.subjectId, document);
      await tell(acting, row, action, code);
      return {
        answer: { state: move.to },
        target,
        before: { state: from },
        after: { state: move.to, match, code },
      };
    },
  });

/** The holder is verified: what was proven is sealed, and known again on another account by a keyed digest. */
async function prove(
  { tx, now }: Acting,
  vault: Vault,
  subjectId: string,
  document: ProvenDocument,
): Promise<void> {
  const recordId = await vault.put(
    tx,
    subjectId,
    "proven_person",
    {
      given: document.given,
      family: document.family,
      birthDate: document.birthDate,
      country: document.country,
      documentType: document.type,
      documentNumber: document.number,
    },
    now,
  );
  await tx.subject.update({
    where: { id: subjectId },
    data: {
      kind: "individual",
      verifiedAt: new Date(now),
      verifiedBy: "provider",
      verifiedRecordId: recordId,
      personDigest: digestOf(vault, document),
    },
  });
}

/** Equal for the same document, whoever shows it; null where too little of it is known to say so. */
function digestOf(vault: Vault, { country, type, number, birthDate }: ProvenDocument): string | null {
  if (number === null || number === "" || birthDate === null) return null;
  const letters = number
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
  return vault.mac("person", [country ?? "", type ?? "", letters, birthDate].join("\n"));
}

async function tell(
  { tx, now, outbox }: Acting,
  row: { readonly id: string; readonly accountId: string },
  action: string,
  code: string | null,
): Promise<void> {
  const kind = Object.entries(NOTICES).find(([name]) => name === action)?.[1];
  if (kind === undefined) return;
  const account = await tx.account.findUniqueOrThrow({ where: { id: row.accountId } });
  await queueNotice(tx, outbox, {
    kind,
    params: { account: account.name },
    // A second try that fails in another way is told; the same failure twice is one mail.
    dedupeKey: `identity_verification:${row.id}:${action}:${code ?? ""}`,
    accountId: row.accountId,
    to: await ownerOf(tx, row.accountId),
    now,
    zone: account.timeZone,
  });
}

/** Reads a check from the provider and records what came of it, however often and in whatever order it is told. */
export async function applyVerificationOf(services: Services, sessionId: string): Promise<Handled> {
  const { db, identity, runner, vault } = services;
  const check = await identity.readCheck(sessionId);
  const { verificationId, report } = check;
  const found =
    verificationId === null || !/^[0-9a-f-]{36}$/.test(verificationId)
      ? null
      : await db.within(PLATFORM, async (tx) => {
          const row = await tx.identityVerification.findUnique({ where: { id: verificationId } });
          return row === null ? null : { row, given: await vault.get(tx, "given_name", row.givenRecordId) };
        });
  if (found === null)
    return problemOf(sessionId, "somebody's identity was checked on a page that is none of ours");
  const { row, given } = found;
  // Erased meanwhile: nothing is known that it could be compared with.
  if (given === null) return { state: "ignored" };
  const { action, match } = verificationOutcome(report, given);
  if (action === null) return { state: "ignored" };
  const code = report.state === "failed" ? report.code.slice(0, 80) : null;
  await runner.run(
    recordVerification(vault, check.document),
    { verificationId: row.id, action, match, code },
    systemContext(
      "payments.apply_event",
      row.accountId,
      `verification:${row.id}:${row.state}:${action}:${check.tryId ?? ""}`,
    ),
  );
  return { state: "applied" };
}
