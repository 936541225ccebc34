import type { FastifyInstance } from "fastify";
import { localeOf } from "../pages/html.ts";
import { sendPage } from "../pages/shell.ts";
import type { StripeControl } from "./control.ts";
import { StripeFailure } from "./errors.ts";
import { parseForm } from "./form.ts";
import { identityClosedPage, identityPage } from "./identity-page.ts";
import { verificationOutcomes } from "./resources/verification-sessions.ts";

interface IdentityRequest {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly locale?: string };
}

/** Adds the hosted page of identity checks. Closing the tab changes nothing. */
export function registerIdentity(app: FastifyInstance, control: StripeControl): void {
  const found = (id: string) => {
    try {
      return control.verificationSession(id);
    } catch (error) {
      if (error instanceof StripeFailure) return null;
      throw error;
    }
  };
  const originOf = (url: string | null): string[] =>
    url !== null && URL.canParse(url) ? [new URL(url).origin] : [];

  app.get<IdentityRequest>("/identity/:id", (request, reply) => {
    const session = found(request.params.id);
    const locale = localeOf(request.query.locale, request.headers["accept-language"]);
    if (session === null) return sendPage(reply, identityClosedPage("missing", null, locale), 404);
    const back = control.verificationReturn(session.id);
    if (session.status !== "requires_input" || session.redaction !== null)
      return sendPage(reply, identityClosedPage("done", back, locale));
    const page = identityPage(session.id, locale, session.last_error !== null, back);
    return sendPage(reply, page, 200, { formTargets: originOf(back) });
  });

  app.post<IdentityRequest>("/identity/:id/submit", (request, reply) => {
    const session = found(request.params.id);
    const locale = localeOf(request.query.locale, request.headers["accept-language"]);
    if (session === null) return sendPage(reply, identityClosedPage("missing", null, locale), 404);
    const form = parseForm(typeof request.body === "string" ? request.body : "");
    const text = (name: string, most: number): string => {
      const value = form[name];
      return typeof value === "string" ? value.trim().slice(0, most) : "";
    };
    const choice = verificationOutcomes.find((each) => each === text("outcome", 40)) ?? "verified";
    control.submitVerification(session.id, choice, {
      given: text("given", 120),
      family: text("family", 120),
      birthDate: /^\d{4}-\d\d-\d\d$/.exec(text("birthDate", 10))?.[0] ?? "1985-12-10",
      country: /^[A-Z]{2}$/.exec(text("country", 2).toUpperCase())?.[0] ?? "GB",
      number: text("number", 40),
    });
    const back = control.verificationReturn(session.id);
    return back === null
      ? sendPage(reply, identityClosedPage("done", null, locale))
      : reply.redirect(back, 303);
  });
}
