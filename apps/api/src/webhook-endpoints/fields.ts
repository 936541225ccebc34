import { isWebhookEventType, MAX_URL_LENGTH, type UrlProblem, urlProblem } from "@tenure/core/webhooks";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { AppError } from "../errors/app-error.ts";

/** What an endpoint is. */
export const endpointFields = {
  url: z.string().min(1).max(MAX_URL_LENGTH),
  description: lineOfText(200, 0).default(""),
  /** None: all. */
  types: z
    .array(z.string().refine(isWebhookEventType, { error: "is not a type of event" }))
    .max(200)
    .refine((types) => new Set(types).size === types.length, { error: "names a type twice" })
    .default([]),
};

/** Total: each problem in a sentence. */
const SENTENCES = {
  url_malformed: "must be an address such as https://example.com/webhooks",
  url_too_long: "is too long",
  url_not_https: "must begin with https://",
  url_with_credentials: "must not hold a name or password: deliveries are signed",
  url_with_fragment: "must not have a part after #",
  url_not_public: "must be reachable from the public internet",
} as const satisfies Record<UrlProblem, string>;

/** The address as it is kept. @throws AppError validation_failed */
export function requireUrl(text: string, allowLocal: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const problem = urlProblem(url, allowLocal);
  if (problem !== null || url === null)
    throw new AppError("validation_failed", undefined, [
      { path: "url", message: SENTENCES[problem ?? "url_malformed"] },
    ]);
  return url.href;
}
