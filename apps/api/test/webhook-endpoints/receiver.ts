import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

/** A delivery as it came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly payload: {
    readonly id: string;
    readonly type: string;
    readonly sequence: number;
    readonly data: { readonly object: string; readonly id: string };
  };
}

/** Somebody's program that is told of events. */
export interface Receiver {
  readonly origin: string;
  readonly received: Received[];
  /** What it answers from now on. */
  answer: (got: Received, response: ServerResponse) => void;
}

const accept: Receiver["answer"] = (_, response) => void response.writeHead(204).end();

/** Starts one on this machine; it accepts everything until it is told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const body = Buffer.concat(pieces).toString();
      const got = {
        path: request.url ?? "",
        headers: request.headers,
        body,
        payload: JSON.parse(body) as Received["payload"],
      };
      received.push(got);
      receiver.answer(got, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: accept,
  };
  return receiver;
}

/** Accepts, as it does at first. */
export const accepting = accept;
