import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";
import { decisionSchema, type Json, type PublicKey, signedSchema, verify } from "../decision/index.ts";
import { EVIDENCE_KINDS } from "../text/evidence-texts.ts";
import { CHANGE_GROUNDS } from "../text/subject-change-texts.ts";
import { changeFileVersion } from "./file-version.ts";
import { capacitySchema } from "./grounds.ts";
import { idSchema } from "./people.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** A name inside the archive; it never leads out of it. */
const path = z.string().regex(/^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/);

const partSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("form"), path, sha256: digest }),
  z.strictObject({ kind: z.literal("evidence"), evidence: z.enum(EVIDENCE_KINDS), path, sha256: digest }),
  /** What was agreed to, in the words and the language in which it was read. */
  z.strictObject({ kind: z.literal("consent"), path, sha256: digest }),
  /** A signed decision about this change. */
  z.strictObject({ kind: z.literal("decision"), path, sha256: digest }),
  z.strictObject({ kind: z.literal("audit"), path, sha256: digest }),
]);

/** Table of contents of the record of one change (C5.4); signed, it makes the archive verify without any request. */
export const recordManifestSchema = z.strictObject({
  format: z.literal("tenure.subject-change.v1"),
  changeId: idSchema,
  accountId: idSchema,
  ground: z.enum(CHANGE_GROUNDS),
  capacity: capacitySchema,
  newSubjectId: idSchema,
  /** The version of the file that took effect or was decided last. */
  fileVersion: digest,
  parts: z.array(partSchema).min(1).max(10_000),
});
/** See {@link recordManifestSchema}. */
export type RecordManifest = z.output<typeof recordManifestSchema>;

/** What is wrong with an archive, and where; `path` is null where it is the whole. */
export interface RecordProblem {
  readonly path: string | null;
  readonly problem: /** Not a manifest at all, or not signed by a key that is known. */
    | "manifest_unreadable"
    | "manifest_not_signed"
    /** Listed, but not in the archive; in the archive, but not listed; listed twice. */
    | "missing"
    | "not_listed"
    | "listed_twice"
    /** Its bytes are not those that were recorded. */
    | "altered"
    /** Form and evidence are not the file that was decided. */
    | "other_file"
    /** A decision that is none, is not signed, or is about another change or another file. */
    | "decision_not_signed"
    | "decision_elsewhere";
}

const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/**
 * Checks the archive of a change offline: the signed table of contents, every part against it, form and evidence against
 * the version that was decided, every decision against the published keys. An empty answer means that all of it holds.
 */
export function checkRecord(
  signedManifest: unknown,
  files: ReadonlyMap<string, Uint8Array>,
  keys: readonly PublicKey[],
): readonly RecordProblem[] {
  const signed = signedSchema.safeParse(signedManifest);
  const read = signed.success ? recordManifestSchema.safeParse(signed.data.body) : null;
  if (read === null || !read.success) return [{ path: null, problem: "manifest_unreadable" }];
  if (!verify(signedManifest, "tenure.audit.v1", keys).valid)
    return [{ path: null, problem: "manifest_not_signed" }];
  const manifest = read.data;
  return [
    ...partProblems(manifest, files),
    ...fileProblems(manifest),
    ...manifest.parts.flatMap((part) =>
      part.kind === "decision" ? decisionProblems(manifest, part.path, files.get(part.path), keys) : [],
    ),
  ];
}

function partProblems({ parts }: RecordManifest, files: ReadonlyMap<string, Uint8Array>): RecordProblem[] {
  const listed = parts.map((part) => part.path);
  return [
    ...parts.flatMap((part): RecordProblem[] => {
      const bytes = files.get(part.path);
      if (bytes === undefined) return [{ path: part.path, problem: "missing" }];
      return hashOf(bytes) === part.sha256 ? [] : [{ path: part.path, problem: "altered" }];
    }),
    ...listed.flatMap((each, index): RecordProblem[] =>
      listed.indexOf(each) < index ? [{ path: each, problem: "listed_twice" }] : [],
    ),
    ...[...files.keys()].flatMap((each): RecordProblem[] =>
      listed.includes(each) ? [] : [{ path: each, problem: "not_listed" }],
    ),
  ];
}

/** One form, and with the evidence it is the file of that version (invariant 30). */
function fileProblems(manifest: RecordManifest): RecordProblem[] {
  const forms = manifest.parts.filter(({ kind }) => kind === "form");
  const [form] = forms;
  if (form === undefined || forms.length > 1) return [{ path: null, problem: "other_file" }];
  const version = changeFileVersion({
    ...manifest,
    formSha256: form.sha256,
    evidence: manifest.parts.flatMap((part) =>
      part.kind === "evidence" ? [{ kind: part.evidence, sha256: part.sha256 }] : [],
    ),
  });
  return version === manifest.fileVersion ? [] : [{ path: null, problem: "other_file" }];
}

/** The facts of a decision that say which change, and which file, it is about. */
const aboutSchema = z.looseObject({
  changeId: z.string(),
  file: z.looseObject({ version: z.string() }).optional(),
});

function decisionProblems(
  { changeId, fileVersion }: RecordManifest,
  at: string,
  bytes: Uint8Array | undefined,
  keys: readonly PublicKey[],
): RecordProblem[] {
  if (bytes === undefined) return [];
  const receipt = jsonIn(bytes);
  if (!verify(receipt, "tenure.decision.v1", keys).valid)
    return [{ path: at, problem: "decision_not_signed" }];
  const decision = decisionSchema.safeParse(signedSchema.parse(receipt).body);
  const about = aboutSchema.safeParse(decision.data?.facts);
  const isHere = about.success && about.data.changeId === changeId;
  // Earlier versions of the file were decided about too; only the effect has to be of the one that is here.
  const isOfFile =
    decision.data?.kind !== "subject_change.effect" || about.data?.file?.version === fileVersion;
  return isHere && isOfFile ? [] : [{ path: at, problem: "decision_elsewhere" }];
}

function jsonIn(bytes: Uint8Array): Json | null {
  try {
    // The language's own decoder of UTF-8, which refuses what is none: core knows no platform that would bring another.
    const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    return JSON.parse(decodeURIComponent(escaped)) as Json;
  } catch {
    return null;
  }
}
