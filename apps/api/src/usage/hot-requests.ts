import { isPlainAuthorize, isPlainSettle } from "@tenure/core/contract";
import type { UsageAnswers, UsageCaller, UsageEngine } from "./engine/types.ts";

/** A request that a gateway makes for every model request. */
export interface HotRequest {
  /** As registered, for the metrics. */
  readonly route: string;
  /** Of the answer. */
  readonly status: number;
  /** Asks the engine; null where the body is not what gateways send all day: the schema must read it. */
  ask(caller: UsageCaller, body: unknown, key: string): Promise<UsageAnswers["authorize" | "settle"]> | null;
}

const AUTHORIZE = "/v1/usage/authorize";
const SETTLE = /^\/v1\/usage\/holds\/([0-9a-f-]{36})\/settle$/;

/** Finds the hot request at an address; null: there is none. */
export function hotRequests(usage: UsageEngine): (url: string) => HotRequest | null {
  const authorize: HotRequest = {
    route: AUTHORIZE,
    status: 201,
    ask: (caller, body, key) => (isPlainAuthorize(body) ? usage.authorize(caller, body, key) : null),
  };
  const settle = (holdId: string): HotRequest => ({
    route: "/v1/usage/holds/:holdId/settle",
    status: 200,
    ask(caller, body) {
      // A field that stands in the path and in the body is a mistake, which the general door names.
      if (body === null || typeof body !== "object" || Object.hasOwn(body, "holdId")) return null;
      const input = { ...body, holdId };
      return isPlainSettle(input) ? usage.settle(caller, input) : null;
    },
  });
  return (url) => {
    if (url === AUTHORIZE) return authorize;
    const holdId = SETTLE.exec(url)?.[1];
    return holdId === undefined ? null : settle(holdId);
  };
}
