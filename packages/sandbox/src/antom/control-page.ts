import type { FastifyInstance } from "fastify";
import { type Html, html, type Locale, localeOf } from "../pages/html.ts";
import { renderPage, sendPage } from "../pages/shell.ts";
import { money } from "../stripe/checkout-page.ts";
import { guardControl } from "../stripe/control-guard.ts";
import { parseForm } from "../stripe/form.ts";
import { operations } from "./api-door.ts";
import { walletName } from "./cashier-page.ts";
import type { AntomControl } from "./control.ts";
import { offered, runControlForm } from "./control-actions.ts";
import { controlWords } from "./control-words.ts";
import { AntomFailure } from "./results.ts";
import type { Amount } from "./tables.ts";

/** Rows a person can take in; the JSON lists have everything. */
const SHOWN = 12;

type Words = (typeof controlWords)[Locale];

const style = `
td form { display: inline-flex; } td button { min-height: 28px; padding: 2px 10px; }
td:first-child .mono { white-space: nowrap; }
td .actions { display: flex; gap: 6px; flex-wrap: wrap; justify-content: flex-end; }
.facts { display: flex; gap: 12px 24px; flex-wrap: wrap; align-items: center; padding: 14px 16px; }
.panel + .panel { margin-top: 12px; }
.panel > form.row { padding: 12px 16px; }
.panel > form.row + form.row { border-top: 1px solid var(--line); }
`;

const colours: Readonly<Record<string, readonly [string, string]>> = {
  SUCCESS: ["green", "✓"],
  acknowledged: ["green", "✓"],
  FAIL: ["red", "✕"],
  exhausted: ["red", "✕"],
  CANCELLED: ["", "–"],
  dropped: ["", "–"],
  PROCESSING: ["blue", "…"],
  PENDING: ["amber", "…"],
  pending: ["blue", "…"],
};

function state(text: string): Html {
  const [colour, sign] = colours[text] ?? ["", "•"];
  return html`<span class="state ${colour}"><span aria-hidden="true">${sign}</span>${text.toLowerCase()}</span>`;
}

const time = (iso: string): Html =>
  html`<time class="small muted" datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)}</time>`;

const form = (locale: Locale, action: string, inner: Html, kind = ""): Html =>
  html`<form method="post" action="/control/antom?locale=${locale}" class="${kind}"><input type="hidden" name="action" value="${action}">${inner}</form>`;

const press = (locale: Locale, action: string, text: string, id = ""): Html =>
  form(
    locale,
    action,
    html`${id === "" ? "" : html`<input type="hidden" name="id" value="${id}">`}<button data-testid="${action}">${text}</button>`,
  );

const options = (values: readonly string[]): Html =>
  html`${values.map((value) => html`<option value="${value}">${value.replaceAll("_", " ").toLowerCase()}</option>`)}`;

const table = (head: readonly (string | Html)[], rows: readonly Html[], empty: string): Html =>
  rows.length === 0
    ? html`<div class="panel"><p class="empty">${empty}</p></div>`
    : html`<div class="panel scroll" tabindex="0"><table><thead><tr>${head.map((cell) => (typeof cell === "string" ? html`<th scope="col">${cell}</th>` : cell))}</tr></thead><tbody>${rows}</tbody></table></div>`;

const rightHead = (text: string): Html => html`<th scope="col" class="right">${text}</th>`;
const shown = <T>(rows: readonly T[]): T[] => rows.slice(-SHOWN).reverse();
const amount = ({ value, currency }: Amount, locale: Locale): string =>
  money(BigInt(value), currency, locale);

function paymentsSection(control: AntomControl, t: Words, locale: Locale): Html {
  const rows = shown(control.payments()).map((payment) => {
    const actions =
      payment.status === "PROCESSING"
        ? html`${press(locale, "pay", t.pay, payment.id)}${press(locale, "decline", t.decline, payment.id)}`
        : payment.status === "PENDING"
          ? html`${press(locale, "settle_payment", t.settle, payment.id)}${press(locale, "decline", t.decline, payment.id)}`
          : "";
    return html`<tr data-testid="payment" data-id="${payment.id}" data-status="${payment.status}"><td>${time(payment.createdAt)}<br><span class="mono">${payment.id}</span></td>
<td class="right">${amount(payment.amount, locale)}<br><span class="small muted">${walletName(payment.methodType, locale)}</span></td><td>${state(payment.status)} <span class="small muted">${payment.failure?.resultCode ?? ""}</span></td><td><span class="mono muted">${payment.paymentRequestId}</span></td><td><div class="actions">${actions}</div></td></tr>`;
  });
  return html`<section aria-labelledby="payments"><h2 id="payments">${t.payments}</h2>${table([t.id, rightHead(t.amount), t.state, t.reference, rightHead(t.actions)], rows, t.noPayments)}</section>`;
}

function refundsSection(control: AntomControl, t: Words, locale: Locale): Html {
  const rows = shown(control.refunds()).map((refund) => {
    const actions =
      refund.status === "PROCESSING"
        ? html`${press(locale, "settle", t.settle, refund.id)}${press(locale, "fail", t.fail, refund.id)}`
        : refund.status === "SUCCESS" && refund.returnedAt === null
          ? press(locale, "return", t.bounce, refund.id)
          : "";
    return html`<tr data-testid="refund" data-id="${refund.id}" data-status="${refund.status}"><td>${time(refund.createdAt)}<br><span class="mono">${refund.id}</span></td>
<td class="right">${amount(refund.amount, locale)}</td><td>${state(refund.status)} <span class="small muted">${refund.returnedAt === null ? (refund.failure?.resultCode ?? "") : t.returned}</span></td><td><span class="mono muted">${refund.refundRequestId}</span></td><td><div class="actions">${actions}</div></td></tr>`;
  });
  return html`<section aria-labelledby="refunds"><h2 id="refunds">${t.refunds}</h2>${table([t.id, rightHead(t.amount), t.state, t.reference, rightHead(t.actions)], rows, t.noRefunds)}</section>`;
}

function notificationsSection(control: AntomControl, t: Words, locale: Locale): Html {
  const all = control.notifications();
  const waiting = all.filter(({ state: each }) => each === "pending").length;
  const rows = shown(all).map(
    (told) =>
      html`<tr data-testid="notification" data-id="${told.id}"><td><span class="mono">${told.type}</span><br><span class="mono muted">${told.subjectId}</span></td><td>${state(told.state)} <span class="small muted">${told.lastStatus ?? told.lastError ?? ""}</span></td><td class="right">${told.attempts}</td><td><div class="actions">${press(locale, "resend", t.resend, told.id)}</div></td></tr>`,
  );
  return html`<section aria-labelledby="notifications"><h2 id="notifications">${t.notifications}</h2>${control.notificationsPaused ? html`<p class="note amber">${t.held}</p>` : ""}<div class="panel facts"><span data-testid="pending-notifications">${t.pending(waiting)}</span><div class="row">${press(locale, "deliver", t.deliver)}${control.notificationsPaused ? press(locale, "continue", t.continue) : press(locale, "pause", t.pause)}</div></div>
<div style="margin-top:12px">${table([t.id, t.state, rightHead(t.attempts), rightHead(t.actions)], rows, t.noNotifications)}</div></section>`;
}

function settlementSection(control: AntomControl, t: Words, locale: Locale): Html {
  const rows = shown(control.settlement()).map(
    (line) =>
      html`<tr data-testid="settlement" data-type="${line.type}"><td>${time(line.at)}<br><span class="mono">${line.type}</span></td><td class="right">${line.type === "REFUND" ? "−" : ""}${amount(line.amount, locale)}</td><td><span class="mono muted">${line.refundRequestId ?? line.paymentRequestId}</span></td></tr>`,
  );
  return html`<section aria-labelledby="settlement"><h2 id="settlement">${t.settlement}</h2><p class="muted">${t.settlementText}</p>${table([t.id, rightHead(t.amount), t.reference], rows, t.noSettlement)}</section>`;
}

function faultsSection(control: AntomControl, t: Words, locale: Locale): Html {
  const times = html`<label>${t.times}<input name="count" type="number" min="1" value="1" style="width:80px"></label>`;
  const plan = form(
    locale,
    "plan",
    html`<label>${t.next}<select name="of">${options(offered.subjects)}</select></label><label>${t.does}<select name="answer">${options(offered.answers)}</select></label><label>${t.becomes}<select name="outcome">${options(offered.outcomes)}</select></label><label>${t.after}<input name="seconds" type="number" min="0" value="3" style="width:80px"></label>${times}<button>${t.plan}</button>`,
    "row",
  );
  const call = form(
    locale,
    "route_fault",
    html`<label>${t.call}<select name="route"><option value="*">${t.everyCall}</option>${Object.keys(operations).map((name) => html`<option value="/ams/api/v1/payments/${name}"${name === "refund" ? html` selected` : ""}>${name}</option>`)}</select></label><label>${t.strikes}<select name="point">${options(offered.points)}</select></label><label>${t.effect}<select name="effect">${options(offered.routeActions)}</select></label>${times}<button>${t.add}</button>`,
    "row",
  );
  const told = form(
    locale,
    "event_fault",
    html`<label>${t.event}<select name="type"><option value="*">${t.every}</option>${options(offered.types)}</select></label><label>${t.effect}<select name="effect">${options(offered.eventActions)}</select></label>${times}<button>${t.add}</button>`,
    "row",
  );
  const inForce = [
    ...control
      .plans()
      .map(
        (each) =>
          html`<li><code>${each.of}</code> ${each.answer}, ${each.outcome.toLowerCase()}, ${t.left(each.remaining)}</li>`,
      ),
    ...control
      .routeFaults()
      .map(
        (each) =>
          html`<li><code>${each.path}</code> ${each.point} ${each.action}, ${t.left(each.remaining)}</li>`,
      ),
    ...control
      .eventFaults()
      .map((each) => html`<li><code>${each.type}</code> ${each.action}, ${t.left(each.remaining)}</li>`),
  ];
  return html`<section aria-labelledby="faults"><h2 id="faults">${t.faults}</h2><div class="panel">${plan}${call}${told}
${inForce.length === 0 ? "" : html`<div class="facts" style="border-top:1px solid var(--line)"><ul style="margin:0;padding-left:16px">${inForce}</ul>${press(locale, "clear_faults", t.clear)}</div>`}</div></section>`;
}

function requestsSection(control: AntomControl, t: Words): Html {
  const rows = shown(control.requests()).map(
    (call) =>
      html`<tr><td class="small muted">${call.at.slice(11, 23)}</td><td><code>${call.path}</code>${call.idempotencyKey === null ? "" : html`<br><span class="mono muted">${call.idempotencyKey}</span>`}</td><td>${call.status ?? "✕"} <span class="small muted">${String(call.params)}</span></td><td class="small muted">${(call.fault ?? "").replaceAll("_", " ")}</td></tr>`,
  );
  return html`<section aria-labelledby="requests"><h2 id="requests">${t.requests}</h2>${table([t.when, t.id, t.answer, t.fault], rows, t.noRequests)}</section>`;
}

function page(control: AntomControl, locale: Locale, failure: string | undefined): string {
  const t = controlWords[locale];
  const body = html`<main><div class="head"><h1>${t.title}</h1></div><p class="muted">${t.lead}</p>
${failure === undefined ? "" : html`<p class="note red" role="alert">${failure}</p>`}
${paymentsSection(control, t, locale)}${refundsSection(control, t, locale)}${notificationsSection(control, t, locale)}${settlementSection(control, t, locale)}${faultsSection(control, t, locale)}${requestsSection(control, t)}
<section><div class="panel facts"><span class="muted">${t.resetText}</span>${form(locale, "reset", html`<button class="danger" data-testid="reset">${t.reset}</button>`)}</div></section></main>`;
  return renderPage({ title: `${t.title} · Tenure`, locale, place: "antom", style, body });
}

/** Adds `/control/antom`, the page that does by hand what `/control/antom/*` does by JSON. */
export function registerControlPage(app: FastifyInstance, control: AntomControl): void {
  app.register(async (scope) => {
    scope.addHook("onRequest", guardControl);
    scope.get<{ Querystring: { locale?: string } }>("/control/antom", (request, reply) =>
      sendPage(
        reply,
        page(control, localeOf(request.query.locale, request.headers["accept-language"]), undefined),
      ),
    );
    scope.post<{ Querystring: { locale?: string } }>("/control/antom", async (request, reply) => {
      const locale = localeOf(request.query.locale, request.headers["accept-language"]);
      try {
        await runControlForm(control, parseForm(typeof request.body === "string" ? request.body : ""));
      } catch (error) {
        if (!(error instanceof AntomFailure)) throw error;
        return sendPage(reply, page(control, locale, error.message), 400);
      }
      return reply.redirect(`/control/antom?locale=${locale}`, 303);
    });
  });
}
