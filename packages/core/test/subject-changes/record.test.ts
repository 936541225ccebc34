import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, type Json, publicKeyOf, sign } from "../../src/decision/index.ts";
import {
  applySubjectChange,
  changeFileVersion,
  checkRecord,
  type FileContents,
  type RecordManifest,
  takeEffect,
} from "../../src/subject-changes/index.ts";
import { applying, conditions, file, policy, taking } from "./scenario.ts";

const key = { keyId: "record", secretKey: "7c".repeat(32) };
const keys = [publicKeyOf(key)];
const hashOf = (bytes: Uint8Array) => bytesToHex(sha256(bytes));

const form = utf8ToBytes('{"newHolder":"Nova Ltd"}');
const merger = utf8ToBytes("merger agreement of 1 November 2026");
const extract = utf8ToBytes("extract from the register of 15 November 2026");
const contents: FileContents = {
  changeId: "change-1",
  accountId: "account-1",
  ground: "merger",
  capacity: "holder",
  newSubjectId: "nova",
  formSha256: hashOf(form),
  evidence: [
    { kind: "merger_agreement", sha256: hashOf(merger) },
    { kind: "registry_extract", sha256: hashOf(extract) },
  ],
};
const version = changeFileVersion(contents);

const receiptOf = (json: unknown) =>
  utf8ToBytes(JSON.stringify(sign("tenure.decision.v1", json as Json, key)));

/** The effect of the change, decided about a file of this version. */
const effectOf = (fileVersion: string, changeId = "change-1") => {
  const agreements = conditions.review.agreements.map((each) => ({ ...each, fileVersion }));
  const facts = taking({
    changeId,
    file: { ...file, version: fileVersion },
    review: { state: "agreed", agreements },
  });
  return receiptOf(decide(takeEffect, facts, policy).json);
};

/** A whole archive: its files, and the signed manifest over them; `change` alters the manifest before it is signed. */
function archive(effect = effectOf(version), change: Partial<RecordManifest> = {}) {
  const files = new Map<string, Uint8Array>([
    ["form.json", form],
    ["evidence/1.pdf", merger],
    ["evidence/2.pdf", extract],
    ["consents/application.txt", utf8ToBytes("what was read")],
    ["decisions/1-apply.json", receiptOf(decide(applySubjectChange, applying(), policy).json)],
    ["decisions/2-effect.json", effect],
    ["audit.csv", utf8ToBytes("sequence,event")],
  ]);
  const listed = (path: string) => ({ path, sha256: hashOf(files.get(path) ?? new Uint8Array()) });
  const manifest: RecordManifest = {
    format: "tenure.subject-change.v1",
    changeId: "change-1",
    accountId: "account-1",
    ground: "merger",
    capacity: "holder",
    newSubjectId: "nova",
    fileVersion: version,
    parts: [
      { kind: "form", ...listed("form.json") },
      { kind: "evidence", evidence: "merger_agreement", ...listed("evidence/1.pdf") },
      { kind: "evidence", evidence: "registry_extract", ...listed("evidence/2.pdf") },
      { kind: "consent", ...listed("consents/application.txt") },
      { kind: "decision", ...listed("decisions/1-apply.json") },
      { kind: "decision", ...listed("decisions/2-effect.json") },
      { kind: "audit", ...listed("audit.csv") },
    ],
    ...change,
  };
  return { files, manifest, signed: sign("tenure.audit.v1", manifest as unknown as Json, key) };
}

describe("the version of a file (C1.2, invariant 30)", () => {
  it("is the same in whichever order the evidence was handed in", () => {
    expect(changeFileVersion({ ...contents, evidence: contents.evidence.toReversed() })).toBe(version);
  });

  it("is another for any other content, also where two pieces swap what they are", () => {
    const [first, second] = contents.evidence;
    if (first === undefined || second === undefined) throw new Error("two pieces");
    const others: FileContents[] = [
      { ...contents, changeId: "change-2" },
      { ...contents, accountId: "account-2" },
      { ...contents, ground: "division" },
      { ...contents, capacity: "manager" },
      { ...contents, newSubjectId: "third" },
      { ...contents, formSha256: hashOf(extract) },
      { ...contents, evidence: [first] },
      { ...contents, evidence: [first, first, second] },
      {
        ...contents,
        evidence: [
          { ...first, sha256: second.sha256 },
          { ...second, sha256: first.sha256 },
        ],
      },
    ];
    const versions = others.map(changeFileVersion);
    expect(versions).not.toContain(version);
    expect(new Set(versions).size).toBe(others.length);
  });
});

describe("the record of a change (C5.4)", () => {
  it("verifies without any request", () => {
    const { signed, files } = archive();
    expect(checkRecord(signed, files, keys)).toEqual([]);
  });

  it("notices any one altered byte, wherever it is", { tags: ["deep"] }, () => {
    const { signed, files } = archive();
    const paths = [...files.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.integer({ min: 1, max: 255 }), (path, at, flip) => {
        const bytes = Uint8Array.from(files.get(path) ?? []);
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        const problems = checkRecord(signed, new Map([...files, [path, bytes]]), keys);
        expect(problems).toContainEqual({ path, problem: "altered" });
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it("notices what is missing, what was slipped in, and what is listed twice", () => {
    const { signed, files, manifest } = archive();
    const without = new Map([...files].filter(([path]) => path !== "audit.csv"));
    expect(checkRecord(signed, without, keys)).toEqual([{ path: "audit.csv", problem: "missing" }]);
    const more = new Map([...files, ["evidence/3.pdf", extract]]);
    expect(checkRecord(signed, more, keys)).toEqual([{ path: "evidence/3.pdf", problem: "not_listed" }]);
    const [part] = manifest.parts.slice(-1);
    if (part === undefined) throw new Error("a part");
    const twice = archive(undefined, { parts: [...manifest.parts, part] });
    expect(checkRecord(twice.signed, twice.files, keys)).toEqual([
      { path: "audit.csv", problem: "listed_twice" },
    ]);
  });

  it("notices evidence that is not what was decided about, even in a manifest that is signed", () => {
    const { manifest } = archive();
    const fewer = manifest.parts.filter(({ path }) => path !== "evidence/2.pdf");
    const { signed, files } = archive(undefined, { parts: fewer });
    files.delete("evidence/2.pdf");
    expect(checkRecord(signed, files, keys)).toEqual([{ path: null, problem: "other_file" }]);
  });

  it("notices an effect of another file, or of another change", () => {
    for (const effect of [effectOf("another-version"), effectOf(version, "change-2")]) {
      const { signed, files } = archive(effect);
      expect(checkRecord(signed, files, keys)).toEqual([
        { path: "decisions/2-effect.json", problem: "decision_elsewhere" },
      ]);
    }
  });

  it("notices a decision that is not signed, or no decision at all", () => {
    for (const bytes of [utf8ToBytes("{}"), utf8ToBytes("no JSON"), new Uint8Array([0xff])]) {
      const { signed, files } = archive(bytes);
      expect(checkRecord(signed, files, keys)).toEqual([
        { path: "decisions/2-effect.json", problem: "decision_not_signed" },
      ]);
    }
  });

  it("is none where the manifest is unreadable, signed by somebody else, or altered afterwards", () => {
    const { signed, files, manifest } = archive();
    expect(checkRecord(null, files, keys)).toEqual([{ path: null, problem: "manifest_unreadable" }]);
    const outside = { ...manifest, parts: [{ kind: "audit", path: "../audit.csv", sha256: version }] };
    expect(checkRecord(sign("tenure.audit.v1", outside, key), files, keys)).toEqual([
      { path: null, problem: "manifest_unreadable" },
    ]);
    const other = { keyId: "record", secretKey: "1d".repeat(32) };
    const notSigned = [{ path: null, problem: "manifest_not_signed" }];
    expect(checkRecord(sign("tenure.audit.v1", signed.body as Json, other), files, keys)).toEqual(notSigned);
    expect(checkRecord({ ...signed, body: { ...manifest, accountId: "account-2" } }, files, keys)).toEqual(
      notSigned,
    );
  });
});
