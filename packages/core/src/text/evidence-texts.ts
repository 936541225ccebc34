import type { Language } from "../money/index.ts";

/** Pieces of evidence for a change of account subject (C3.1, C3.3, C3.9); the codes are part of the public API. */
export const EVIDENCE_KINDS = [
  "merger_agreement",
  "division_plan",
  "reorganisation_resolution",
  "dissolution_record",
  "distribution_record",
  "registry_extract",
  "death_certificate",
  "inheritance_proof",
  "court_decision",
  "finality_certificate",
  "actual_holder_proof",
  "verified_subject_statement",
  "legal_instrument",
  "explanation",
  "supporting_document",
  "authority_document",
  "authorization_proof",
] as const;

/** Code of a piece of evidence. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** What each piece is called. */
export const EVIDENCE_TEXTS: Readonly<Record<EvidenceKind, Readonly<Record<Language, string>>>> = {
  merger_agreement: { en: "merger agreement", zh: "合并协议" },
  division_plan: { en: "division plan", zh: "分立方案" },
  reorganisation_resolution: { en: "resolution to reorganise", zh: "重组决议" },
  dissolution_record: { en: "record of the dissolution", zh: "解散或注销证明" },
  distribution_record: { en: "record of who receives the assets", zh: "剩余财产分配文件" },
  registry_extract: { en: "extract from the commercial register", zh: "工商登记变更证明" },
  death_certificate: { en: "death certificate", zh: "死亡证明" },
  inheritance_proof: { en: "proof of inheritance", zh: "继承证明" },
  court_decision: { en: "judgment, order, ruling or decision", zh: "判决、命令、裁定或决定" },
  finality_certificate: { en: "certificate that it is in effect", zh: "生效证明" },
  actual_holder_proof: { en: "proof of who actually holds the account", zh: "实际持有人证明" },
  verified_subject_statement: { en: "statement of the verified subject", zh: "认证主体的声明" },
  legal_instrument: { en: "law or order that requires the change", zh: "要求变更的法律或命令文件" },
  explanation: { en: "written explanation", zh: "书面说明" },
  supporting_document: { en: "document that supports it", zh: "佐证文件" },
  authority_document: { en: "document that proves your authority", zh: "代理权限证明" },
  authorization_proof: { en: "proof of the customer's authorisation", zh: "客户授权证明" },
};

const NAMES: Readonly<Record<string, Readonly<Record<Language, string>>>> = EVIDENCE_TEXTS;

/** Comma-separated codes as their names. */
export const evidenceText = (raw: string, language: Language): string =>
  raw
    .split(", ")
    .map((kind) => (Object.hasOwn(NAMES, kind) ? NAMES[kind]?.[language] : undefined) ?? kind)
    .join(language === "zh" ? "、" : ", ");
