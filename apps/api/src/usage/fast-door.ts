import {
  authorizeUsageSchema,
  extendUsageSchema,
  isPlainAuthorize,
  isPlainRecord,
  isPlainSettle,
  recordUsageSchema,
  releaseUsageSchema,
  settleUsageSchema,
} from "@tenure/core/contract";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { bearerOf, hashKey } from "../partners/read-key.ts";
import { IDEMPOTENCY_KEY } from "../http/request-context.ts";
import { isPlatformKey } from "../platform-keys/read.ts";
import type { Services } from "../runtime/services.ts";
import { requireReadable } from "../trpc/readable-input.ts";
import type { UsageAnswers, UsageCaller } from "./engine/types.ts";

/** Serves a request of a gateway, or says that the general door must. */
export type FastHandler = (request: FastifyRequest) => Promise<UsageAnswers[keyof UsageAnswers] | null>;

const namedAccount = z.object({ accountId: z.uuid() });

/** Keys remembered at most; the oldest are asked about again. */
const MAX_KEYS = 10_000;

/**
 * The accounts that keys belong to, by the keys' hashes. Which one that is never changes, so it may be remembered;
 * whether a key is valid is asked every time, by the engine.
 */
export class KnownCallers {
  readonly #callers = new Map<string, UsageCaller>();

  /** A caller that was heard before. */
  get(keyHash: string): UsageCaller | undefined {
    return this.#callers.get(keyHash);
  }

  add(keyHash: string, keyId: string, accountId: string): UsageCaller {
    const caller = { accountId, actor: { kind: "api_key", id: keyId }, checkKey: true } as const;
    const [oldest] = this.#callers.keys();
    if (this.#callers.size >= MAX_KEYS && oldest !== undefined) this.#callers.delete(oldest);
    this.#callers.set(keyHash, caller);
    return caller;
  }
}

/**
 * The short way of the five procedures that a gateway calls on every model request, by an API key: the same schemas,
 * answers and errors as the general door, without its separate reads of key and account: the engine reads both in the
 * batch's own transaction. Requests of signed-in people take the general door.
 */
export function fastUsageHandlers(
  services: Services,
  callers: KnownCallers,
): ReadonlyMap<string, FastHandler> {
  /** Ids of platform keys by their hashes, remembered for the same reason as the accounts of others. */
  const platformKeys = new Map<string, string>();

  /** The caller behind a platform key, for the account that the request names. */
  async function platformCallerOf(key: string, accountId: string | null): Promise<UsageCaller | null> {
    const hash = hashKey(key);
    let id = platformKeys.get(hash);
    if (id === undefined) {
      const row = await services.db.within(PLATFORM, (tx) =>
        tx.platformKey.findUnique({ where: { keyHash: hash }, select: { id: true, allowedNetworks: true } }),
      );
      if (row === null) throw new AppError("key_invalid");
      if (row.allowedNetworks.length > 0) return null;
      ({ id } = row);
      platformKeys.set(hash, id);
    }
    // The general door says that the account is missing.
    return accountId === null ? null : { accountId, actor: { kind: "platform_key", id }, checkKey: true };
  }

  /** Null for a key that is bound to networks: the general door knows where the request came from. */
  async function callerOf(key: string): Promise<UsageCaller | null> {
    const hash = hashKey(key);
    const known = callers.get(hash);
    if (known !== undefined) return known;
    const row = await services.db.within(PLATFORM, (tx) =>
      tx.apiKey.findUnique({
        where: { keyHash: hash },
        select: { id: true, accountId: true, allowedNetworks: true },
      }),
    );
    if (row === null) throw new AppError("key_invalid");
    // Never remembered, so that the hot door, which asks who is remembered, leaves it alone too.
    if (row.allowedNetworks.length > 0) return null;
    return callers.add(hash, row.id, row.accountId);
  }

  /** Reads caller, key and body, and hands them on; null where this is no gateway's request. */
  const handler =
    <Input>(
      body: z.ZodType<Input>,
      isPlain: (body: unknown) => body is Input,
      serve: (caller: UsageCaller, input: Input, key: string) => Promise<UsageAnswers[keyof UsageAnswers]>,
    ): FastHandler =>
    async (request) => {
      const bearer = bearerOf(request.headers.authorization ?? "");
      const key = request.headers["idempotency-key"];
      // What is unusual in any way is the general door's, which knows every answer to it.
      if (bearer === null || typeof key !== "string" || !IDEMPOTENCY_KEY.test(key)) return null;
      const given = membersOf(request);
      if (given === null) return null;
      const { accountId, ...rest } = given;
      const plain = isPlain(rest) ? rest : null;
      if (plain === null) requireReadable(given);
      const named =
        accountId === undefined ? null : namedAccount.parse({ accountId }).accountId.toLowerCase();
      const caller = isPlatformKey(bearer) ? await platformCallerOf(bearer, named) : await callerOf(bearer);
      if (caller === null) return null;
      const input = plain ?? body.parse(rest);
      if (named !== null && named !== caller.accountId) throw new AppError("not_found", "No such account.");
      return serve(caller, input, key);
    };

  const { usage } = services;
  return new Map([
    [
      "usage.authorize",
      handler(authorizeUsageSchema, isPlainAuthorize, (caller, input, key) =>
        usage.authorize(caller, input, key),
      ),
    ],
    [
      "usage.settle",
      handler(settleUsageSchema, isPlainSettle, (caller, input) => usage.settle(caller, input)),
    ],
    [
      "usage.release",
      handler(releaseUsageSchema, isNeverPlain, (caller, input) => usage.release(caller, input)),
    ],
    [
      "usage.extend",
      handler(extendUsageSchema, isNeverPlain, (caller, input) => usage.extend(caller, input)),
    ],
    [
      "usage.record",
      handler(recordUsageSchema, isPlainRecord, (caller, input) => usage.record(caller, input)),
    ],
  ]);
}

/** What is asked too seldom to be worth a look of its own. */
const isNeverPlain = (_body: unknown): _body is never => false;

/** Body and path of a request as one input; null where a field stands in both, or there is a query. */
function membersOf({ body, params, query }: FastifyRequest): Record<string, unknown> | null {
  if (body === null || typeof body !== "object" || Array.isArray(body)) return null;
  if (query !== null && typeof query === "object" && Object.keys(query).length > 0) return null;
  const named = params !== null && typeof params === "object" ? params : {};
  return Object.keys(named).some((name) => Object.hasOwn(body, name)) ? null : { ...body, ...named };
}
