import { type CommonFacts, decide, type DecisionJson, type Json } from "@tenure/core/decision";
import type { z } from "zod";
import { recordAudit } from "../audit/record.ts";
import { readClock } from "../db/clock.ts";
import { type Database, ofAccount, PLATFORM, type Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { decisionBody } from "../decisions/body.ts";
import { type Signer, storeDecision } from "../decisions/store.ts";
import { AppError, RefusedError } from "../errors/app-error.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import type { Acting, CommandContext, DecisionCommand, Done, PlainCommand, Reading } from "./command.ts";
import { hashesOf, type KeyScope, recall, remember, type StoredAnswer } from "./idempotency.ts";
import { NO_PROBE, type Probe } from "./probe.ts";

/** What a command gave back. */
export interface Outcome<Answer> {
  readonly answer: Answer;
  readonly decisionId: string | null;
  /** True when an earlier run with the same key and input did the work. */
  readonly replayed: boolean;
}

/** What the runner stands on. */
export interface RunnerParts {
  readonly db: Database;
  readonly signer: Signer;
  readonly outbox: Outbox;
  readonly probe?: Probe;
}

/** The one way to change anything (design.md, idea 1). */
export interface CommandRunner {
  /** Decides and acts. @throws RefusedError when the policy refuses (the decision is stored all the same) */
  run<Input, Facts extends CommonFacts, Effects, Answer extends Json>(
    command: DecisionCommand<Input, Facts, Effects, Answer> | PlainCommand<Input, Answer>,
    input: unknown,
    context: CommandContext,
  ): Promise<Outcome<Answer>>;
  /** The decision that `run` would make now, by the same loader and rule; nothing is written or locked. */
  preview<Input, Facts extends CommonFacts, Effects, Answer extends Json>(
    command: DecisionCommand<Input, Facts, Effects, Answer>,
    input: unknown,
    context: Omit<CommandContext, "idempotencyKey">,
  ): Promise<DecisionJson>;
}

type AnyCommand<Input, Facts extends CommonFacts, Effects, Answer extends Json> =
  | DecisionCommand<Input, Facts, Effects, Answer>
  | PlainCommand<Input, Answer>;

/** Builds the runner. */
export function createRunner({ db, signer, outbox, probe = NO_PROBE }: RunnerParts): CommandRunner {
  async function runOnce<Input, Facts extends CommonFacts, Effects, Answer extends Json>(
    tx: Tx,
    command: AnyCommand<Input, Facts, Effects, Answer>,
    input: Input,
    context: CommandContext,
  ): Promise<{ stored: StoredAnswer; decision: DecisionJson | null; replayed: boolean }> {
    // 1. The key: one command at a time per key, and an answered one answers again.
    const scope: KeyScope = {
      scope: `${context.actor.kind}:${context.actor.id}:${context.accountId ?? "-"}`,
      procedure: command.name,
      key: context.idempotencyKey,
    };
    const inputHashes = hashesOf(input as Json);
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${scope.scope}\n${scope.procedure}\n${scope.key}`}, 0))`;
    const recalled = await recall(tx, scope, inputHashes);
    if (recalled !== null) return { stored: recalled, decision: null, replayed: true };

    // 2. Locks, then the clock: what was decided while waiting would be decided on a stale instant.
    if (context.accountId !== null) await lockAccount(tx, context.accountId);
    const now = await readClock(tx, context.accountId);
    const reading = await withPolicy(command, input, { tx, now, policy: policyAt(now), context });
    const commandId = newId();

    // 3. Facts → decision → effects.
    let decision: DecisionJson | null = null;
    let decisionId: string | null = null;
    let done: Done<Answer> | null = null;
    if ("rule" in command) {
      const decided = decide(command.rule, await command.facts(reading, input), reading.policy);
      decision = decided.json;
      decisionId = await storeDecision(tx, signer, context.accountId, commandId, decision);
      if (decided.outcome === "granted")
        done = await command.apply(
          { ...reading, commandId, decisionId, outbox },
          input,
          decided.effects,
          decision,
        );
    } else {
      const acting: Acting = { ...reading, commandId, decisionId: null, outbox };
      done = await command.apply(acting, input);
    }

    // 4. Audit and answer, in the same transaction.
    await recordAudit(tx, {
      accountId: context.accountId,
      actor: context.actor,
      action: done === null ? `${command.name}.refused` : command.name,
      targetKind: done?.target.kind ?? "decision",
      targetId: done?.target.id ?? decisionId ?? commandId,
      reason: done?.reason ?? null,
      ...(done?.before === undefined ? {} : { before: done.before }),
      ...(done?.after === undefined ? {} : { after: done.after }),
      decisionId,
      requestId: context.requestId,
      recordedAt: now,
    });
    const stored: StoredAnswer =
      done === null
        ? { kind: "refused", decisionId: decisionId ?? "" }
        : { kind: "done", answer: done.answer, decisionId };
    await remember(tx, commandId, scope, inputHashes, stored, now);
    await probe.reach(`${command.name}:before_commit`);
    return { stored, decision, replayed: false };
  }

  return {
    async run(command, rawInput, context) {
      const input = parseInput(command.input, rawInput);
      const { stored, decision, replayed } = await db.within(scopeOf(context), (tx) =>
        runOnce(tx, command, input, context),
      );
      await probe.reach(`${command.name}:after_commit`);
      if (stored.kind === "refused")
        throw new RefusedError(
          decision ?? (await db.within(scopeOf(context), (tx) => decisionBody(tx, stored.decisionId))),
          stored.decisionId,
        );
      return { answer: stored.answer as never, decisionId: stored.decisionId, replayed };
    },
    async preview(command, rawInput, context) {
      const input = parseInput(command.input, rawInput);
      return db.within(scopeOf(context), async (tx) => {
        const now = await readClock(tx, context.accountId);
        const reading = await withPolicy(command, input, {
          tx,
          now,
          policy: policyAt(now),
          context: { ...context, idempotencyKey: "preview" },
        });
        return decide(command.rule, await command.facts(reading, input), reading.policy).json;
      });
    },
  };
}

/** The policy version the command asks for, instead of the one in force. */
async function withPolicy<Input, Facts extends CommonFacts, Effects, Answer extends Json>(
  command: AnyCommand<Input, Facts, Effects, Answer>,
  input: Input,
  reading: Reading,
): Promise<Reading> {
  if (!("rule" in command) || command.policyVersion === undefined) return reading;
  const version = await command.policyVersion(reading, input);
  const policy = policyByVersion(version);
  if (policy === null) throw new Error(`policy ${version} is not known here`);
  return { ...reading, policy };
}

const scopeOf = (context: Pick<CommandContext, "accountId" | "asPlatform">) =>
  context.asPlatform || context.accountId === null ? PLATFORM : ofAccount(context.accountId);

/** One command at a time per account. NO KEY: rows that merely refer to the account need not wait. */
async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new AppError("not_found", "No such account.");
}

function parseInput<Input>(schema: z.ZodType<Input>, raw: unknown): Input {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  throw new AppError(
    "validation_failed",
    undefined,
    read.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
  );
}
