import { formatBps } from "../money/index.ts";
import { toEpochMs } from "../time/index.ts";
import { changeChecksText } from "./change-check-texts.ts";
import { evidenceText } from "./evidence-texts.ts";
import { paymentMethodText } from "./payment-method-text.ts";
import { filler, type Formats, PLAIN_FORMATS, type Text, type TextContext } from "./plain-template.ts";

export type { Text, TextContext };

/** Day before month in English too, as every screen shows it. */
const DATE_LOCALES: Readonly<Text> = { en: "en-GB", zh: "zh-CN" };
const FIELDS: Record<string, Text> = {
  fullName: { en: "name", zh: "姓名" },
  companyName: { en: "company", zh: "公司名称" },
  email: { en: "e-mail", zh: "邮箱" },
  country: { en: "country", zh: "国家或地区" },
  addressLine: { en: "address", zh: "地址" },
  city: { en: "city", zh: "城市" },
  region: { en: "state or province", zh: "州或省份" },
  taxId: { en: "tax number", zh: "税号" },
  postalCode: { en: "postal code", zh: "邮政编码" },
  // What a refund request states (R5.1).
  account: { en: "account e-mail or id", zh: "账户邮箱或编号" },
  purchasedAt: { en: "purchase date and time", zh: "购买日期与时间" },
  amount: { en: "purchase amount", zh: "购买金额" },
  unusedBalance: { en: "current unused credit balance", zh: "当前未使用的额度余额" },
  reason: { en: "reason", zh: "退款原因" },
};

/** To the minute, with its zone. */
const instant = (raw: string, { language, zone }: TextContext): string => {
  const parts = new Intl.DateTimeFormat(DATE_LOCALES[language], {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).formatToParts(toEpochMs(raw));
  const zoneName = parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
  const rest = parts.filter((part) => part.type !== "timeZoneName").map((part) => part.value);
  // Without the comma before the hour, as the screens write it. Chinese formats put the zone between day and hour; behind the time it reads as in English.
  return `${rest
    .join("")
    .replace(/[,\s]+/g, " ")
    .trim()} ${zoneName}`;
};

const FORMATS: Formats = {
  ...PLAIN_FORMATS,
  /** Basis points. */
  bps: (raw, { language }) => formatBps(BigInt(raw), language),
  /** An instant, to the minute, with its zone. */
  instant,
  /** Milliseconds as hours and minutes. */
  hours: (raw, { language }) => {
    const minutes = BigInt(raw) / 60_000n;
    const [h, m] = [minutes / 60n, minutes % 60n];
    return language === "zh" ? `${h} 小时 ${m} 分` : `${h}h ${m}m`;
  },
  /** A payment method, as it was kept. */
  method: (raw, { language }) => paymentMethodText(raw, language),
  /** Pieces of evidence, comma-separated. */
  evidence: (raw, { language }) => evidenceText(raw, language),
  /** Checks of a reviewer, comma-separated. */
  checks: (raw, { language }) => changeChecksText(raw, language),
  /** Names of billing fields, comma-separated. */
  fields: (raw, { language }) =>
    raw
      .split(", ")
      .map((field) => FIELDS[field]?.[language] ?? field)
      .join(language === "zh" ? "、" : ", "),
  /** Basis points off the list, or nothing: then rates were agreed. */
  priceTerms: (raw, { language }) =>
    raw === ""
      ? { en: "prices of their own", zh: "单独约定的单价" }[language]
      : {
          en: `${formatBps(BigInt(raw), "en")} off the list price`,
          zh: `标价优惠 ${formatBps(BigInt(raw), "zh")}`,
        }[language],
  /** Names of models, comma-separated; nothing: every model. */
  models: (raw, { language }) =>
    raw === ""
      ? { en: "every model", zh: "全部模型" }[language]
      : raw.replaceAll(", ", language === "zh" ? "、" : ", "),
  /** An instant up to which something holds; nothing: no end was agreed. */
  untilInstant: (raw, context) =>
    raw === ""
      ? { en: "without an agreed end", zh: "未约定终止时间" }[context.language]
      : { en: `until ${instant(raw, context)}`, zh: `至 ${instant(raw, context)}` }[context.language],
  /** `files` where a mail had some: they are not opened. Else nothing. */
  attachmentsNotKept: (raw, { language }) =>
    raw === "files"
      ? {
          en: "For safety we do not open or keep attached files; please write in the text what matters. If a document is needed, we ask for it.",
          zh: "出于安全考虑，我们不会打开或保存附件，请将要点写在正文中。如需文件，我们会另行告知。",
        }[language]
      : "",
  hourCount: count("hour", "小时"),
  dayCount: count("day", "天"),
  businessDayCount: count("business day", "个工作日"),
  minuteCount: count("minute", "分钟"),
};

/** A whole number with its unit: `24 hours`, `1 day`, `24 小时`. */
function count(unit: string, zh: string) {
  return (raw: string, { language }: TextContext) =>
    language === "zh" ? `${raw} ${zh}` : `${raw} ${unit}${raw === "1" ? "" : "s"}`;
}

/** Fills `{name}` and `{name:format}` in a text; the formats are the keys of {@link FORMATS}. */
export const fill = filler(FORMATS);
