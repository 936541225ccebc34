import type { FastifyInstance } from "fastify";
import { TOTP_PERIOD_SECONDS, totp } from "../totp.ts";
import { html, type Locale, localeOf } from "./html.ts";
import { renderPage, sendPage } from "./shell.ts";

/** A demo login whose second factor the authenticator page shows. */
export interface DemoAuthenticator {
  /** Who it is, e.g. the login's e-mail. */
  readonly label: string;
  readonly base32Secret: string;
}

const words = {
  en: {
    title: "Sandbox",
    lead: "The outside world of Tenure, played on this machine: no card is charged, no mail leaves.",
    guide: "Guided demo",
    guideText:
      "Scenes that a button sets up and that you walk through: refunds, a price change, a contested account.",
    mailbox: "Mailbox",
    mailboxText: "Every e-mail the product sends, received over SMTP.",
    phone: "Phone",
    phoneText: "Codes that the product sends by text message, for every number.",
    control: "Stripe control",
    controlText: "Payments, refunds, disputes, webhooks, the clock, and what can go wrong with them.",
    antom: "Antom control",
    antomText: "Alipay and other wallets: payments, refunds, notifications, the settlement listing.",
    authenticator: "Authenticator",
    authenticatorText: "Six-digit codes of the demo logins.",
    addresses: "Addresses",
    api: "Stripe API",
    antomApi: "Antom API",
    smtp: "SMTP",
    noLogins: "No demo login has a second factor yet.",
    next: (seconds: number) => `New codes in ${seconds} s`,
  },
  zh: {
    title: "沙盒",
    lead: "在本机模拟 Tenure 的外部世界：不会扣款，也不会真正寄出邮件。",
    guide: "引导演示",
    guideText: "一键搭建并逐步体验的场景：退款、调价、有异议的账户变更。",
    mailbox: "邮箱",
    mailboxText: "产品发出的每一封邮件，经 SMTP 收到。",
    phone: "手机",
    phoneText: "产品发送的短信验证码，按号码查看。",
    control: "Stripe 控制台",
    controlText: "付款、退款、争议、Webhook、时钟，以及可能出现的各种故障。",
    antom: "Antom 控制台",
    antomText: "支付宝及其他钱包：付款、退款、通知和结算清单。",
    authenticator: "验证器",
    authenticatorText: "演示账号的六位动态验证码。",
    addresses: "地址",
    api: "Stripe 接口",
    antomApi: "Antom 接口",
    smtp: "SMTP",
    noLogins: "还没有启用双重验证的演示账号。",
    next: (seconds: number) => `${seconds} 秒后更新`,
  },
} as const;

const startStyle = `
.places { list-style: none; margin: 0 0 32px; padding: 0; }
.places li + li { border-top: 1px solid var(--line); }
.places a { display: block; padding: 14px 16px; text-decoration: none; color: inherit; }
.places a:hover { background: var(--sunken); }
.places strong { color: var(--accent); font-weight: 600; }
.addresses { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 6px 20px; margin: 0; }
.addresses dt { color: var(--muted); } .addresses dd { margin: 0; }
`;

const codeStyle = `
.codes { list-style: none; margin: 0; padding: 0; }
.codes li { display: flex; justify-content: space-between; gap: 16px; align-items: center; padding: 12px 16px; flex-wrap: wrap; }
.codes li + li { border-top: 1px solid var(--line); }
.codes output { font-size: 24px; letter-spacing: 0.12em; font-weight: 500; }
.clock { height: 3px; background: var(--line); border-radius: 2px; margin-bottom: 16px; overflow: hidden; }
.clock i { display: block; height: 100%; background: var(--accent); transform-origin: left; animation: run linear forwards; }
@keyframes run { to { transform: scaleX(0); } }
`;

interface StartParts {
  readonly stripeUrl: () => string;
  readonly smtpUrl: string;
  readonly authenticators: () => readonly DemoAuthenticator[];
}

function start(parts: StartParts, locale: Locale): string {
  const t = words[locale];
  const place = (path: string, name: string, text: string) =>
    html`<li><a href="${path}?locale=${locale}"><strong>${name}</strong><br><span class="muted">${text}</span></a></li>`;
  const body = html`<main style="max-width:720px"><div class="head"><h1>${t.title}</h1></div><p class="muted">${t.lead}</p>
<ul class="places panel">${place("/guide", t.guide, t.guideText)}${place("/mailbox", t.mailbox, t.mailboxText)}${place("/phone", t.phone, t.phoneText)}${place("/control", t.control, t.controlText)}${place("/control/antom", t.antom, t.antomText)}${place("/authenticator", t.authenticator, t.authenticatorText)}</ul>
<h2>${t.addresses}</h2><dl class="addresses"><dt>${t.api}</dt><dd><code>${parts.stripeUrl()}/v1</code></dd><dt>${t.antomApi}</dt><dd><code>${parts.stripeUrl()}/ams</code></dd><dt>${t.smtp}</dt><dd><code>${parts.smtpUrl}</code></dd></dl></main>`;
  return renderPage({ title: `${t.title} · Tenure`, locale, place: "start", style: startStyle, body });
}

/** Seconds the codes of this instant have left. */
const secondsLeft = (unixMillis: number): number =>
  TOTP_PERIOD_SECONDS - (Math.floor(unixMillis / 1000) % TOTP_PERIOD_SECONDS);

function codes(parts: StartParts, locale: Locale, now: number): string {
  const t = words[locale];
  const left = secondsLeft(now);
  const row = ({ label, base32Secret }: DemoAuthenticator) => {
    const code = totp(base32Secret, now);
    return html`<li><span id="login-${label}">${label}</span><output class="mono" aria-labelledby="login-${label}" data-testid="totp-code" data-code="${code}">${code.slice(0, 3)} ${code.slice(3)}</output></li>`;
  };
  const logins = parts.authenticators();
  const body = html`<main style="max-width:720px"><div class="head"><h1>${t.authenticator}</h1><span class="muted">${t.next(left)}</span></div>
<div class="clock" aria-hidden="true"><i style="width:${Math.round((left / TOTP_PERIOD_SECONDS) * 100)}%;animation-duration:${left}s"></i></div>
<div class="panel">${logins.length === 0 ? html`<p class="empty">${t.noLogins}</p>` : html`<ul class="codes">${logins.map(row)}</ul>`}</div></main>`;
  return renderPage({
    title: `${t.authenticator} · Tenure`,
    locale,
    place: "authenticator",
    style: codeStyle,
    body,
  });
}

/** Adds the start page, the authenticator and its JSON. */
export function registerStartPages(app: FastifyInstance, parts: StartParts): void {
  app.get<{ Querystring: { locale?: string } }>("/", (request, reply) =>
    sendPage(reply, start(parts, localeOf(request.query.locale, request.headers["accept-language"]))),
  );
  app.get<{ Querystring: { locale?: string } }>("/authenticator", (request, reply) => {
    // The machine's time: the product checks codes against its own clock, not against the simulated one.
    const now = Date.now();
    // Without scripts, the page follows its codes by loading again when they change.
    reply.header("refresh", String(secondsLeft(now)));
    return sendPage(
      reply,
      codes(parts, localeOf(request.query.locale, request.headers["accept-language"]), now),
    );
  });
  app.get("/authenticator/api/codes", () =>
    parts
      .authenticators()
      .map(({ label, base32Secret }) => ({ label, code: totp(base32Secret, Date.now()) })),
  );
}
