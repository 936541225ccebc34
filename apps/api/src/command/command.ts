import type { CommonFacts, DecisionJson, Json, JsonObject, Rule } from "@tenure/core/decision";
import type { Policy } from "@tenure/core/policy";
import type { Instant } from "@tenure/core/time";
import type { z } from "zod";
import type { Actor } from "../audit/record.ts";
import type { Tx } from "../db/database.ts";
import type { Outbox } from "../jobs/outbox.ts";

/** Who calls, on which account, under which key. Made by the doors (tRPC, REST, jobs, command line). */
export interface CommandContext {
  readonly actor: Actor;
  /** Null only for commands that open an account or concern none. */
  readonly accountId: string | null;
  /** Whether row security is that of the account or the platform's (staff, jobs). */
  readonly asPlatform: boolean;
  readonly requestId: string | null;
  /** Same key and input → same answer; same key, other input → conflict. */
  readonly idempotencyKey: string;
}

/** What a command sees while it gathers facts: inside the transaction, locks held, one clock reading. */
export interface Reading {
  readonly tx: Tx;
  readonly now: Instant;
  readonly policy: Policy;
  readonly context: CommandContext;
}

/** What a command may use to act. */
export interface Acting extends Reading {
  readonly commandId: string;
  readonly decisionId: string | null;
  readonly outbox: Outbox;
}

/** What a command did, for its caller and for the audit trail. */
export interface Done<Answer extends Json> {
  readonly answer: Answer;
  readonly target: { readonly kind: string; readonly id: string };
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly reason?: string | null;
}

interface CommandBase<Input> {
  /** Noun and verb; also the procedure of the idempotency record and the action of the audit row. */
  readonly name: string;
  readonly input: z.ZodType<Input>;
}

/** A command that asks a rule of core before it acts: facts → decision → effects. */
export interface DecisionCommand<Input, Facts extends CommonFacts, Effects, Answer extends Json>
  extends CommandBase<Input> {
  readonly rule: Rule<Facts, Effects>;
  /** The policy version to decide by, where it is not the one in force: an order keeps the one it was bought under. */
  policyVersion?(reading: Reading, input: Input): Promise<string>;
  /** Reads facts, never writes. Preview and effect share it. */
  facts(reading: Reading, input: Input): Promise<Facts>;
  /** Runs only when the rule granted. */
  apply(acting: Acting, input: Input, effects: Effects, decision: DecisionJson): Promise<Done<Answer>>;
}

/** A command that needs no rule of the policy: it changes a fact, with idempotency and audit all the same. */
export interface PlainCommand<Input, Answer extends Json> extends CommandBase<Input> {
  apply(acting: Acting, input: Input): Promise<Done<Answer>>;
}

/** Names the types of a decision command. */
export const decisionCommand = <Input, Facts extends CommonFacts, Effects, Answer extends Json>(
  command: DecisionCommand<Input, Facts, Effects, Answer>,
): DecisionCommand<Input, Facts, Effects, Answer> => command;

/** Names the types of a plain command. */
export const plainCommand = <Input, Answer extends Json>(
  command: PlainCommand<Input, Answer>,
): PlainCommand<Input, Answer> => command;
