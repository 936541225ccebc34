import type { Language } from "../money/index.ts";

/** What a reviewer checks before agreeing to a change of account subject (C5.3); codes are part of the public API. */
export const CHANGE_CHECKS = [
  "names_agree",
  "evidence_genuine",
  "evidence_not_reused",
  "successor_named",
  "account_assigned",
  "identity_continues",
  "recipient_entitled",
  "heir_entitled",
  "decision_in_effect",
  "decision_covers_account",
  "holding_proven",
  "law_requires",
  "circumstances_accepted",
  "authority_covers_change",
  "authorisation_given",
] as const;

/** Code of a check. */
export type ChangeCheck = (typeof CHANGE_CHECKS)[number];

/** What each check says. */
export const CHANGE_CHECK_TEXTS: Readonly<Record<ChangeCheck, Readonly<Record<Language, string>>>> = {
  names_agree: {
    en: "names in form, evidence and verification agree",
    zh: "申请、证明材料与认证信息中的名称一致",
  },
  evidence_genuine: { en: "the evidence looks genuine and is complete", zh: "证明材料真实、完整" },
  evidence_not_reused: {
    en: "the same documents were not handed in for another account",
    zh: "相同文件未用于其他账户",
  },
  successor_named: {
    en: "agreement and register name the new subject as successor",
    zh: "协议与登记均载明新主体为承继方",
  },
  account_assigned: {
    en: "the division plan gives this account to the new subject",
    zh: "分立方案将本账户归属新主体",
  },
  identity_continues: {
    en: "the new subject continues the reorganised one",
    zh: "新主体为重组后的承继主体",
  },
  recipient_entitled: {
    en: "the assets of the dissolved subject go to the new one",
    zh: "解散主体的财产归属新主体",
  },
  heir_entitled: { en: "the new subject inherits", zh: "新主体为合法继承人" },
  decision_in_effect: { en: "the decision is in effect", zh: "该裁判文书已生效" },
  decision_covers_account: {
    en: "the decision covers this account",
    zh: "该裁判文书涵盖本账户",
  },
  holding_proven: { en: "who actually holds the account is clearly proven", zh: "实际持有人证据明确" },
  law_requires: { en: "the law requires this very change", zh: "法律明确要求本次变更" },
  circumstances_accepted: {
    en: "the circumstances are such that the platform accepts them",
    zh: "该情形为平台所认可",
  },
  authority_covers_change: {
    en: "the representative's authority covers this change",
    zh: "代理权限涵盖本次变更",
  },
  authorisation_given: {
    en: "the customer's authorisation is signed by the verified subject",
    zh: "客户授权由认证主体签署",
  },
};

const NAMES: Readonly<Record<string, Readonly<Record<Language, string>>>> = CHANGE_CHECK_TEXTS;

/** Comma-separated codes as what they say. */
export const changeChecksText = (raw: string, language: Language): string =>
  raw
    .split(", ")
    .map((check) => (Object.hasOwn(NAMES, check) ? NAMES[check]?.[language] : undefined) ?? check)
    .join(language === "zh" ? "；" : "; ");
