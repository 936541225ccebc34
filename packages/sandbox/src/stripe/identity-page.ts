import { createHash } from "node:crypto";
import { type Html, html, type Locale } from "../pages/html.ts";
import { renderPage } from "../pages/shell.ts";
import { checkoutStyle } from "./checkout-style.ts";
import type { VerificationChoice } from "./resources/verification-sessions.ts";

const words = {
  en: {
    test: "Test mode. Nobody is checked.",
    title: "Verify your identity",
    text: "Tenure asks for a passport or an identity card. Choose what happens when it is shown.",
    document: "Name on the document",
    given: "Given names",
    family: "Family name",
    birthDate: "Date of birth",
    country: "Country",
    number: "Document number",
    outcome: "What happens",
    outcomes: {
      verified: "The document is good",
      processing: "The check takes a few seconds, then the document is good",
      document_expired: "The document has expired",
      document_unverified_other: "The document cannot be read",
      selfie_face_mismatch: "The selfie shows somebody else",
      consent_declined: "Do not agree to the check",
    },
    hint: "Another name than the one you gave is a mismatch. The same number is the same person, on whichever account.",
    submit: "Submit",
    leave: "Leave without submitting",
    doneTitle: "This check is finished",
    doneText: "Nothing more is needed here.",
    missingTitle: "No such check",
    missingText: "Check the address, or go back and start again.",
    goBack: "Return to Tenure",
    failed: "The last try did not succeed. Try again, or choose another document.",
  },
  zh: {
    test: "测试模式，不会真正核验身份。",
    title: "身份核验",
    text: "Tenure 需要核验您的护照或身份证。请选择出示证件后的结果。",
    document: "证件上的姓名",
    given: "名",
    family: "姓",
    birthDate: "出生日期",
    country: "国家/地区",
    number: "证件号码",
    outcome: "核验结果",
    outcomes: {
      verified: "证件有效",
      processing: "核验需要几秒钟，之后证件有效",
      document_expired: "证件已过期",
      document_unverified_other: "证件无法识别",
      selfie_face_mismatch: "自拍与证件不是同一人",
      consent_declined: "不同意核验",
    },
    hint: "与您填写的姓名不同即为姓名不符。号码相同即视为同一人，不论在哪个账户。",
    submit: "提交",
    leave: "不提交，直接返回",
    doneTitle: "核验已结束",
    doneText: "此处无需其他操作。",
    missingTitle: "找不到此核验",
    missingText: "请检查网址，或返回后重新开始。",
    goBack: "返回 Tenure",
    failed: "上一次核验未成功。请重试，或更换证件。",
  },
} as const;

const style = `${checkoutStyle}
.identity { max-width: 560px; width: 100%; margin: auto; padding: 40px 24px 64px; }
.identity .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-bottom: 16px; }
.identity .fields label { display: flex; }
.identity .hint { margin: -8px 0 16px; }
@media (max-width: 480px) { .identity .fields { grid-template-columns: 1fr; } }
`;

const frame = (title: string, locale: Locale, body: Html): string =>
  renderPage({
    title: `${title} · Tenure`,
    locale,
    place: "none",
    style,
    body: html`<header class="test">${words[locale].test}</header>${body}`,
  });

/** A number that a check proposes: two people who leave it as it is are not one person. */
const documentNumberOf = (id: string): string =>
  `P${String(createHash("sha256").update(id).digest().readUInt32BE() % 10_000_000).padStart(7, "0")}`;

/** The page on which a document is shown. */
export function identityPage(id: string, locale: Locale, failed: boolean, back: string | null): string {
  const t = words[locale];
  const field = (name: string, label: string, value: string, type = "text") =>
    html`<label>${label}<input name="${name}" type="${type}" value="${value}" data-testid="document-${name}" autocomplete="off"></label>`;
  const outcome = (value: VerificationChoice, text: string, index: number) =>
    html`<label class="card"><input type="radio" name="outcome" value="${value}"${index === 0 ? html` checked` : ""} data-testid="outcome-${value}"><span>${text}</span></label>`;
  // The keys of an object literal are known; the compiler forgets them when they are listed.
  const outcomes = Object.entries(t.outcomes) as [VerificationChoice, string][];
  return frame(
    t.title,
    locale,
    html`<main class="identity"><div class="box"><h1>${t.title}</h1><p class="muted">${t.text}</p>
${failed ? html`<p class="note red" role="alert">${t.failed}</p>` : ""}
<form method="post" action="/identity/${id}/submit?locale=${locale}">
<fieldset><legend>${t.document}</legend><div class="fields">${field("given", t.given, "Ada")}${field("family", t.family, "Lovelace")}${field("birthDate", t.birthDate, "1985-12-10", "date")}${field("country", t.country, "GB")}${field("number", t.number, documentNumberOf(id))}</div><p class="small muted hint">${t.hint}</p></fieldset>
<fieldset><legend>${t.outcome}</legend>${outcomes.map(([value, text], index) => outcome(value, text, index))}</fieldset>
<div class="pay"><button class="primary wide" data-testid="submit-identity">${t.submit}</button></div></form>
${back === null ? "" : html`<p class="leave"><a href="${back}" data-testid="leave">${t.leave}</a></p>`}</div></main>`,
  );
}

/** A check that waits for nothing, or never existed. */
export function identityClosedPage(kind: "done" | "missing", back: string | null, locale: Locale): string {
  const t = words[locale];
  const [title, text] = kind === "done" ? [t.doneTitle, t.doneText] : [t.missingTitle, t.missingText];
  return frame(
    title,
    locale,
    html`<main class="outcome"><div class="box" data-testid="identity-${kind}"><h1>${title}</h1><p class="muted">${text}</p>
${back === null ? "" : html`<div class="buttons"><a class="button wide" href="${back}">${t.goBack}</a></div>`}</div></main>`,
  );
}
