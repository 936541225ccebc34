import type {
  RecordUsageAnswer,
  SettleAnswer,
  SettleUsageInput,
  UsageEventInput,
  UsageHold,
  AuthorizeUsageInput,
} from "@tenure/core/contract";
import type { Actor } from "../../audit/record.ts";

/** Who asks, for which account. */
export interface UsageCaller {
  readonly accountId: string;
  readonly actor: Actor;
  /** A key whose validity and scope the engine itself checks, in the batch's own transaction. */
  readonly checkKey: boolean;
}

/** What can be asked of the engine, one shape per procedure. */
export type UsageRequest =
  | {
      readonly kind: "authorize";
      readonly input: AuthorizeUsageInput;
      /** The caller's idempotency key; null asks for no replay. */
      readonly clientKey: string | null;
    }
  | { readonly kind: "settle"; readonly input: SettleUsageInput }
  | { readonly kind: "release"; readonly input: { readonly holdId: string } }
  | {
      readonly kind: "extend";
      readonly input: { readonly holdId: string; readonly timeToLiveSeconds: number };
    }
  | { readonly kind: "record"; readonly input: { readonly events: readonly UsageEventInput[] } }
  /** Ends what is overdue; every touch of an account does. */
  | { readonly kind: "expire" };

/** What each request is answered with. */
export interface UsageAnswers {
  readonly authorize: UsageHold;
  readonly settle: SettleAnswer;
  readonly release: UsageHold;
  readonly extend: UsageHold;
  readonly record: RecordUsageAnswer;
  readonly expire: { readonly expired: number };
}

/** A request with its caller, waiting for its batch. */
export interface Waiting {
  readonly caller: UsageCaller;
  readonly request: UsageRequest;
  readonly resolve: (answer: UsageAnswers[UsageRequest["kind"]]) => void;
  readonly reject: (error: unknown) => void;
}

/** How one request of a batch ended; a failure leaves nothing of it behind. */
export type Ended = { readonly answer: UsageAnswers[UsageRequest["kind"]] } | { readonly error: unknown };

/** Several requests of several accounts, decided and written together. */
export type UsageEngine = {
  /** Promises the most a request can cost. @throws RefusedError when declined; the hold is kept as `declined` */
  authorize(caller: UsageCaller, input: AuthorizeUsageInput, clientKey: string | null): Promise<UsageHold>;
  /** Records what a hold's request used, whole or in part. @throws AppError not_found, conflict, validation_failed */
  settle(caller: UsageCaller, input: SettleUsageInput): Promise<SettleAnswer>;
  /** Gives a promise back unused. @throws AppError not_found; conflict when it was settled */
  release(caller: UsageCaller, input: { holdId: string }): Promise<UsageHold>;
  /** Lets a hold live longer. @throws RefusedError, AppError not_found */
  extend(caller: UsageCaller, input: { holdId: string; timeToLiveSeconds: number }): Promise<UsageHold>;
  /** Records up to a thousand events, each with its own result. */
  record(caller: UsageCaller, input: { events: readonly UsageEventInput[] }): Promise<RecordUsageAnswer>;
  /** Ends the account's overdue holds. */
  expire(caller: UsageCaller): Promise<{ readonly expired: number }>;
  /** Finishes what waits and gives the connections back. */
  close(): Promise<void>;
};
