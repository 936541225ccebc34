import { z } from "zod";
import { type Line, line, type Refusal } from "../decision/index.ts";
import { EVIDENCE_KINDS, type EvidenceKind } from "../text/evidence-texts.ts";
import { CHANGE_GROUNDS, type ChangeGround } from "../text/subject-change-texts.ts";

/** What a ground asks for (C3.1). */
export interface Ground {
  /** Each row needs one piece; within a row any one is enough, and the first is what is asked for. */
  readonly evidence: readonly (readonly [EvidenceKind, ...EvidenceKind[]])[];
  /** C3.9: whether somebody else may act for the holder; `must` where the holder never can. */
  readonly representative: "never" | "may" | "must";
}

/** The closed list of grounds, each with its own evidence (C3.1). */
export const GROUNDS: Readonly<Record<ChangeGround, Ground>> = {
  merger: { evidence: [["merger_agreement"], ["registry_extract"]], representative: "never" },
  division: { evidence: [["division_plan"], ["registry_extract"]], representative: "never" },
  reorganisation: {
    evidence: [["reorganisation_resolution"], ["registry_extract"]],
    representative: "never",
  },
  // A company in liquidation still acts; once it is struck off, its liquidator does.
  dissolution: { evidence: [["dissolution_record"], ["distribution_record"]], representative: "may" },
  death: { evidence: [["death_certificate"], ["inheritance_proof"]], representative: "must" },
  court_decision: { evidence: [["court_decision"], ["finality_certificate"]], representative: "may" },
  holder_differs: {
    evidence: [["actual_holder_proof"], ["verified_subject_statement", "court_decision"]],
    representative: "never",
  },
  legal_requirement: { evidence: [["legal_instrument"]], representative: "never" },
  other: { evidence: [["explanation"], ["supporting_document"]], representative: "never" },
};

/** Who acts: the verified holder, a representative of one who cannot (C3.9), an account manager for it (C3.3). */
export const capacitySchema = z.enum(["holder", "representative", "manager"]);
/** See {@link capacitySchema}. */
export type Capacity = z.output<typeof capacitySchema>;

/** What was handed in. Which file each piece is, and what it says, is kept outside: facts hold nothing about people. */
export const changeFileSchema = z.strictObject({
  /** Fingerprint of form and evidence: an agreement is to exactly this (invariant 30). */
  version: z.string().min(1).max(128),
  ground: z.enum(CHANGE_GROUNDS),
  capacity: capacitySchema,
  evidence: z.array(z.enum(EVIDENCE_KINDS)).max(100),
});
/** See {@link changeFileSchema}. */
export type ChangeFile = z.output<typeof changeFileSchema>;

/** The pieces that are missing for the ground, the first choice of each row. */
export const missingEvidence = ({
  ground,
  evidence,
}: Pick<ChangeFile, "ground" | "evidence">): EvidenceKind[] =>
  GROUNDS[ground].evidence.flatMap((row) => (row.some((kind) => evidence.includes(kind)) ? [] : [row[0]]));

/** Evidence of the ground itself (C3.1). */
export function evidenceRefusals(file: ChangeFile): Refusal[] {
  const missing = missingEvidence(file);
  return missing.length === 0
    ? []
    : [{ code: "change_evidence_missing", clause: "C3.1", params: { missing: missing.join(", ") } }];
}

/** Proof of whoever acts for the holder: authority of a representative (C3.9), authorisation of a manager (C3.3). */
export function authorityRefusals({ capacity, evidence }: ChangeFile): Refusal[] {
  if (capacity === "representative" && !evidence.includes("authority_document"))
    return [{ code: "change_authority_missing", clause: "C3.9", params: {} }];
  if (capacity === "manager" && !evidence.includes("authorization_proof"))
    return [{ code: "change_authorization_missing", clause: "C3.3", params: {} }];
  return [];
}

/** One line per kind of evidence that was handed in. */
export const evidenceLines = ({ evidence }: ChangeFile): Line[] =>
  [...new Set(evidence)].map((kind) => line("memo", "change_evidence_shown", "C3.1", 0n, { kind }));
