import { type DecisionJson, decisionSchema } from "@tenure/core/decision";
import type { Currency, Language } from "@tenure/core/money";
import { fill, type Text, type TextContext } from "@tenure/core/text";
import { decisionAsHtml, decisionAsText } from "./decision-text.ts";
import { escapeHtml } from "./escape-html.ts";
import { NOTICE_TEMPLATES, type NoticeKind, type NoticeParams } from "./templates/index.ts";
import type { NoticeTemplate } from "./templates/template.ts";

/** What an e-mail is written from. `params` are raw values; the template says how each is shown. */
export interface NoticeContent<Kind extends NoticeKind> {
  readonly kind: Kind;
  readonly params: NoticeParams<Kind>;
  /** IANA zone instants are shown in. */
  readonly zone: string;
  /** Shown in full, with the same lines and words as on every screen. */
  readonly decision?: DecisionJson;
  /** Currency of the amounts; the decision's where there is one. */
  readonly currency?: Currency;
  /** The document that goes with it; the mail says so. */
  readonly invoice?: { readonly id: string; readonly number: string };
}

/** The line of a mail that brings its document. */
const ATTACHED: Text = { en: "Attached: {number} (PDF).", zh: "附件：{number}（PDF）。" };

/** A finished e-mail. */
export interface RenderedNotice {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * Writes an e-mail in the recipient's language, amounts and instants shown as on the screens.
 * @throws Error when it tells of money and neither a decision nor a currency says in which
 */
export function renderNotice<Kind extends NoticeKind>(
  draft: NoticeContent<Kind>,
  { language }: { readonly language: Language },
): RenderedNotice {
  const template: NoticeTemplate = NOTICE_TEMPLATES[draft.kind];
  const params: Readonly<Record<string, string>> = draft.params;
  const decision = draft.decision === undefined ? null : decisionSchema.parse(draft.decision);
  const currency = decision?.currency ?? draft.currency;
  if (currency === undefined && tellsOfMoney(template))
    throw new Error(`${draft.kind}: money in no currency`);
  // Without any amount, the currency is never looked at.
  const context: TextContext = { language, zone: draft.zone, currency: currency ?? "USD" };
  const say = (text: Text) => fill(text, params, context);
  const url = params["url"];
  const action =
    template.action === undefined || url === undefined ? null : { label: say(template.action), url };
  // What has nothing to say this time is no paragraph.
  const paragraphs = template.paragraphs.map(say).filter((each) => each !== "");
  const closing = [
    ...(draft.invoice === undefined ? [] : [fill(ATTACHED, { number: draft.invoice.number }, context)]),
    ...(template.closing === undefined ? [] : [say(template.closing)]),
  ];
  const subject = oneLine(say(template.subject));
  const text = [
    ...paragraphs,
    ...(decision === null ? [] : [decisionAsText(decision, context)]),
    ...(action === null ? [] : [`${action.label}:\n${action.url}`]),
    ...closing,
  ].join("\n\n");
  const body = [
    ...paragraphs.map(paragraph),
    decision === null ? "" : decisionAsHtml(decision, context),
    action === null ? "" : button(action),
    ...closing.map(
      (each) =>
        `<p class="quiet" style="margin:16px 0 0;color:#71717a;font-size:13px;">${escapeHtml(each)}</p>`,
    ),
  ].join("\n");
  return { subject, text: `${text}\n`, html: page(subject, language, body) };
}

const tellsOfMoney = ({ subject, paragraphs, closing }: NoticeTemplate): boolean =>
  [subject, ...paragraphs, ...(closing === undefined ? [] : [closing])].some(({ en }) =>
    en.includes(":money}"),
  );

/** A header is one line; what people typed may not be, and must not start another header. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, " ")
    .trim()
    .slice(0, 200);

const paragraph = (text: string): string =>
  `<p style="margin:0 0 12px;white-space:pre-line;">${escapeHtml(text)}</p>`;

function button({ label, url }: { label: string; url: string }): string {
  // Anything but the web, such as javascript:, becomes plain text.
  if (!/^https?:\/\//.test(url)) return paragraph(`${label}: ${url}`);
  const address = escapeHtml(url);
  return (
    `<p style="margin:20px 0;"><a href="${address}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0f5c63;color:#ffffff;text-decoration:none;font-weight:600;">${escapeHtml(label)}</a></p>` +
    `<p class="quiet" style="margin:0 0 12px;color:#71717a;font-size:12px;word-break:break-all;">${address}</p>`
  );
}

const FONT =
  "-apple-system,BlinkMacSystemFont,'Segoe UI',Inter,'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif";

/** One quiet column; inline styles, since many mail programs drop the rest; nothing is loaded from anywhere. */
const page = (title: string, language: "en" | "zh", body: string): string => `<!doctype html>
<html lang="${language === "zh" ? "zh-Hans" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #18181b !important; color: #e4e4e7 !important; }
  .quiet { color: #a1a1aa !important; }
  .page td { border-color: #3f3f46 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#ffffff;color:#18181b;">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff;color:#18181b;">
<tr><td align="center" style="padding:32px 16px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;font-family:${FONT};font-size:14px;line-height:${language === "zh" ? "1.7" : "1.5"};text-align:left;">
<tr><td>
<p style="margin:0 0 24px;font-weight:600;letter-spacing:0.02em;">Tenure</p>
<h1 style="margin:0 0 16px;font-size:18px;line-height:1.35;font-weight:600;">${escapeHtml(title)}</h1>
${body}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
