import type { FastifyInstance } from "fastify";
import { html, type Locale, localeOf } from "../pages/html.ts";
import { renderPage, sendPage } from "../pages/shell.ts";
import type { SandboxPhone, TextMessage } from "./index.ts";

const words = {
  en: {
    title: "Phone",
    none: "No text message yet. Codes that the product sends to a phone arrive here.",
    all: "All numbers",
    numbers: "Numbers",
    from: (name: string) => `from ${name}`,
    texts: (count: number) => (count === 1 ? "1 message" : `${count} messages`),
  },
  zh: {
    title: "手机",
    none: "还没有短信。产品发送到手机的验证码会出现在这里。",
    all: "全部号码",
    numbers: "号码",
    from: (name: string) => `来自 ${name}`,
    texts: (count: number) => `${count} 条短信`,
  },
} as const;

/** Without scripts, the page shows what arrives by loading again. */
const REFRESH_SECONDS = 5;

const style = `
.numbers { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 16px; padding: 0; list-style: none; }
.numbers a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
.texts { list-style: none; margin: 0; padding: 0; }
.texts li { padding: 12px 16px; }
.texts li + li { border-top: 1px solid var(--line); }
.texts p { margin: 4px 0 0; font-size: 15px; overflow-wrap: anywhere; }
.texts .meta { display: flex; flex-wrap: wrap; gap: 2px 16px; justify-content: space-between; }
`;

const time = (iso: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  }).format(new Date(iso));

function inbox(phone: SandboxPhone, to: string | null, locale: Locale): string {
  const t = words[locale];
  const shown = phone.messages(to ?? undefined).reverse();
  const numbers = [...new Set(phone.messages().map((each) => each.to))].sort();
  const link = (number: string | null) =>
    html`<li><a href="/phone?locale=${locale}${number === null ? "" : `&to=${encodeURIComponent(number)}`}"${number === to ? html` aria-current="page"` : ""}>${number ?? t.all}</a></li>`;
  const row = (
    each: TextMessage,
  ) => html`<li data-testid="text-message"><div class="meta"><strong>${each.to}</strong><span class="muted small">${t.from(each.from)} · <time datetime="${each.receivedAt}">${time(each.receivedAt, locale)} UTC</time></span></div>
<p>${each.text}</p></li>`;
  const body = html`<main style="max-width:720px"><div class="head"><h1>${t.title}</h1><span class="muted">${t.texts(shown.length)}</span></div>
${numbers.length > 1 ? html`<nav aria-label="${t.numbers}"><ul class="numbers">${[null, ...numbers].map(link)}</ul></nav>` : ""}
<div class="panel">${shown.length === 0 ? html`<p class="empty">${t.none}</p>` : html`<ul class="texts">${shown.map(row)}</ul>`}</div></main>`;
  return renderPage({ title: `${t.title} · Tenure`, locale, place: "phone", style, body });
}

/** Adds the phone's page and its JSON. */
export function registerPhonePages(app: FastifyInstance, phone: SandboxPhone): void {
  app.get<{ Querystring: { to?: string; locale?: string } }>("/phone", (request, reply) => {
    reply.header("refresh", String(REFRESH_SECONDS));
    const locale = localeOf(request.query.locale, request.headers["accept-language"]);
    return sendPage(reply, inbox(phone, request.query.to ?? null, locale));
  });
  app.get<{ Querystring: { to?: string } }>("/phone/api/messages", (request) =>
    phone.messages(request.query.to).reverse(),
  );
  app.delete("/phone/api/messages", () => {
    phone.clear();
    return { removed: true };
  });
}
