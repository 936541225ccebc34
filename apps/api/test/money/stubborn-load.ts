import { setTimeout as sleep } from "node:timers/promises";
import { type Money, RefusedError, Tenure, TenureError } from "@tenure/sdk";
import { decimalToNanos } from "@tenure/core/money";
import { MODEL } from "../usage/world.ts";

/** An event as its client was told that it is recorded. */
export interface Acknowledged {
  readonly accountId: string;
  readonly clientEventId: string;
  /** What it should come to: 1,000 nanos per input token, 3,000 per output token. */
  readonly costNanos: bigint;
  /** What the answer said, in nanos: value, plan, credits, debt. */
  readonly told: readonly [bigint, bigint, bigint, bigint];
}

/** A customer's gateway with its key. */
export interface Gateway {
  readonly accountId: string;
  readonly apiKey: string;
}

/**
 * Gateways that record batches and let requests through, and ask again with the same ids until they are answered,
 * whatever happens to the server meanwhile. Stopping lets each finish what it has begun.
 */
export class StubbornLoad {
  /** By account and event id. */
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Idempotency keys of promises that were granted, with their holds. */
  readonly granted = new Map<string, string>();
  /** Answers that said the first attempt had done the work. */
  duplicates = 0;
  /** Attempts that got no answer, by what was wrong. */
  readonly failures = new Map<string, number>();
  #stopping = false;
  #abandoned = false;
  readonly #hands: Promise<void>[];
  #answers = 0;

  constructor(baseUrl: string, gateways: readonly Gateway[]) {
    this.#hands = gateways.flatMap((gateway) => {
      const tenure = new Tenure({ apiKey: gateway.apiKey, baseUrl, maxRetries: 0, timeoutMs: 10_000 });
      return [this.#recordOn(tenure, gateway.accountId), this.#letThroughOn(tenure, gateway.accountId)];
    });
    // Looked at when stopped; a failure meanwhile must not be an unhandled rejection.
    for (const each of this.#hands) each.catch(() => {});
  }

  /** Waits until so many more answers have come. @returns milliseconds it took */
  async untilAnswered(answers: number, withinMs: number): Promise<number> {
    const began = performance.now();
    const wanted = this.#answers + answers;
    while (this.#answers < wanted) {
      if (performance.now() - began > withinMs)
        throw new Error(`${answers} answers did not come within ${withinMs} ms`);
      await sleep(5);
    }
    return performance.now() - began;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#hands);
  }

  /** Gives up on what was not answered. */
  abandon(): void {
    this.#stopping = true;
    this.#abandoned = true;
  }

  async #recordOn(tenure: Tenure, accountId: string): Promise<void> {
    for (let round = 0; !this.#stopping; round += 1) {
      const events = Array.from({ length: 1 + (round % 25) }, (_, index) => ({
        clientEventId: `batch-${round}-${index}`,
        model: MODEL,
        tokens: { inputTokens: 1 + index, outputTokens: round % 7 },
      }));
      const { results } = await this.#ask(() => tenure.usage.record(events));
      for (const [index, result] of results.entries()) {
        const event = events[index];
        if (result.status !== "recorded" || event === undefined) throw new Error(JSON.stringify(result));
        if (result.duplicate) this.duplicates += 1;
        this.#acknowledge(accountId, event.clientEventId, event.tokens, result.event);
      }
    }
  }

  async #letThroughOn(tenure: Tenure, accountId: string): Promise<void> {
    for (let round = 0; !this.#stopping; round += 1) {
      const key = `request-${round}`;
      const hold = await this.#ask(() =>
        tenure.usage.authorize(
          { model: MODEL, maxInputTokens: 20, maxOutputTokens: 20 },
          { idempotencyKey: key },
        ),
      ).catch((error: unknown) => {
        if (error instanceof RefusedError) return null;
        throw error;
      });
      if (hold === null) continue;
      this.granted.set(`${accountId}\n${key}`, hold.holdId);
      const tokens = { inputTokens: round % 20, outputTokens: round % 11 };
      if (round % 5 === 4) {
        await this.#ask(() => tenure.usage.release(hold.holdId));
        continue;
      }
      const { event } = await this.#ask(() =>
        tenure.usage.settle(hold.holdId, { clientEventId: `settled-${round}`, tokens }),
      );
      this.#acknowledge(accountId, `settled-${round}`, tokens, event);
    }
  }

  /** Asks until there is an answer; a refusal is one. */
  async #ask<Result>(request: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        const answer = await request();
        this.#answers += 1;
        return answer;
      } catch (error) {
        if (
          this.#abandoned ||
          !(error instanceof TenureError) ||
          (error.status !== null && error.status < 500)
        )
          throw error;
        const what = `${error.status ?? ""} ${error.code}`.trim();
        this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
        await sleep(30);
      }
    }
  }

  #acknowledge(
    accountId: string,
    clientEventId: string,
    tokens: { readonly inputTokens: number; readonly outputTokens: number },
    event: Readonly<Record<"value" | "planPart" | "creditPart" | "debtPart", Money>>,
  ): void {
    const nanos = (money: Money) => decimalToNanos(money.amount) ?? -1n;
    this.acknowledged.set(`${accountId}\n${clientEventId}`, {
      accountId,
      clientEventId,
      costNanos: BigInt(tokens.inputTokens) * 1000n + BigInt(tokens.outputTokens) * 3000n,
      told: [nanos(event.value), nanos(event.planPart), nanos(event.creditPart), nanos(event.debtPart)],
    });
  }
}
