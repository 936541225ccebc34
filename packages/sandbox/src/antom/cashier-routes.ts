import type { FastifyInstance, FastifyReply } from "fastify";
import { localeOf } from "../pages/html.ts";
import { sendPage } from "../pages/shell.ts";
import { parseForm } from "../stripe/form.ts";
import { cashierPage, endedPage } from "./cashier-page.ts";
import type { AntomControl } from "./control.ts";
import type { Payment } from "./tables.ts";

interface Cashier {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly locale?: string };
}

const originOf = (url: string): string[] => (URL.canParse(url) ? [new URL(url).origin] : []);

/** Adds the hosted page of a wallet: paying and declining. Closing the tab anywhere changes nothing. */
export function registerCashier(app: FastifyInstance, control: AntomControl): void {
  const showEnded = (reply: FastifyReply, payment: Payment, locale: "en" | "zh") =>
    sendPage(reply, endedPage(payment, locale), payment.status === "SUCCESS" ? 200 : 410);

  app.get<Cashier>("/cashier/:id", (request, reply) => {
    const locale = localeOf(request.query.locale, request.headers["accept-language"]);
    const payment = control.payment(request.params.id);
    if (payment === undefined) return sendPage(reply, endedPage(null, locale), 404);
    if (payment.status !== "PROCESSING") return showEnded(reply, payment, locale);
    return sendPage(reply, cashierPage(payment, locale), 200, { formTargets: originOf(payment.redirectUrl) });
  });

  app.post<Cashier>("/cashier/:id", (request, reply) => {
    const locale = localeOf(request.query.locale, request.headers["accept-language"]);
    const payment = control.payment(request.params.id);
    if (payment === undefined) return sendPage(reply, endedPage(null, locale), 404);
    if (payment.status !== "PROCESSING") return showEnded(reply, payment, locale);
    const { outcome } = parseForm(typeof request.body === "string" ? request.body : "");
    if (outcome === "decline") control.decline(payment.id);
    else control.pay(payment.id);
    // Antom has one address to lead back to, whatever became of it.
    return reply.redirect(payment.redirectUrl, 303);
  });
}
