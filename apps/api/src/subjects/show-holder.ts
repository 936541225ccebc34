import { can, type Role } from "@tenure/core/access";
import { actionsFor } from "@tenure/core/lifecycle";
import {
  holderOf,
  identityVerificationLifecycle,
  identityVerificationsLive,
  type SubjectKind,
  subjectKinds,
} from "@tenure/core/subjects";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import type { Vault } from "../vault/vault.ts";
import { currentSubject } from "./current-subject.ts";
import { verifiedNamesOf } from "./names-of.ts";
import { stateOfVerification } from "./start-verification.ts";

const warning = z.enum(["mixed_scripts", "stacked_marks", "look_alike"]);
const verificationStates = [
  "open",
  "processing",
  "expired",
  "rejected",
  "verified",
  "mismatch",
  "cancelled",
] as const;

/** Who holds an account, as every door shows it. */
export const holderSchema = z
  .strictObject({
    kind: z.enum(subjectKinds),
    /** The verified name where there is one, else what the account says of itself (C2.1). */
    name: z.string(),
    basis: z.enum(["verified", "profile"]),
    since: z.iso.datetime(),
    verifiedAt: z.iso.datetime().nullable(),
    verifiedBy: z.enum(["provider", "documents"]).nullable(),
    warnings: z.array(warning),
    /** What the account says of itself; what differs from the verified name does not count. */
    profile: z.array(
      z.strictObject({
        source: z.enum(["account", "owner", "billing"]),
        name: z.string(),
        differs: z.boolean(),
        warnings: z.array(warning),
      }),
    ),
    /** What proved it, as far as it is needed to recognise; null for members, and where nothing is known. */
    document: z
      .strictObject({
        type: z.string().nullable(),
        country: z.string().nullable(),
        /** The last characters of its number. */
        numberEnd: z.string().nullable(),
      })
      .nullable(),
    verification: z
      .strictObject({
        id: z.uuid(),
        state: z.enum(verificationStates),
        /** How the name given stands to the document's. */
        match: z.enum(["same", "reordered", "shortened", "look_alike", "different"]).nullable(),
        failureCode: z.string().nullable(),
        movedAt: z.iso.datetime(),
        actions: z.array(z.enum(["continue", "cancel"])),
      })
      .nullable(),
    /** Whether the caller can begin a verification now. */
    canVerify: z.boolean(),
    /** Every holder there was, newest first. Who held it before is told to staff alone. */
    history: z.array(
      z.strictObject({
        id: z.uuid(),
        kind: z.enum(subjectKinds),
        name: z.string().nullable(),
        verified: z.boolean(),
        /** Nothing is known about them any more. */
        erased: z.boolean(),
        startedAt: z.iso.datetime(),
        endedAt: z.iso.datetime().nullable(),
      }),
    ),
    /** Other accounts of the same person, for staff; null for anybody else. */
    otherAccounts: z.array(z.strictObject({ id: z.uuid(), name: z.string() })).nullable(),
  })
  .meta({ id: "Holder" });

const kindOf = (text: string): SubjectKind => subjectKinds.find((each) => each === text) ?? "individual";

/** Who holds an account, what that rests on, and what may be done about it. */
export async function showHolder(
  tx: Tx,
  vault: Vault,
  account: { readonly id: string; readonly name: string; readonly state: string },
  role: Role,
): Promise<z.infer<typeof holderSchema>> {
  const { subject, startedAt } = await currentSubject(tx, account.id);
  const periods = await tx.holderPeriod.findMany({
    where: { accountId: account.id },
    include: { subject: true },
    orderBy: { startedAt: "desc" },
    take: 100,
  });
  const names = await verifiedNamesOf(
    tx,
    vault,
    periods.map((period) => period.subject),
  );
  const verifiedName = names.get(subject.id) ?? null;
  const holder = holderOf({ profileName: subject.displayName, verifiedName });
  const isStaff = can(role, "holder.reveal");
  const seesDocument = isStaff || can(role, "holder.verify");
  const proven =
    seesDocument && subject.verifiedBy === "provider" && subject.verifiedRecordId !== null
      ? await vault.get(tx, "proven_person", subject.verifiedRecordId)
      : null;
  const latest = await tx.identityVerification.findFirst({
    where: { subjectId: subject.id, accountId: account.id },
    orderBy: { id: "desc" },
  });
  const living = account.state === "active" || account.state === "suspended";
  const underWay = latest !== null && identityVerificationsLive.includes(stateOfVerification(latest));
  return {
    kind: kindOf(subject.kind),
    name: holder.name,
    basis: holder.basis,
    since: startedAt.toISOString(),
    verifiedAt: subject.verifiedAt?.toISOString() ?? null,
    verifiedBy:
      subject.verifiedBy === null ? null : subject.verifiedBy === "provider" ? "provider" : "documents",
    warnings: [...holder.warnings],
    profile: await profileOf(tx, account, verifiedName),
    document:
      proven === null
        ? null
        : {
            type: proven.documentType,
            country: proven.country,
            numberEnd: proven.documentNumber?.slice(-3) ?? null,
          },
    verification: latest === null ? null : showVerification(latest, role),
    canVerify:
      can(role, "holder.verify") &&
      living &&
      subject.verifiedAt === null &&
      !(underWay && stateOfVerification(latest) === "processing"),
    history: periods.map((period) => ({
      id: period.id,
      kind: kindOf(period.subject.kind),
      name:
        period.subject.erasedAt === null && (period.endedAt === null || isStaff)
          ? (names.get(period.subjectId) ?? period.subject.displayName)
          : null,
      verified: period.subject.verifiedAt !== null,
      erased: period.subject.erasedAt !== null,
      startedAt: period.startedAt.toISOString(),
      endedAt: period.endedAt?.toISOString() ?? null,
    })),
    otherAccounts: isStaff ? await otherAccountsOf(tx, account.id, subject) : null,
  };
}

function showVerification(
  row: {
    readonly id: string;
    readonly state: string;
    readonly nameMatch: string | null;
    readonly failureCode: string | null;
    readonly movedAt: Date;
  },
  role: Role,
): z.infer<typeof holderSchema>["verification"] {
  const state = stateOfVerification(row);
  const mayCancel = actionsFor(identityVerificationLifecycle, state, role).includes("cancel");
  const waits = state === "open" || state === "expired" || state === "rejected";
  return {
    id: row.id,
    state,
    match: holderSchema.shape.verification.unwrap().shape.match.parse(row.nameMatch),
    failureCode: row.failureCode,
    movedAt: row.movedAt.toISOString(),
    actions: [
      ...(waits && can(role, "holder.verify") ? (["continue"] as const) : []),
      ...(mayCancel ? (["cancel"] as const) : []),
    ],
  };
}

/** Names that the account's own information carries, each beside the verified one. */
async function profileOf(
  tx: Tx,
  account: { readonly id: string; readonly name: string },
  verifiedName: string | null,
): Promise<z.infer<typeof holderSchema>["profile"]> {
  const owner = await tx.member.findFirst({
    where: { accountId: account.id, role: "owner", endedAt: null },
    orderBy: { createdAt: "asc" },
    include: { login: { select: { name: true } } },
  });
  const billing = await tx.billingDetails.findUnique({ where: { accountId: account.id } });
  const named = [
    { source: "account" as const, name: account.name },
    ...(owner === null ? [] : [{ source: "owner" as const, name: owner.login.name }]),
    ...(billing === null
      ? []
      : [{ source: "billing" as const, name: billing.companyName ?? billing.fullName }]),
  ];
  return named.map(({ source, name }) => {
    const { profileDiffers, warnings } = holderOf({ profileName: name, verifiedName });
    return { source, name, differs: profileDiffers, warnings: [...warnings] };
  });
}

/** Accounts that the same person holds now: the same subject, or another verified by the same document. */
async function otherAccountsOf(
  tx: Tx,
  accountId: string,
  subject: { readonly id: string; readonly personDigest: string | null },
): Promise<{ id: string; name: string }[]> {
  const periods = await tx.holderPeriod.findMany({
    where: {
      endedAt: null,
      accountId: { not: accountId },
      OR: [
        { subjectId: subject.id },
        ...(subject.personDigest === null ? [] : [{ subject: { personDigest: subject.personDigest } }]),
      ],
    },
    include: { account: { select: { id: true, name: true } } },
    orderBy: { startedAt: "asc" },
    take: 50,
  });
  return periods.map(({ account }) => account);
}
