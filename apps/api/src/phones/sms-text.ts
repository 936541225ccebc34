import type { Language } from "@tenure/core/money";
import type { CodePurpose } from "@tenure/core/phones";
import { fill, type Text } from "@tenure/core/text";

/** Short, and in English of plain letters alone: one message of 160. */
const TEXTS: Readonly<Record<CodePurpose, Text>> = {
  verify_phone: {
    en: "{platform}: {code} verifies this phone, within {minutes:minuteCount}. Never tell it to anybody, not even to us.",
    zh: "【{platform}】验证码 {code}，用于验证本手机号，{minutes:minuteCount}内有效。请勿告诉任何人，包括我们的工作人员。",
  },
  subject_change: {
    en: "{platform}: {code} confirms that your account passes to another holder, within {minutes:minuteCount}. Never tell it to anybody. Not you? Ignore it and sign in to look.",
    zh: "【{platform}】验证码 {code}，用于确认将账户转给新的主体，{minutes:minuteCount}内有效。请勿告诉任何人；如非本人操作，请勿使用并立即登录查看。",
  },
};

/** The message that brings a code: whose it is, what it does, how long it holds. */
export const smsText = (
  purpose: CodePurpose,
  params: { readonly platform: string; readonly code: string; readonly minutes: number },
  language: Language,
): string =>
  fill(
    TEXTS[purpose],
    { platform: params.platform, code: params.code, minutes: String(params.minutes) },
    // Neither an instant nor money is in it.
    { language, zone: "UTC", currency: "USD" },
  );
