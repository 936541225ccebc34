import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { localeOf } from "../pages/html.ts";
import { sendPage } from "../pages/shell.ts";
import { guardControl } from "../stripe/control-guard.ts";
import { parseForm } from "../stripe/form.ts";
import { FOLLOW_SCRIPT } from "./follow.ts";
import type { Guide } from "./guide.ts";
import { runPage, saidPage, scenesPage } from "./guide-pages.ts";
import { guideWords } from "./guide-words.ts";

interface Asked {
  readonly Querystring: { readonly locale?: string };
  readonly Params: { readonly run: string; readonly step: string };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const asked = (request: FastifyRequest<Asked>) =>
  localeOf(request.query.locale, request.headers["accept-language"]);

/** Adds the guided demo. `current` gives what it is filled with; null while no product stands behind the sandbox. */
export function registerGuidePages(app: FastifyInstance, current: () => Guide | null): void {
  app.register(async (scope) => {
    scope.addHook("onRequest", guardControl);
    scope.addHook("onRequest", async (request, reply) => toOwnHost(current(), request, reply));
    scope.get<Asked>("/guide", (request, reply) => sendPage(reply, scenesPage(current(), asked(request))));
    scope.post<Asked>("/guide", (request, reply) => {
      const { scene, press } = parseForm(typeof request.body === "string" ? request.body : "");
      const begun =
        typeof scene === "string" &&
        typeof press === "string" &&
        UUID.test(press) &&
        current()?.begin(scene, press) === true;
      if (!begun) return noSuchScene(request, reply);
      return reply.redirect(`/guide/${press}?locale=${asked(request)}`, 303);
    });
    scope.get<Asked>("/guide/:run", async (request, reply) => {
      const guide = current();
      const run = await guide?.look(request.params.run);
      if (guide === null || run === undefined || run === null) return noSuchScene(request, reply);
      return sendPage(reply, runPage(guide, run, asked(request)), 200, { script: FOLLOW_SCRIPT });
    });
    scope.post<Asked>("/guide/:run/steps/:step", async (request, reply) => {
      const { run, step } = request.params;
      await current()?.act(run, step);
      return reply.redirect(`/guide/${run}?locale=${asked(request)}#step-${step}`, 303);
    });
    scope.get<Asked>("/guide/:run/steps/:step", enter(current));
  });
}

/** Opens a step's page signed in. Only from the guide itself: no foreign page exchanges who is signed in. */
const enter =
  (current: () => Guide | null) => async (request: FastifyRequest<Asked>, reply: FastifyReply) => {
    const locale = asked(request);
    const t = guideWords[locale];
    const { run, step } = request.params;
    const site = request.headers["sec-fetch-site"];
    const back = `/guide/${run}?locale=${locale}`;
    if (site !== undefined && site !== "same-origin" && site !== "none")
      return sendPage(
        reply,
        saidPage(locale, { title: t.title, text: t.foreign, link: t.title, to: back }),
        403,
      );
    const found = (await current()?.enter(run, step, request.headers.cookie)) ?? null;
    if (found === null) return noSuchScene(request, reply);
    if (found.cookies === null)
      return sendPage(
        reply,
        saidPage(locale, { title: t.signInTitle, text: t.signInFailed, link: t.toSignIn, to: found.to }),
        502,
      );
    if (found.cookies.length > 0) reply.header("set-cookie", [...found.cookies]);
    return reply.header("cache-control", "no-store").redirect(found.to, 303);
  };

function noSuchScene(request: FastifyRequest<Asked>, reply: FastifyReply): FastifyReply {
  const locale = asked(request);
  const t = guideWords[locale];
  return sendPage(
    reply,
    saidPage(locale, { title: t.title, text: t.notFound, link: t.back, to: `/guide?locale=${locale}` }),
    404,
  );
}

/** Reads the guide at the product's own host name, whose cookies it sets. */
async function toOwnHost(guide: Guide | null, request: FastifyRequest, reply: FastifyReply) {
  const [, name, port] = /^(.*?)(:\d+)?$/.exec(request.headers.host ?? "") ?? [];
  if (request.method !== "GET" || guide === null || guide.host === null || name === guide.host)
    return undefined;
  return reply.redirect(`http://${guide.host}${port ?? ""}${request.url}`);
}
