import type { FastifyBaseLogger } from "fastify";
import { pino, type DestinationStream } from "pino";
import type { Env } from "../env.ts";

/** The log of the product: structured lines, one per event. */
export type Log = FastifyBaseLogger;

/** Members that are never written, wherever they stand in a logged object (threat 32). */
const SECRET_NAMES = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "newPassword",
  "currentPassword",
  "token",
  "secret",
  "key",
  "code",
  "email",
  "to",
  "recipient",
];

const REDACTED_PATHS = SECRET_NAMES.flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
  `*.*.*["${name}"]`,
]);

/** Addresses and keys inside texts, such as the message of an error. */
const SECRETS_IN_TEXT: readonly [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[e-mail]"],
  [/\b(tnr_(?:test|live)_|sk_(?:test|live)_|whsec_)[\w-]+/g, "$1[redacted]"],
  [/([?&](?:token|code|key)=)[^&\s"]+/g, "$1[redacted]"],
];

/** Takes addresses and keys out of a text. */
export const redactText = (text: string): string =>
  SECRETS_IN_TEXT.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);

/** Opens the log. `destination` is for tests; without it, standard output. */
export const createLog = (env: Pick<Env, "logLevel">, destination?: DestinationStream): Log =>
  pino(
    {
      level: env.logLevel,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: REDACTED_PATHS, censor: "[redacted]" },
      serializers: { err: serializeError, error: serializeError },
    },
    ...(destination === undefined ? [] : [destination]),
  );

/** Type, message and stack of an error and its causes, without the secrets that texts may carry. */
function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redactText(String(error));
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ""),
    ...("code" in error ? { errorCode: String(error.code) } : {}),
    ...(error.cause === undefined || depth > 3 ? {} : { cause: serializeError(error.cause, depth + 1) }),
  };
}
