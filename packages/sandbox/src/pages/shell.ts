import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { CHINESE_FONT_PATH } from "./chinese-font.ts";
import { Html, html, type Locale } from "./html.ts";
import { stylesheet } from "./style.ts";

const words = {
  en: {
    sandbox: "Tenure sandbox",
    start: "Start",
    guide: "Guided demo",
    mailbox: "Mailbox",
    phone: "Phone",
    control: "Stripe control",
    antom: "Antom control",
    authenticator: "Authenticator",
    other: "简体中文",
  },
  zh: {
    sandbox: "Tenure 沙盒",
    start: "首页",
    guide: "引导演示",
    mailbox: "邮箱",
    phone: "手机",
    control: "Stripe 控制台",
    antom: "Antom 控制台",
    authenticator: "验证器",
    other: "English",
  },
} as const;

/** Which page of the sandbox is open; `none` for pages of their own (checkout). */
export type Place = "start" | "guide" | "mailbox" | "phone" | "control" | "antom" | "authenticator" | "none";

export interface PageOptions {
  readonly title: string;
  readonly locale: Locale;
  readonly place: Place;
  readonly body: Html;
  /** Rules for this page only. */
  readonly style?: string;
  /** What the page is in, for a script that follows it. */
  readonly state?: string;
  /** Script of this page, for which {@link sendPage} must be told. */
  readonly script?: string;
}

// A letter T in the accent, so that browsers have a favicon to ask for.
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%230b6b66'/%3E%3Cpath d='M4 5h8M8 5v7' stroke='white' stroke-width='1.6' stroke-linecap='round'/%3E%3C/svg%3E";

function bar(locale: Locale, place: Place): Html {
  const t = words[locale];
  const link = (to: Place, path: string, text: string) =>
    html`<a href="${path}?locale=${locale}"${to === place ? new Html(' aria-current="page"') : ""}>${text}</a>`;
  return html`<header class="bar"><strong>${t.sandbox}</strong>
<nav aria-label="${t.sandbox}">${link("start", "/", t.start)}${link("guide", "/guide", t.guide)}${link("mailbox", "/mailbox", t.mailbox)}${link("phone", "/phone", t.phone)}${link("control", "/control", t.control)}${link("antom", "/control/antom", t.antom)}${link("authenticator", "/authenticator", t.authenticator)}</nav>
<a class="end muted small" href="?locale=${locale === "en" ? "zh" : "en"}" lang="${locale === "en" ? "zh" : "en"}">${t.other}</a></header>`;
}

/** A whole page. */
export function renderPage(options: PageOptions): string {
  return html`<!doctype html>
<html lang="${options.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title}</title><link rel="icon" href="${new Html(icon)}"><link rel="stylesheet" href="${CHINESE_FONT_PATH}"><style>${new Html(stylesheet + (options.style ?? ""))}</style></head>
<body${options.state === undefined ? "" : html` data-state="${options.state}"`}>${options.place === "none" ? "" : bar(options.locale, options.place)}${options.body}${options.script === undefined ? "" : html`<script>${new Html(options.script)}</script>`}</body></html>`
    .text;
}

/** What a page may do beyond showing itself. */
export interface PageRights {
  /** Origins a form may lead to besides this server, through redirects too. */
  readonly formTargets?: readonly string[];
  /** The one script that may run, which may ask this server. */
  readonly script?: string;
}

/** Sends a page with a policy that allows no script but its own and no foreign content. */
export function sendPage(
  reply: FastifyReply,
  page: string,
  status = 200,
  { formTargets = [], script }: PageRights = {},
): FastifyReply {
  const scripts =
    script === undefined
      ? ""
      : ` script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'; connect-src 'self';`;
  const policy = `default-src 'none';${scripts} style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; frame-src 'self'; form-action 'self' ${formTargets.join(" ")}; base-uri 'none'; frame-ancestors 'self'`;
  return reply
    .code(status)
    .headers({
      "content-security-policy": policy.trim(),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    })
    .type("text/html; charset=utf-8")
    .send(page);
}
