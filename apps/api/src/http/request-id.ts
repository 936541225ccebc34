import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What a request id may look like when the caller brings one. */
const REQUEST_ID = /^[\w.-]{8,100}$/;

/** The id of a request: the caller's, where it brings one that may stand in a log. */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const brought = headers["x-request-id"];
  return typeof brought === "string" && REQUEST_ID.test(brought) ? brought : randomUUID();
}
