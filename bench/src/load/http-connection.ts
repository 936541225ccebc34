import { connect, type Socket } from "node:net";

/** An answer: its status and the beginning of its body, enough to see ids and refusals. */
export interface Answer {
  readonly status: number;
  readonly head: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** So much of a body is kept; the rest of a large answer is only counted. */
const KEPT_BYTES = 2048;
const HEADERS_END = Buffer.from("\r\n\r\n");

/**
 * One kept-alive HTTP/1.1 connection with one request at a time, written for a load process that shares its cores with
 * what it measures: a request is bytes made beforehand, an answer is read by its length and not parsed.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #ready: Promise<void>;
  #waiting: Waiting | null = null;
  #received: Buffer = Buffer.alloc(0);
  /** Bytes of the body that are still to come; null while the headers are read. */
  #missing: number | null = null;
  #status = 0;
  #closed: Error | null = null;

  constructor(apiUrl: string) {
    const { hostname, port } = new URL(apiUrl);
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#ready = new Promise((resolve, reject) => {
      this.#socket.once("connect", () => resolve());
      this.#socket.once("error", reject);
    });
    this.#socket.on("data", (chunk) => this.#take(chunk));
    this.#socket.on("error", (error) => this.#end(error));
    this.#socket.on("close", () => this.#end(new Error("the API closed the connection")));
  }

  /** Whether the next request can be sent here. */
  get usable(): boolean {
    return this.#closed === null && this.#waiting === null;
  }

  /** Sends a request and waits for the whole answer. @throws Error when the connection breaks */
  async send(...parts: readonly (string | Buffer)[]): Promise<Answer> {
    await this.#ready;
    if (this.#closed !== null) throw this.#closed;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.cork();
      for (const part of parts) this.#socket.write(part);
      this.#socket.uncork();
    });
  }

  close(): void {
    this.#closed ??= new Error("closed");
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.#missing !== null) {
      // The body of a large answer: count it, keep its beginning.
      if (this.#received.length < KEPT_BYTES) this.#received = Buffer.concat([this.#received, chunk]);
      this.#missing -= chunk.length;
    } else {
      const received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      const end = received.indexOf(HEADERS_END);
      if (end === -1) {
        this.#received = received;
        return;
      }
      const headers = received.toString("latin1", 0, end);
      const length = /\r\ncontent-length: *(\d+)/i.exec(headers)?.[1];
      if (length === undefined) {
        this.#socket.destroy(new Error(`an answer without its length:\n${headers}`));
        return;
      }
      this.#status = Number(headers.slice(9, 12));
      this.#received = received.subarray(end + HEADERS_END.length);
      this.#missing = Number(length) - this.#received.length;
    }
    if (this.#missing <= 0) this.#answer();
  }

  #answer(): void {
    const answer = { status: this.#status, head: this.#received.toString("latin1", 0, KEPT_BYTES) };
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#missing = null;
    this.#received = Buffer.alloc(0);
    waiting?.resolve(answer);
  }

  #end(error: Error): void {
    this.#closed ??= error;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(this.#closed);
  }
}

/** Opens so many connections and closes them after the work. */
export async function withHttp<T>(
  apiUrl: string,
  count: number,
  work: (connectionOf: (index: number) => HttpConnection) => Promise<T>,
): Promise<T> {
  const connections = Array.from({ length: count }, () => new HttpConnection(apiUrl));
  try {
    return await work((index) => {
      const connection = connections[index];
      if (connection === undefined) throw new Error(`no connection ${index}`);
      return connection;
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}
