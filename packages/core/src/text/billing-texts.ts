import type { RefusalText } from "./refusal-text.ts";

/** Fields of billing details, as the public API names them. */
export type BillingField =
  | "fullName"
  | "companyName"
  | "email"
  | "country"
  | "addressLine"
  | "city"
  | "region"
  | "postalCode"
  | "taxId";

/** What can be wrong with a field, with what helps; the code is part of the public API and never renamed. */
export const BILLING_PROBLEM_TEXTS = {
  too_long: {
    reason: { en: "This is too long.", zh: "内容过长。" },
    help: { en: "Use at most {longest} characters.", zh: "请不要超过 {longest} 个字符。" },
  },
  control_character: {
    reason: { en: "It contains a character that cannot be printed.", zh: "包含无法打印的字符。" },
    help: { en: "Type it anew on one line.", zh: "请在一行内重新输入。" },
  },
  without_letters: {
    reason: { en: "It contains neither a letter nor a digit.", zh: "不含任何文字或数字。" },
    help: { en: "Write it as it should stand on the invoice.", zh: "请按发票上应显示的内容填写。" },
  },
  email_malformed: {
    reason: { en: "This is not an e-mail address.", zh: "邮箱地址格式不正确。" },
    help: { en: "Write it like name@example.com.", zh: "格式如 name@example.com。" },
  },
  country_unknown: {
    reason: { en: "No country has this code.", zh: "没有该国家或地区代码。" },
    help: { en: "Choose a country from the list.", zh: "请从列表中选择国家或地区。" },
  },
  region_unknown: {
    reason: { en: "{country} has no such state or province.", zh: "{country} 没有该州或省份。" },
    help: { en: "Choose one from the list.", zh: "请从列表中选择。" },
  },
  postal_code_malformed: {
    reason: { en: "Postal codes of {country} look different.", zh: "与 {country} 的邮政编码格式不符。" },
    help: { en: "Write it like {example}.", zh: "格式如 {example}。" },
  },
  postal_code_odd: {
    reason: { en: "This is no postal code.", zh: "这不是邮政编码。" },
    help: {
      en: "Use letters, digits, spaces and hyphens, or leave it empty.",
      zh: "请使用字母、数字、空格和连字符，或留空。",
    },
  },
  tax_id_malformed: {
    reason: { en: "Tax numbers of {country} look different.", zh: "与 {country} 的税号格式不符。" },
    help: {
      en: "Copy it from a document, or leave it empty. {example}",
      zh: "请照证件填写，或留空。{example}",
    },
  },
  tax_id_odd: {
    reason: { en: "This is no tax number.", zh: "这不是税号。" },
    help: {
      en: "Use the letters and digits of your document, or leave it empty.",
      zh: "请按证件上的字母和数字填写，或留空。",
    },
  },
  tax_id_check_digit: {
    reason: { en: "A digit of this tax number is wrong.", zh: "税号校验不通过，可能有一位输错。" },
    help: {
      en: "Compare it with your document; it looks like {example}.",
      zh: "请与证件核对；格式如 {example}。",
    },
  },
} as const satisfies Record<string, RefusalText>;

/** Code of a problem. */
export type BillingProblemCode = keyof typeof BILLING_PROBLEM_TEXTS;
