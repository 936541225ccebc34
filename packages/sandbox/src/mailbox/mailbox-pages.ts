import type { FastifyInstance } from "fastify";
import { registerChineseFont } from "../pages/chinese-font.ts";
import { escapeHtml, Html, html, type Locale, localeOf } from "../pages/html.ts";
import { renderPage, sendPage } from "../pages/shell.ts";
import type { Mailbox } from "./index.ts";
import type { MailMessage } from "./message.ts";

const words = {
  en: {
    title: "Mailbox",
    search: "Search address, subject or text",
    find: "Search",
    none: "No mail yet. Everything the product sends arrives here.",
    noneFound: "No mail matches this search.",
    to: "To",
    from: "From",
    subject: "Subject",
    received: "Received",
    noSubject: "(no subject)",
    back: "All mail",
    source: "Source",
    asText: "Text",
    asHtml: "Formatted",
    attachments: "Attachments",
    again: (times: number) => `handed in ${times} times, kept once`,
    missing: "This mail is not here.",
    mails: (count: number) => (count === 1 ? "1 mail" : `${count} mails`),
  },
  zh: {
    title: "邮箱",
    search: "搜索地址、主题或正文",
    find: "搜索",
    none: "还没有邮件。产品发出的所有邮件都会出现在这里。",
    noneFound: "没有符合条件的邮件。",
    to: "收件人",
    from: "发件人",
    subject: "主题",
    received: "接收时间",
    noSubject: "（无主题）",
    back: "全部邮件",
    source: "原文",
    asText: "纯文本",
    asHtml: "排版",
    attachments: "附件",
    again: (times: number) => `收到 ${times} 次，只保留一封`,
    missing: "这里没有这封邮件。",
    mails: (count: number) => `${count} 封邮件`,
  },
} as const;

const style = `
.mails { list-style: none; margin: 0; padding: 0; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: minmax(0, 220px) minmax(0, 1fr) auto; gap: 2px 16px; padding: 10px 16px; color: inherit; text-decoration: none; align-items: baseline; }
.mails a:hover { background: var(--sunken); }
.mails .who, .mails .what { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mails .what span { color: var(--muted); }
.facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 16px; margin: 0; padding: 14px 16px; }
.facts dt { color: var(--muted); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.mail { overflow: hidden; }
.mail iframe { display: block; width: 100%; height: 62vh; border: 0; border-top: 1px solid var(--line); background: #fff; }
.mail pre { margin: 0; padding: 16px; border-top: 1px solid var(--line); white-space: pre-wrap; }
@media (max-width: 640px) { .mails a { grid-template-columns: minmax(0, 1fr) auto; } .mails .what { grid-column: 1 / -1; } }
`;

const time = (iso: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  }).format(new Date(iso));

function list(mails: readonly MailMessage[], search: string, locale: Locale): string {
  const t = words[locale];
  const row = (
    mail: MailMessage,
  ) => html`<li><a href="/mailbox/messages/${mail.id}?locale=${locale}" data-testid="mail">
<span class="who">${mail.recipients.join(", ")}</span>
<span class="what">${mail.subject || t.noSubject} <span>— ${mail.text.replace(/\s+/g, " ").slice(0, 140)}</span></span>
<time class="muted small" datetime="${mail.receivedAt}">${time(mail.receivedAt, locale)} UTC</time></a></li>`;
  const body = html`<main><div class="head"><h1>${t.title}</h1><span class="muted">${t.mails(mails.length)}</span></div>
<form class="row" method="get" role="search" style="margin-bottom:16px"><input type="hidden" name="locale" value="${locale}">
<input type="search" name="q" value="${search}" placeholder="${t.search}" aria-label="${t.search}" style="flex:1;min-width:200px"><button>${t.find}</button></form>
<div class="panel">${mails.length === 0 ? html`<p class="empty">${search === "" ? t.none : t.noneFound}</p>` : html`<ul class="mails" data-testid="mails">${mails.map(row)}</ul>`}</div></main>`;
  return renderPage({ title: `${t.title} · Tenure`, locale, place: "mailbox", style, body });
}

/** Plain text with its web addresses made clickable. */
function linked(text: string): Html {
  const pieces = text.split(/(https?:\/\/[^\s<>"')\]]+)/);
  return new Html(
    pieces
      .map((piece, index) =>
        index % 2 === 1 ? `<a href="${escapeHtml(piece)}">${escapeHtml(piece)}</a>` : escapeHtml(piece),
      )
      .join(""),
  );
}

function open(mail: MailMessage, asText: boolean, locale: Locale): string {
  const t = words[locale];
  const path = `/mailbox/messages/${mail.id}`;
  const showHtml = mail.html !== null && !asText;
  const files = mail.attachments.map(
    (file, index) =>
      html`<li><a href="${path}/attachments/${index}">${file.name}</a> <span class="muted small">${file.contentType}, ${file.sizeBytes} B</span></li>`,
  );
  const body = html`<main><p><a href="/mailbox?locale=${locale}">← ${t.back}</a></p>
<div class="head"><h1>${mail.subject || t.noSubject}</h1><span class="row">
${mail.html === null ? "" : showHtml ? html`<a class="button" href="?view=text&locale=${locale}">${t.asText}</a>` : html`<a class="button" href="?locale=${locale}">${t.asHtml}</a>`}
<a class="button" href="${path}/source">${t.source}</a></span></div>
<article class="panel mail"><dl class="facts"><dt>${t.from}</dt><dd>${mail.from}</dd><dt>${t.to}</dt><dd>${mail.recipients.join(", ")}</dd>
<dt>${t.received}</dt><dd>${time(mail.receivedAt, locale)} UTC${mail.timesReceived > 1 ? html` <span class="muted">(${t.again(mail.timesReceived)})</span>` : ""}</dd>
${files.length === 0 ? "" : html`<dt>${t.attachments}</dt><dd><ul style="margin:0;padding-left:16px">${files}</ul></dd>`}</dl>
${
  showHtml
    ? html`<iframe title="${mail.subject || t.noSubject}" sandbox="allow-popups allow-popups-to-escape-sandbox" src="${path}/html" data-testid="mail-html"></iframe>`
    : html`<pre data-testid="mail-text">${linked(mail.text)}</pre>`
}</article></main>`;
  return renderPage({
    title: `${mail.subject || t.noSubject} · Tenure`,
    locale,
    place: "mailbox",
    style,
    body,
  });
}

const shown = (mail: MailMessage) => ({
  ...mail,
  attachments: mail.attachments.map(({ content: _content, ...rest }) => rest),
});

/** Adds the mailbox's pages and its JSON. */
export function registerMailboxPages(
  app: FastifyInstance,
  mailbox: Mailbox,
  find: (id: string) => MailMessage | undefined,
): void {
  registerChineseFont(app);
  app.get<{ Querystring: { q?: string; locale?: string } }>("/mailbox", (request, reply) => {
    const locale = localeOf(request.query.locale, request.headers["accept-language"]);
    const search = (request.query.q ?? "").trim();
    const needle = search.toLowerCase();
    const mails = mailbox
      .messages()
      .filter((mail) =>
        [...mail.recipients, mail.from, mail.subject, mail.text].some((field) =>
          field.toLowerCase().includes(needle),
        ),
      )
      .reverse();
    return sendPage(reply, list(mails, search, locale));
  });

  app.get<{ Params: { id: string }; Querystring: { view?: string; locale?: string } }>(
    "/mailbox/messages/:id",
    (request, reply) => {
      const locale = localeOf(request.query.locale, request.headers["accept-language"]);
      const mail = find(request.params.id);
      if (mail === undefined) {
        const t = words[locale];
        const body = html`<main><div class="panel"><p class="empty">${t.missing} <a href="/mailbox?locale=${locale}">${t.back}</a></p></div></main>`;
        return sendPage(reply, renderPage({ title: t.title, locale, place: "mailbox", body }), 404);
      }
      return sendPage(reply, open(mail, request.query.view === "text", locale));
    },
  );

  app.get<{ Params: { id: string } }>("/mailbox/messages/:id/html", (request, reply) => {
    const mail = find(request.params.id);
    if (mail?.html == null) return reply.code(404).send({ error: "no such mail" });
    // A mail is foreign content: no script, no requests, and its links open outside this frame.
    return reply
      .headers({
        "content-security-policy":
          "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      })
      .type("text/html; charset=utf-8")
      .send(mail.html.replaceAll(/<a\s/gi, '<a target="_blank" rel="noreferrer" '));
  });

  app.get<{ Params: { id: string } }>("/mailbox/messages/:id/source", (request, reply) => {
    const mail = find(request.params.id);
    if (mail === undefined) return reply.code(404).send({ error: "no such mail" });
    return reply
      .header("x-content-type-options", "nosniff")
      .type("text/plain; charset=utf-8")
      .send(mail.source);
  });

  app.get<{ Params: { id: string; index: string } }>(
    "/mailbox/messages/:id/attachments/:index",
    (request, reply) => {
      const file = find(request.params.id)?.attachments[Number(request.params.index)];
      if (file === undefined) return reply.code(404).send({ error: "no such attachment" });
      return reply
        .headers({
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          "x-content-type-options": "nosniff",
        })
        .type("application/octet-stream")
        .send(file.content);
    },
  );

  app.get<{ Querystring: { to?: string; subject?: string } }>("/mailbox/api/messages", (request) => {
    const { to, subject } = request.query;
    const filter = { ...(to === undefined ? {} : { to }), ...(subject === undefined ? {} : { subject }) };
    return mailbox.messages(filter).reverse().map(shown);
  });

  app.get("/mailbox/api/rules", () => mailbox.rules());

  app.post<{ Body: { recipient: string; action: "refuse" | "defer" | "bounce"; count?: number } }>(
    "/mailbox/api/rules",
    {
      schema: {
        body: {
          type: "object",
          required: ["recipient", "action"],
          additionalProperties: false,
          properties: {
            recipient: { type: "string", minLength: 1 },
            action: { enum: ["refuse", "defer", "bounce"] },
            count: { type: "integer", minimum: 1 },
          },
        },
      },
    },
    (request) => {
      mailbox.addRule(request.body);
      return mailbox.rules();
    },
  );

  app.delete("/mailbox/api/rules", () => {
    mailbox.clearRules();
    return mailbox.rules();
  });

  app.delete("/mailbox/api/messages", () => {
    mailbox.clear();
    return { removed: true };
  });
}
