import type { Role } from "@tenure/core/access";
import { actionsFor } from "@tenure/core/lifecycle";
import { documentReviewLifecycle, documentReviewsWritable, documentTypes } from "@tenure/core/subjects";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import type { Vault } from "../vault/vault.ts";
import { reviewState } from "./row.ts";

const fileSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  type: z.enum(documentTypes),
  sizeBytes: z.int(),
  addedAt: z.iso.datetime(),
  /** It may still be taken away. */
  removable: z.boolean(),
});

/** A review, as its account and staff see it. */
export const reviewSchema = z.strictObject({
  id: z.uuid(),
  state: reviewState,
  kind: z.enum(["company", "organisation"]),
  /** What the organisation says it is; null where it was erased. */
  organisation: z
    .strictObject({ legalName: z.string(), registrationNumber: z.string(), country: z.string() })
    .nullable(),
  files: z.array(fileSchema),
  /** What was asked for, or why it was rejected. */
  answer: z.string().nullable(),
  submittedAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  actions: z.array(z.enum(["submit", "take", "ask", "verify", "reject", "cancel"])),
  /** Files can be added now. */
  writable: z.boolean(),
});

/** Row of a review, as it is shown. */
export type ReviewRow = NonNullable<Awaited<ReturnType<Tx["documentReview"]["findUnique"]>>>;

/** Shows a review with its files. */
export async function showReview(
  tx: Tx,
  vault: Vault,
  row: ReviewRow,
  role: Role,
): Promise<z.infer<typeof reviewSchema>> {
  const state = reviewState.parse(row.state);
  const files = await tx.vaultFile.findMany({
    where: { reviewId: row.id, removedAt: null },
    omit: { sealed: true, sealedName: true },
    orderBy: { id: "asc" },
  });
  const names = await vault.fileNames(
    tx,
    files.map(({ id }) => id),
  );
  const writable = documentReviewsWritable.includes(state);
  return {
    id: row.id,
    state,
    kind: row.kind === "company" ? "company" : "organisation",
    organisation: await vault.get(tx, "given_organisation", row.givenRecordId),
    files: files.map((file) => ({
      id: file.id,
      name: names.get(file.id) ?? "—",
      type: fileSchema.shape.type.parse(file.type),
      sizeBytes: file.sizeBytes,
      addedAt: file.addedAt.toISOString(),
      removable: writable && (row.submittedAt === null || file.addedAt > row.submittedAt),
    })),
    answer: row.answer,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    actions: actionsFor(documentReviewLifecycle, state, role),
    writable,
  };
}
