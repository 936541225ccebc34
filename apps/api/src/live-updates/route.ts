import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { limitRate } from "../http/rate-limits.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import type { Context } from "../trpc/context.ts";
import { enterAccount, enterAsStaff } from "../trpc/procedures.ts";
import type { Change } from "./change-feed.ts";
import { openStream, type StreamPace } from "./stream.ts";

/** A person waits for what their account shows; staff's lists take the whole platform, a second at a time. */
const PACE = {
  account: { gatherMs: 150, beatMs: 25_000 },
  staff: { gatherMs: 1000, beatMs: 25_000 },
} as const satisfies Record<string, StreamPace>;

/** Streams at once: of one login in all its browsers (a browser opens one), and of a process. */
const MAX_OF_LOGIN = 20;
const MAX_OF_PROCESS = 5000;

/** What the lists that staff work through show. */
const STAFF_KINDS: ReadonlySet<string> = new Set([
  "document_review",
  "dispute",
  "operator_alert",
  "price_change",
  "reconciliation",
  "refund",
  "refund_case",
  "subject_change",
]);

const query = z.strictObject({ accountId: z.uuid().toLowerCase().optional() });

/**
 * `GET /api/live?accountId=…`: what changes in an account, to its people and to staff; without an account, what staff's
 * lists show. Permissions `account.read` and `operations.read`, asked before every message.
 */
export async function liveRoute(app: FastifyInstance, services: Services): Promise<void> {
  const open = new Set<Readable>();
  const takePlace = places();
  // A stream is a request under way, for which stopping would wait.
  app.addHook("preClose", async () => {
    for (const stream of open) stream.destroy();
  });
  await limitRate(app, "screens");

  app.get("/api/live", { config: { lasting: true }, exposeHeadRoute: false }, async (request, reply) => {
    const context = await contextOf(services, request);
    try {
      const { accountId } = query.parse(request.query);
      const concerns = await hears(context, accountId);
      const giveBack = takePlace(loginOf(context));
      const stream = await openStream({
        feed: services.changes,
        concerns,
        mayHear: () => stillHears(services, request, accountId),
        pace: accountId === undefined ? PACE.staff : PACE.account,
      }).catch((error: unknown) => {
        giveBack();
        throw error;
      });
      open.add(stream);
      stream.once("close", () => {
        open.delete(stream);
        giveBack();
      });
      return await reply
        .header("content-type", "text/event-stream; charset=utf-8")
        // A proxy that gathers would tell it late.
        .header("x-accel-buffering", "no")
        .header("cache-control", "no-store")
        .send(stream);
    } catch (error) {
      return answerProblem(error, request, reply, context);
    }
  });
}

/**
 * Which changes the caller may hear of.
 * @throws AppError as a procedure of that permission would
 */
async function hears(context: Context, accountId: string | undefined): Promise<(change: Change) => boolean> {
  if (context.failure !== null) throw context.failure;
  if (accountId === undefined) {
    enterAsStaff(context, "operations.read");
    return ({ kind }) => STAFF_KINDS.has(kind);
  }
  const { account, role } = await enterAccount(context, "account.read", { accountId });
  // C3.9: of the account a representative sees the change of its subject and nothing else.
  const represents = role === "representative";
  // A price change belongs to no account and may be about each of them.
  return ({ accountId: of, kind }) =>
    (of === account.id || (of === null && kind === "price_change")) &&
    (!represents || kind === "subject_change");
}

/** Signed out, removed from the account, no more of the staff: nothing further is told. */
async function stillHears(
  services: Services,
  request: FastifyRequest,
  accountId: string | undefined,
): Promise<void> {
  await hears(await contextOf(services, request), accountId);
}

/**
 * Counts who has a stream, from before it is opened.
 * @returns what takes a place for a login, and gives back what gives it back
 */
function places(): (login: string) => () => void {
  const taken: string[] = [];
  return (login) => {
    if (taken.length >= MAX_OF_PROCESS || taken.filter((each) => each === login).length >= MAX_OF_LOGIN)
      throw new AppError("too_many_requests");
    taken.push(login);
    return () => {
      taken.splice(taken.indexOf(login), 1);
    };
  };
}

const loginOf = ({ caller }: Context): string => (caller.kind === "login" ? caller.loginId : "nobody");
