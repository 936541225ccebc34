import type { FastifyInstance } from "fastify";
import type Stripe from "stripe";
import { type Html, html, type Locale, localeOf } from "../pages/html.ts";
import { renderPage, sendPage } from "../pages/shell.ts";
import { money } from "./checkout-page.ts";
import type { StripeControl } from "./control.ts";
import { offered, runControlForm } from "./control-actions.ts";
import { guardControl } from "./control-guard.ts";
import { controlWords } from "./control-words.ts";
import { StripeFailure } from "./errors.ts";
import { parseForm } from "./form.ts";
import { type RefundStatus, refundMoves } from "./resources/refund-lifecycle.ts";
import { routes } from "./routes.ts";

/** Rows a person can take in; the JSON lists have everything. */
const SHOWN = 12;

type Words = (typeof controlWords)[Locale];

const style = `
tr:target { background: var(--accent-soft); }
td form { display: inline-flex; gap: 6px; align-items: center; }
td button { min-height: 28px; padding: 2px 10px; }
td select { min-height: 28px; padding: 2px 4px; font-size: 12px; max-width: 190px; }
td:first-child .mono { white-space: nowrap; }
td > .mono.muted { display: block; min-width: 180px; }
td .actions { display: flex; gap: 6px; flex-wrap: wrap; justify-content: flex-end; }
.facts { display: flex; gap: 12px 24px; flex-wrap: wrap; align-items: center; padding: 14px 16px; }
.facts output { font-size: 16px; font-weight: 500; }
.panel + .panel { margin-top: 12px; }
.panel > form.row { padding: 12px 16px; }
.panel > form.row + form.row { border-top: 1px solid var(--line); }
`;

const colours: Readonly<Record<string, readonly [string, string]>> = {
  succeeded: ["green", "✓"],
  won: ["green", "✓"],
  failed: ["red", "✕"],
  lost: ["red", "✕"],
  canceled: ["", "–"],
  pending: ["blue", "…"],
  requires_action: ["amber", "!"],
  needs_response: ["amber", "!"],
  under_review: ["blue", "…"],
};

function state(text: string | null): Html {
  const [colour, sign] = colours[text ?? ""] ?? ["", "•"];
  return html`<span class="state ${colour}"><span aria-hidden="true">${sign}</span>${(text ?? "").replaceAll("_", " ")}</span>`;
}

const time = (unixSeconds: number): Html => {
  const iso = new Date(unixSeconds * 1000).toISOString();
  return html`<time class="small muted" datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)}</time>`;
};

const form = (locale: Locale, action: string, inner: Html, kind = ""): Html =>
  html`<form method="post" action="/control?locale=${locale}" class="${kind}"><input type="hidden" name="action" value="${action}">${inner}</form>`;

const press = (locale: Locale, action: string, text: string, id = ""): Html =>
  form(
    locale,
    action,
    html`${id === "" ? "" : html`<input type="hidden" name="id" value="${id}">`}<button data-testid="${action}">${text}</button>`,
  );

const options = (values: readonly string[]): Html =>
  html`${values.map((value) => html`<option value="${value}">${value.replaceAll("_", " ")}</option>`)}`;

const table = (head: readonly (string | Html)[], rows: readonly Html[], empty: string): Html =>
  rows.length === 0
    ? html`<div class="panel"><p class="empty">${empty}</p></div>`
    : html`<div class="panel scroll" tabindex="0"><table><thead><tr>${head.map((cell) => (typeof cell === "string" ? html`<th scope="col">${cell}</th>` : cell))}</tr></thead><tbody>${rows}</tbody></table></div>`;

const rightHead = (text: string): Html => html`<th scope="col" class="right">${text}</th>`;

function metadata(pairs: Stripe.Metadata | null): Html {
  const text = Object.entries(pairs ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
  return html`<span class="mono muted">${text}</span>`;
}

function refundActions(refund: Stripe.Refund, t: Words, locale: Locale): Html {
  const status = Object.keys(refundMoves).find((known): known is RefundStatus => known === refund.status);
  const moves = status === undefined ? [] : refundMoves[status];
  const failing = html`<input type="hidden" name="id" value="${refund.id}"><select name="reason" aria-label="${t.reason}">${options(offered.failureReasons)}</select><button class="danger" data-testid="fail">${status === "succeeded" ? t.bounce : t.fail}</button>`;
  return html`<div class="actions">
${moves.includes("succeeded") ? press(locale, "settle", t.settle, refund.id) : ""}
${moves.includes("pending") ? press(locale, "resume", t.resume, refund.id) : ""}
${moves.includes("requires_action") ? press(locale, "require_action", t.requireAction, refund.id) : ""}
${moves.includes("canceled") ? press(locale, "cancel", t.cancel, refund.id) : ""}
${moves.includes("failed") ? form(locale, "fail", failing) : ""}</div>`;
}

const newest = <T>(rows: readonly T[]): T[] => rows.slice(-SHOWN).reverse();

function refundsSection(control: StripeControl, t: Words, locale: Locale): Html {
  const rows = newest(control.refunds()).map(
    (
      refund,
    ) => html`<tr id="${refund.id}" data-testid="refund" data-id="${refund.id}" data-status="${refund.status}"><td>${time(refund.created)}<br><span class="mono">${refund.id}</span></td>
<td class="right">${money(refund.amount, refund.currency, locale)}</td><td>${state(refund.status)} <span class="small muted">${refund.failure_reason ?? refund.pending_reason ?? ""}</span></td><td>${metadata(refund.metadata)}</td><td>${refundActions(refund, t, locale)}</td></tr>`,
  );
  const planning = form(
    locale,
    "plan",
    html`<label>${t.nextRefund}<select name="outcome">${options(offered.plans)}</select></label><label>${t.times}<input name="count" type="number" min="1" value="1" style="width:80px"></label><button>${t.plan}</button>`,
    "row",
  );
  const balances = Object.entries(control.availableBalances()).map(
    ([currency, minor]) => `${currency} ${minor}`,
  );
  const balance = form(
    locale,
    "balance",
    html`<label>${t.balance}<span class="row"><input name="currency" value="usd" size="4" aria-label="currency"><input name="amount" inputmode="numeric" placeholder="${t.unlimited}"></span></label><button>${t.set}</button><span class="muted small">${balances.join(", ")}</span>`,
    "row",
  );
  return html`<section aria-labelledby="refunds"><h2 id="refunds">${t.refunds}</h2>${table([t.id, rightHead(t.amount), t.state, t.reference, rightHead(t.actions)], rows, t.noRefunds)}<div class="panel">${planning}${balance}</div></section>`;
}

function paymentsSection(control: StripeControl, t: Words, locale: Locale): Html {
  const charges = newest(control.charges()).map(
    (
      charge,
    ) => html`<tr data-testid="charge" data-id="${charge.id}"><td>${time(charge.created)}<br><span class="mono">${charge.id}</span></td>
<td class="right">${money(charge.amount, charge.currency, locale)}${charge.amount_refunded > 0 ? html`<br><span class="small muted">${t.refunded} ${money(charge.amount_refunded, charge.currency, locale)}</span>` : ""}</td><td>${state(charge.status)} <span class="small muted">•••• ${charge.payment_method_details?.card?.last4}</span></td><td>${metadata(charge.metadata)}</td>
<td><div class="actions">${charge.status === "succeeded" && !charge.disputed ? html`${press(locale, "dispute", t.dispute, charge.id)}${press(locale, "inquire", t.inquire, charge.id)}` : ""}</div></td></tr>`,
  );
  const disputes = newest(control.disputes()).map((dispute) => {
    const isOpen = dispute.status.endsWith("needs_response") || dispute.status.endsWith("under_review");
    const isInquiry = isOpen && dispute.status.startsWith("warning_");
    return html`<tr data-testid="dispute" data-id="${dispute.id}" data-status="${dispute.status}"><td>${time(dispute.created)}<br><span class="mono">${dispute.id}</span></td><td class="right">${money(dispute.amount, dispute.currency, locale)}</td><td>${state(dispute.status)}</td>
<td><div class="actions">${isInquiry ? press(locale, "escalate", t.escalate, dispute.id) : ""}${isOpen || dispute.status === "lost" ? press(locale, "win", isInquiry ? t.closeInquiry : t.win, dispute.id) : ""}${isOpen && !isInquiry ? press(locale, "lose", t.lose, dispute.id) : ""}</div></td></tr>`;
  });
  return html`<section aria-labelledby="charges"><h2 id="charges">${t.charges}</h2>${table([t.id, rightHead(t.amount), t.state, t.reference, rightHead(t.actions)], charges, t.noCharges)}</section>
<section aria-labelledby="disputes"><h2 id="disputes">${t.disputes}</h2>${table([t.id, rightHead(t.amount), t.state, rightHead(t.actions)], disputes, t.noDisputes)}</section>`;
}

function webhooksSection(control: StripeControl, t: Words, locale: Locale): Html {
  const endpoints = control.endpoints().map((endpoint) => html`<li><code>${endpoint.url}</code></li>`);
  const deliveries = control.deliveries();
  const rows = newest(control.events()).map((event) => {
    const own = deliveries.filter((delivery) => delivery.eventId === event.id);
    const told = own.map(
      (delivery) =>
        `${delivery.state}${delivery.lastStatus === null ? "" : ` ${delivery.lastStatus}`}${delivery.lastError === null ? "" : ` (${delivery.lastError})`}`,
    );
    return html`<tr data-testid="event" data-type="${event.type}"><td>${time(event.created)}<br><span class="mono">${event.id}</span></td><td><code>${event.type}</code></td><td class="small muted">${told.join(", ")}</td><td><div class="actions">${press(locale, "resend", t.resend, event.id)}</div></td></tr>`;
  });
  return html`<section aria-labelledby="webhooks"><h2 id="webhooks">${t.webhooks}</h2>
${control.webhooksPaused ? html`<p class="note amber" role="status">${t.held}</p>` : ""}
<div class="panel"><div class="facts">${endpoints.length === 0 ? html`<span class="muted">${t.noEndpoints}</span>` : html`<ul style="margin:0;padding-left:16px">${endpoints}</ul>`}
<span class="muted">${t.pending(control.counts().pendingDeliveries)}</span>${press(locale, "deliver", t.deliver)}${control.webhooksPaused ? press(locale, "continue", t.continue) : press(locale, "pause", t.pause)}</div></div>
<div style="margin-top:12px">${table([t.id, t.event, t.state, rightHead(t.actions)], rows, t.noEvents)}</div></section>`;
}

function faultsSection(control: StripeControl, t: Words, locale: Locale): Html {
  const rough = control.faultProfile === "rough";
  const weather = form(
    locale,
    "profile",
    html`<label>${t.profile}<select name="profile"><option value="calm">${t.calm}</option><option value="rough"${rough ? html` selected` : ""}>${t.rough}</option></select></label><button>${t.apply}</button>`,
    "row",
  );
  const routeNames = routes.map((route) => `${route.method} ${route.path}`);
  const route = form(
    locale,
    "route_fault",
    html`<label>${t.route}<select name="route"><option value="* *">${t.everyRoute}</option>${routeNames.map((name) => html`<option value="${name}"${name === "POST /v1/refunds" ? html` selected` : ""}>${name}</option>`)}</select></label>
<label>${t.strikes}<select name="point">${options(offered.faultPoints)}</select></label><label>${t.effect}<select name="effect">${options(offered.routeActions)}</select></label><label>${t.times}<input name="count" type="number" min="1" value="1" style="width:80px"></label><button>${t.add}</button>`,
    "row",
  );
  const event = form(
    locale,
    "event_fault",
    html`<label>${t.event}<input name="type" placeholder="${t.every}"></label><label>${t.effect}<select name="effect">${options(offered.eventActions)}</select></label><label>${t.times}<input name="count" type="number" min="1" value="1" style="width:80px"></label><button>${t.add}</button>`,
    "row",
  );
  const inForce = [
    ...control
      .routeFaults()
      .map(
        (fault) =>
          html`<li><code>${fault.method} ${fault.path}</code> ${fault.point} ${fault.action}, ${t.left(fault.remaining)}</li>`,
      ),
    ...control
      .eventFaults()
      .map((fault) => html`<li><code>${fault.type}</code> ${fault.action}, ${t.left(fault.remaining)}</li>`),
  ];
  return html`<section aria-labelledby="faults"><h2 id="faults">${t.faults}</h2><div class="panel">${weather}${route}${event}
${inForce.length === 0 ? "" : html`<div class="facts" style="border-top:1px solid var(--line)"><ul style="margin:0;padding-left:16px">${inForce}</ul>${press(locale, "clear_faults", t.clear)}</div>`}</div></section>`;
}

function requestsSection(control: StripeControl, t: Words): Html {
  const rows = newest(control.requests()).map(
    (request) =>
      html`<tr><td class="small muted">${request.at.slice(11, 23)}</td><td><code>${request.method} ${request.path}</code>${request.idempotencyKey === null ? "" : html`<br><span class="mono muted">${request.idempotencyKey}</span>`}</td><td>${request.status ?? "✕"}${request.replayed ? " ↺" : ""}</td><td class="small muted">${(request.fault ?? "").replaceAll("_", " ")}</td></tr>`,
  );
  return html`<section aria-labelledby="requests"><h2 id="requests">${t.requests}</h2>${table([t.when, t.id, t.answer, t.fault], rows, t.noRequests)}</section>`;
}

function clockPanel(control: StripeControl, t: Words, locale: Locale): Html {
  const now = control.now();
  const moved = Math.abs(now.getTime() - Date.now()) > 1500;
  const advance = (milliseconds: number, text: string) =>
    form(
      locale,
      "advance",
      html`<input type="hidden" name="milliseconds" value="${milliseconds}"><button>${text}</button>`,
    );
  const hour = 3_600_000;
  return html`<div class="panel facts"><div><span class="muted small">${t.clock}</span><br><output data-testid="clock">${now.toISOString().slice(0, 19).replace("T", " ")} UTC</output><br><span class="small muted">${moved ? t.ahead : t.machine}</span></div>
<span class="row">${advance(hour, t.hour)}${advance(24 * hour, t.day)}${advance(30 * 24 * hour, t.month)}${moved ? press(locale, "machine_time", t.back) : ""}</span></div>`;
}

function page(control: StripeControl, locale: Locale, failure: string | undefined): string {
  const t = controlWords[locale];
  const body = html`<main><div class="head"><h1>${t.title}</h1></div><p class="muted">${t.lead}</p>
${failure === undefined ? "" : html`<p class="note red" role="alert">${failure}</p>`}
${clockPanel(control, t, locale)}${refundsSection(control, t, locale)}${paymentsSection(control, t, locale)}${webhooksSection(control, t, locale)}${faultsSection(control, t, locale)}${requestsSection(control, t)}
<section><div class="panel facts"><span class="muted">${t.resetText}</span>${form(locale, "reset", html`<button class="danger" data-testid="reset">${t.reset}</button>`)}</div></section></main>`;
  return renderPage({ title: `${t.title} · Tenure`, locale, place: "control", style, body });
}

/** Adds `/control`, the page that does by hand what `/control/*` does by JSON. */
export function registerControlPage(app: FastifyInstance, control: StripeControl): void {
  app.register(async (scope) => {
    scope.addHook("onRequest", guardControl);
    scope.get<{ Querystring: { locale?: string } }>("/control", (request, reply) =>
      sendPage(
        reply,
        page(control, localeOf(request.query.locale, request.headers["accept-language"]), undefined),
      ),
    );
    scope.post<{ Querystring: { locale?: string } }>("/control", async (request, reply) => {
      const locale = localeOf(request.query.locale, request.headers["accept-language"]);
      try {
        await runControlForm(control, parseForm(typeof request.body === "string" ? request.body : ""));
      } catch (error) {
        if (!(error instanceof StripeFailure)) throw error;
        return sendPage(reply, page(control, locale, error.body.message), 400);
      }
      return reply.redirect(`/control?locale=${locale}`, 303);
    });
  });
}
