import { setTimeout as sleep } from "node:timers/promises";
import type { AccountClockView } from "@tenure/core/contract";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { requestAdvance } from "../clock/request.ts";
import { showClock } from "../clock/show.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { NO_TAX } from "../orders/tax.ts";
import { type OpenedDatabase, withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { instantOf } from "./instant-of.ts";
import { print } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";

const UNITS = { m: "minute", h: "hour", d: "day", mo: "month", y: "year" } as const;

/** `25h`, `31d`, `12mo` as so many of a unit. */
function amountOfTime(text: string): { count: number; unit: (typeof UNITS)[keyof typeof UNITS] } {
  const match = /^([1-9]\d{0,4})(mo|[mhdy])$/.exec(text);
  const unit = match?.[2];
  if (unit !== "m" && unit !== "h" && unit !== "d" && unit !== "mo" && unit !== "y")
    throw new InvalidArgumentError("It is a number with m, h, d, mo or y, such as 25h or 12mo.");
  return { count: Number(match?.[1]), unit: UNITS[unit] };
}

interface AdvanceOptions {
  readonly by?: ReturnType<typeof amountOfTime>;
  readonly to?: string;
  readonly toNextPromise?: true;
}

/** `tenure clock show` and `tenure clock advance` */
export function clockCommands(program: Command): void {
  const clock = program.command("clock").description("the clock of a sandbox account");
  clock
    .command("show")
    .description("where it stands, and how far its newest advance came")
    .argument("<account>", "account id, or the e-mail address of an owner")
    .action((account: string) =>
      withDatabase(async (opened) => {
        const accountId = await accountOf(opened, account);
        for (const line of wordsOf(account, await read(opened, accountId))) print(line);
      }),
    );
  clock
    .command("advance")
    .description("send it ahead; what falls due on the way happens at its own instant")
    .argument("<account>", "account id, or the e-mail address of an owner")
    .option("--by <amount>", "how far, such as 25h, 31d, 12mo or 1y", amountOfTime)
    .option("--to <instant>", "where to, such as 2027-03-01T09:00:00Z")
    .option("--to-next-promise", "to the next promise of the account's timeline")
    .action((account: string, options: AdvanceOptions) =>
      withDatabase((opened) => advance(opened, account, options)),
    );
}

/** Asks for the advance and tells how it goes, until it is over or nobody works on it. */
async function advance(
  opened: OpenedDatabase,
  account: string,
  { by, to, toNextPromise }: AdvanceOptions,
): Promise<void> {
  const accountId = await accountOf(opened, account);
  const instant = instantOf(to);
  await withRunner(opened, async (runner) => {
    await runner
      .run(
        requestAdvance(NO_TAX),
        {
          ...(by === undefined ? {} : { by }),
          ...(instant === null ? {} : { to: instant }),
          ...(toNextPromise === undefined ? {} : { toNextPromise }),
        },
        byOperator(accountId),
      )
      .catch((error: unknown) => {
        throw error instanceof AppError
          ? new CommandFailure(error.errors[0]?.message ?? error.message)
          : error;
      });
  });
  for (const line of wordsOf(account, await followed(opened, accountId))) print(line);
}

const LOOK_EVERY_MS = 100;
/** So long without a step, and nobody works on it: the product does not run, or is at the provider. */
const SILENT_MS = 30_000;

async function followed(opened: OpenedDatabase, accountId: string): Promise<AccountClockView> {
  let [steps, since] = [-1, performance.now()];
  for (;;) {
    const clock = await read(opened, accountId);
    if (clock.advance?.state !== "running" || performance.now() - since > SILENT_MS) return clock;
    if (clock.advance.steps !== steps) [steps, since] = [clock.advance.steps, performance.now()];
    await sleep(LOOK_EVERY_MS);
  }
}

const read = ({ db }: OpenedDatabase, accountId: string): Promise<AccountClockView> =>
  db.within(PLATFORM, (tx) => showClock(tx, accountId));

function wordsOf(account: string, { now, advance: last }: AccountClockView): string[] {
  const lines = [`For ${account} it is now ${now}.`];
  if (last?.state === "running")
    lines.push(
      `On its way to ${last.to}, ${last.steps} instants done. It goes on while Tenure runs: \`tenure clock show\` says how far.`,
    );
  if (last?.state === "stopped")
    lines.push(`It stopped before ${last.to}: ${last.problem ?? ""}. Mend that and ask again.`);
  return lines;
}

/** The account that an id or an owner's address names. @throws CommandFailure when there is none */
async function accountOf({ db }: OpenedDatabase, named: string): Promise<string> {
  const id = z.uuid().safeParse(named);
  const found = await db.within(PLATFORM, (tx) =>
    id.success
      ? tx.account.findUnique({ where: { id: id.data }, select: { id: true } })
      : tx.member
          .findFirst({
            where: { role: "owner", endedAt: null, login: { email: named } },
            select: { accountId: true },
            orderBy: { createdAt: "asc" },
          })
          .then((member) => (member === null ? null : { id: member.accountId })),
  );
  if (found === null) throw new CommandFailure(`There is no account of ${named}.`);
  return found.id;
}
