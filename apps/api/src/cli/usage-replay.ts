import { ConnectionError, type Money, Tenure, TenureError } from "@tenure/sdk";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import type { CommandContext } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import { PLATFORM } from "../db/database.ts";
import { DEFAULT_PORT, readEnv } from "../env.ts";
import { createKey, newKey } from "../partners/create-key.ts";
import { revokeKey } from "../partners/revoke-key.ts";
import { type OpenedDatabase, withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print } from "./print.ts";
import type { ReplayTotals } from "./replay-sums.ts";
import { type Progress, replayTrace } from "./replay-trace.ts";
import { byOperator, withRunner } from "./runner.ts";
import { readTrace } from "./trace-file.ts";

interface Options {
  readonly account: readonly string[];
  readonly model: string;
  readonly limit?: number;
  readonly speed?: number;
  readonly inFlight: number;
  readonly key: readonly string[];
  readonly authorize: boolean;
  readonly url?: string;
}

/** `tenure usage replay` */
export function usageCommands(program: Command): void {
  program
    .command("usage")
    .description("usage")
    .command("replay")
    .description(
      "play a recorded trace through the public API, as a gateway would; times count from now, a second run has no double effect",
    )
    .argument("<file>", "CSV: TIMESTAMP,ContextTokens,GeneratedTokens")
    .requiredOption("--model <name>", "the model every request of the trace used")
    .option(
      "--account <id>",
      "the account that used it, with a key of one day that is revoked at the end; several share the trace",
      collect,
      [],
    )
    .option("--key <key>", "an API key of an account, instead of making one; may be repeated", collect, [])
    .option("--authorize", "authorise each request before it runs and settle it after", false)
    .option("--limit <requests>", "only the first so many requests", count)
    .option("--speed <times>", "so many times faster than recorded; as fast as it goes without it", positive)
    .option("--in-flight <requests>", "leave the last so many authorised and not settled", count, 0)
    .option("--url <address>", "where Tenure is; PUBLIC_URL, else this machine")
    .action(async (file: string, options: Options) => {
      const trace = readTrace(file);
      const baseUrl = options.url ?? defaultUrl();
      await withKeys(options, async (apiKeys) => {
        const totals = await replayTrace({
          tenures: apiKeys.map((apiKey) => new Tenure({ apiKey, baseUrl, maxRetries: 5 })),
          trace,
          model: options.model,
          limit: options.limit ?? null,
          speed: options.speed ?? null,
          authorize: options.authorize,
          inFlight: options.inFlight,
          onProgress: showProgress,
        }).catch((error: unknown) => {
          throw readable(error, baseUrl);
        });
        for (const line of report(totals)) print(line);
        if (totals.rejected > 0) process.exitCode = 1;
      });
    });
}

/** The keys given, and those made for the accounts named and revoked afterwards. */
async function withKeys(
  options: Options,
  work: (apiKeys: readonly string[]) => Promise<void>,
): Promise<void> {
  const accountIds = options.account.map((each) => z.uuid().safeParse(each));
  if (accountIds.some((each) => !each.success) || accountIds.length + options.key.length === 0)
    throw new CommandFailure("Name the account with --account, or bring a key of it with --key.");
  if (accountIds.length === 0) return work(options.key);
  return withDatabase((opened) =>
    withRunner(opened, async (runner) => {
      const made: Awaited<ReturnType<typeof makeKey>>[] = [];
      try {
        for (const each of accountIds) if (each.success) made.push(await makeKey(opened, runner, each.data));
        await work([...options.key, ...made.map((each) => each.apiKey)]);
      } finally {
        for (const { keyId, context } of made) await runner.run(revokeKey, { keyId }, context());
      }
    }),
  );
}

async function makeKey(
  { db }: OpenedDatabase,
  runner: CommandRunner,
  accountId: string,
): Promise<{ readonly apiKey: string; readonly keyId: string; readonly context: () => CommandContext }> {
  const account = await db.within(PLATFORM, (tx) => tx.account.findUnique({ where: { id: accountId } }));
  if (account === null) throw new CommandFailure(`There is no account ${accountId}.`);
  const apiKey = newKey(account.livemode);
  const context = () => byOperator(accountId);
  const { answer } = await runner.run(
    createKey(apiKey),
    { name: "usage replay", scopes: ["usage:write", "usage:read"], expiresInDays: 1 },
    context(),
  );
  return { apiKey, keyId: answer.id, context };
}

/** On a terminal one line that moves, elsewhere a line per step. */
function showProgress({ done, total, rate, secondsLeft }: Progress): void {
  const left = secondsLeft > 0 ? `, ${Math.ceil(secondsLeft)} s left` : "";
  const speed = rate > 0 ? `, ${Math.round(rate)} a second` : "";
  const { isTTY } = process.stderr;
  process.stderr.write(
    `${isTTY ? "\r\u001b[K" : ""}${done} of ${total} requests${speed}${left}${isTTY && done < total ? "" : "\n"}`,
  );
}

/** The result in lines of text. */
export function report(totals: ReplayTotals): string[] {
  const money = (amount: Money | null) => (amount === null ? "0" : `${amount.amount} ${amount.currency}`);
  return [
    `${totals.recorded} events recorded, ${totals.duplicates} recorded before, ${totals.rejected} rejected`,
    `${totals.inputTokens + totals.outputTokens} tokens: ${totals.inputTokens} in, ${totals.outputTokens} out`,
    `value ${money(totals.value)}: plan ${money(totals.planPart)}, credits ${money(totals.creditPart)}, debt ${money(totals.debtPart)}`,
    ...(totals.holds > 0 ? [`${totals.holds} requests left in flight`] : []),
    ...(totals.holdRefused === null ? [] : [`no further request was authorised: ${totals.holdRefused}`]),
    ...totals.rejections.map((each) => `rejected, first at line ${each.line}: ${each.code}: ${each.reason}`),
  ];
}

function readable(error: unknown, baseUrl: string): unknown {
  if (error instanceof ConnectionError)
    return new CommandFailure(
      `Tenure does not answer at ${baseUrl}: start it, or name its address with --url.`,
    );
  if (error instanceof TenureError)
    return new CommandFailure(
      `${error.message} (${error.code}${error.requestId === null ? "" : `, request ${error.requestId}`})`,
    );
  return error;
}

function defaultUrl(): string {
  const { publicUrl, port } = readEnv();
  return publicUrl ?? `http://127.0.0.1:${port ?? DEFAULT_PORT}`;
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("A whole number is expected.");
  return Number(text);
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1_000_000)) throw new InvalidArgumentError("A number above zero is expected.");
  return value;
}
