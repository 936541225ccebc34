import { StripeFailure } from "./errors.ts";
import type { IdempotencyRecord } from "./tables.ts";
import type { World } from "./world.ts";

/** Stripe may forget a key after 24 hours; this simulator does, so that code relying on more is found out. */
const KEEP_MILLIS = 24 * 60 * 60 * 1000;
const LONGEST_KEY = 255;

/** A request as the store compares it. */
export interface KeyedRequest {
  readonly key: string;
  readonly path: string;
  /** Canonical parameters. */
  readonly params: string;
}

const refuse = (status: number, message: string, code?: string): StripeFailure =>
  new StripeFailure(
    status,
    { type: "idempotency_error", message, ...(code === undefined ? {} : { code }) },
    false,
  );

/** Keys under way in this process; a killed process leaves none, as nothing was committed. */
export class IdempotencyKeys {
  readonly #world: World;
  readonly #underWay = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Takes the key for this request, or returns the answer already given.
   * @throws StripeFailure 400 for other parameters or another path, 409 while the first request is under way
   */
  begin(request: KeyedRequest): IdempotencyRecord | undefined {
    if (request.key.length > LONGEST_KEY) {
      throw refuse(400, `Idempotency keys have at most ${LONGEST_KEY} characters.`);
    }
    if (this.#underWay.has(request.key)) {
      const message = `There is currently another in-progress request using this Idempotency Key (that probably means you submitted twice, and the other request is still going through): ${request.key}`;
      throw refuse(409, message, "idempotency_key_in_use");
    }
    const kept = this.#kept(request.key);
    if (kept === undefined) {
      this.#underWay.add(request.key);
      return undefined;
    }
    const other = `Try using a key other than '${request.key}' if you meant to execute a different request.`;
    if (kept.path !== request.path) {
      throw refuse(
        400,
        `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${request.path}' vs '${kept.path}'). ${other}`,
      );
    }
    if (kept.params !== request.params) {
      throw refuse(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. ${other}`,
      );
    }
    return kept;
  }

  /** Keeps an answer, 500s too; call it inside the transaction that made it. */
  keep(request: KeyedRequest, answer: { status: number; body: string; requestId: string }): void {
    this.#world.store.put("idempotency", {
      id: request.key,
      path: request.path,
      params: request.params,
      ...answer,
      createdAtMillis: this.#world.clock.now(),
    });
  }

  end(key: string): void {
    this.#underWay.delete(key);
  }

  #kept(key: string): IdempotencyRecord | undefined {
    const kept = this.#world.store.get("idempotency", key);
    if (kept === undefined || this.#world.clock.now() - kept.createdAtMillis < KEEP_MILLIS) return kept;
    this.#world.store.remove("idempotency", key);
    return undefined;
  }
}
