import type { KeyObject } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { outsideWords } from "../outside-words.ts";
import { ProviderRejected, ProviderUnknown } from "../provider.ts";
import { privateKeyOf, publicKeyOf } from "./keys.ts";
import { isFresh, isSigned, signatureOf } from "./signature.ts";

/** How to reach Antom, or the simulator that speaks its protocol. */
export interface AntomConfig {
  readonly clientId: string;
  /** Ours, PKCS #8. */
  readonly privateKey: string;
  /** Antom's. */
  readonly publicKey: string;
  /** Origin of the API, such as `https://open-sea-global.alipay.com`. */
  readonly apiBase: string;
  /** Folder into which its settlement reports are fetched; null: nowhere. */
  readonly reportsDir: string | null;
  /** Origin under which Antom reaches us. */
  readonly publicUrl: string;
}

/** Where Antom's notifications arrive; the path is part of what they sign. */
export const NOTIFICATION_PATH = "/webhooks/antom";

const TIMEOUT_MS = 15_000;
/** Tries of one call when the connection breaks. Every call carries an id of ours, so a repeat changes nothing. */
const TRIES = 3;

export const resultSchema = z.object({
  resultStatus: z.enum(["S", "F", "U"]),
  resultCode: z.string().min(1).max(64),
  resultMessage: z.string().max(500).nullish(),
});

/** The verdict on a call. `U`: nobody knows yet. */
export type AntomResult = z.infer<typeof resultSchema>;

/** An answer whose signature is good. */
export interface AntomAnswer {
  readonly result: AntomResult;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Codes that say something about our access, never about the payment: a refund must not fail of a wrong key. */
const OUR_FAULTS = new Set([
  "ACCESS_DENIED",
  "CLIENT_FORBIDDEN",
  "INVALID_API",
  "INVALID_CLIENT",
  "INVALID_SIGNATURE",
  "KEY_NOT_FOUND",
  "MEDIA_TYPE_NOT_ACCEPTABLE",
  "METHOD_NOT_SUPPORTED",
  "NO_INTERFACE_DEF",
  "REQUEST_TRAFFIC_EXCEED_LIMIT",
]);

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly rawBody: Buffer;
}

/** A client for one merchant. */
export class AntomClient {
  readonly #config: AntomConfig;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  constructor(config: AntomConfig) {
    this.#config = config;
    this.#privateKey = privateKeyOf(config.privateKey);
    this.#publicKey = publicKeyOf(config.publicKey);
  }

  /** Where notifications are asked to be sent. */
  get notifyUrl(): string {
    return `${this.#config.publicUrl}${NOTIFICATION_PATH}`;
  }

  /**
   * Asks, and checks who answered. `F` is an answer too: what it means depends on the question.
   * @throws ProviderUnknown when there is no answer that is known to be Antom's, or it speaks of our access only
   */
  async call(operation: string, fields: object): Promise<AntomAnswer> {
    const { clientId } = this.#config;
    // Ids of test merchants have paths of their own, and those are what is signed.
    const path = `/ams/${clientId.startsWith("SANDBOX_") ? "sandbox/" : ""}api/v1/payments/${operation}`;
    const answer = await this.#exchange(path, Buffer.from(JSON.stringify(fields)));
    const { result } = answer;
    if (result.resultStatus === "F" && OUR_FAULTS.has(result.resultCode))
      throw new ProviderUnknown(`Antom does not let us in: ${wordsOf(result)}`);
    return answer;
  }

  /** Whether a notification's bytes are signed by Antom, for us, and fresh. @returns what is wrong; null: nothing */
  refusalOf(rawBody: Buffer, header: (name: string) => string | null): string | null {
    const [clientId, time, signature] = [header("client-id"), header("request-time"), header("signature")];
    if (clientId === null || time === null || signature === null) return "a signature header is missing";
    if (clientId !== this.#config.clientId) return "it is for another client";
    if (!isFresh(time)) return "the signature is too old or from the future";
    return isSigned({ path: NOTIFICATION_PATH, clientId, time, rawBody }, signature, this.#publicKey)
      ? null
      : "the signature is wrong";
  }

  async #exchange(path: string, body: Buffer): Promise<AntomAnswer> {
    for (let tried = 1; ; tried += 1) {
      const response = await this.#post(path, body).catch((error: unknown) => {
        if (tried < TRIES) return null;
        throw new ProviderUnknown(reasonOf(error));
      });
      if (response !== null) return this.#read(path, response);
      await sleep(100 * tried);
    }
  }

  async #post(path: string, body: Buffer): Promise<RawAnswer> {
    const { clientId, apiBase } = this.#config;
    const time = new Date().toISOString();
    const response = await fetch(`${apiBase}${path}`, {
      method: "POST",
      body: new Uint8Array(body),
      redirect: "manual",
      headers: {
        "content-type": "application/json; charset=UTF-8",
        "client-id": clientId,
        "request-time": time,
        signature: signatureOf({ path, clientId, time, rawBody: body }, this.#privateKey),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return {
      status: response.status,
      headers: response.headers,
      rawBody: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** An answer without its signature headers is refused, not believed: anybody on the way could have written it. */
  #read(path: string, { status, headers, rawBody }: RawAnswer): AntomAnswer {
    if (status !== 200) throw new ProviderUnknown(`Antom answered with HTTP ${status}`);
    const clientId = headers.get("client-id") ?? this.#config.clientId;
    const [time, signature] = [headers.get("response-time"), headers.get("signature")];
    if (time === null || signature === null) throw new ProviderUnknown("Antom's answer is not signed");
    if (
      clientId !== this.#config.clientId ||
      !isSigned({ path, clientId, time, rawBody }, signature, this.#publicKey)
    )
      throw new ProviderUnknown("the signature of Antom's answer is wrong");
    if (!isFresh(time)) throw new ProviderUnknown("Antom's answer is too old or from the future");
    const fields = fieldsOf(rawBody);
    const result = resultSchema.safeParse(fields?.["result"]);
    if (fields === null || !result.success) throw new ProviderUnknown("Antom's answer has no result");
    return { result: result.data, fields };
  }
}

/** The members of a JSON object; null for anything else. */
export function fieldsOf(rawBody: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(rawBody.toString("utf8"));
    return z.record(z.string(), z.unknown()).safeParse(read).data ?? null;
  } catch {
    return null;
  }
}

const wordsOf = ({ resultCode, resultMessage }: AntomResult): string =>
  outsideWords(`${resultCode}: ${resultMessage ?? ""}`, 500);

const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? `${error.message}: ${error.cause.message}`
      : error.message
    : String(error);

/** Antom's "no", in its own words (T6.2). */
export const rejectedBy = ({ resultCode, resultMessage }: AntomResult): ProviderRejected =>
  new ProviderRejected(resultCode, outsideWords(resultMessage ?? resultCode, 500));

/** Nobody knows yet. */
export const unknownBy = (result: AntomResult): ProviderUnknown => new ProviderUnknown(wordsOf(result));
