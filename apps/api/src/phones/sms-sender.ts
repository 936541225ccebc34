import type { SmsSettings } from "../env.ts";

/** A text message as it goes out. */
export interface OutgoingSms {
  /** Same key, same message: a service that knows such keys sends it once. */
  readonly key: string;
  /** E.164 */
  readonly to: string;
  readonly text: string;
}

/** How a service's answer reads: taken, refused for good, or not now. `problem` never holds the number. */
export type SmsAnswer =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly problem: string }
  | { readonly kind: "later"; readonly problem: string };

/** Hands text messages to a service. */
export interface SmsSender {
  send(sms: OutgoingSms): Promise<SmsAnswer>;
}

const TIMEOUT_MS = 15_000;

/** Begins the name of a pool of senders at Twilio, in place of a sender. */
const POOL = "MG";

/** A sender over the Messages resource of Twilio's REST API (2010-04-01), which others and the sandbox speak too. */
export function createSmsSender({ url, account, token, from }: SmsSettings): SmsSender {
  const address = `${url}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`;
  return {
    async send({ key, to, text }) {
      try {
        const response = await fetch(address, {
          method: "POST",
          headers: { authorization, "idempotency-key": key },
          body: new URLSearchParams({
            To: to,
            [from.startsWith(POOL) ? "MessagingServiceSid" : "From"]: from,
            Body: text,
          }),
          redirect: "error",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return answerOf(response.status, await codeIn(response));
      } catch (error) {
        // Its message may quote what was sent.
        return { kind: "later", problem: error instanceof Error ? error.name : "no answer" };
      }
    },
  };
}

/** What the service says went wrong, by its number; its words repeat the recipient's. */
async function codeIn(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => null);
  if (body === null || typeof body !== "object" || !("code" in body)) return null;
  return typeof body.code === "number" ? String(body.code) : null;
}

function answerOf(status: number, code: string | null): SmsAnswer {
  if (status >= 200 && status < 300) return { kind: "taken" };
  const problem = code === null ? `HTTP ${status}` : `${status} ${code}`;
  // Wrong credentials refuse us, not the message; it waits until they are mended.
  const isOurs = status === 401 || status === 403;
  const isLater = isOurs || status === 408 || status === 429 || status >= 500;
  return { kind: isLater ? "later" : "refused", problem };
}
