import type { Command } from "commander";
import { z } from "zod";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { endUnserved, resumeRenewal } from "../renewals/put-aside.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";

/** `tenure renewals resume` and `tenure renewals end`: what follows an alert `renewal_impossible`. */
export function renewalCommands(program: Command): void {
  const renewals = program.command("renewals").description("renewals that were put aside as impossible");
  renewals
    .command("resume")
    .description("look at it again, after its cause was mended")
    .argument("<subscription>", "id of the subscription, as the alert names it")
    .action(async (subscriptionId: string) => {
      const { endsAt } = await run(resumeRenewal, subscriptionId);
      print(`The renewal of ${endsAt} is looked at again.`);
    });
  renewals
    .command("end")
    .description(
      "end the subscription with the term that was paid last; nothing is charged for what was not served",
    )
    .argument("<subscription>", "id of the subscription, as the alert names it")
    .action(async (subscriptionId: string) => {
      const { endsAt } = await run(endUnserved, subscriptionId);
      print(`The subscription ended on ${endsAt}; the account is on Free.`);
    });
}

async function run(command: typeof resumeRenewal, text: string): Promise<{ endsAt: string }> {
  const subscriptionId = z.uuid().safeParse(text).data;
  return withDatabase(async (opened) => {
    const subscription =
      subscriptionId === undefined
        ? null
        : await opened.db.within(PLATFORM, (tx) =>
            tx.subscription.findUnique({ where: { id: subscriptionId }, select: { accountId: true } }),
          );
    if (subscription === null) throw new CommandFailure(`There is no subscription ${text}.`);
    return withRunner(opened, async (runner) => {
      try {
        const { answer } = await runner.run(command, { subscriptionId }, byOperator(subscription.accountId));
        return answer;
      } catch (error) {
        throw error instanceof AppError ? new CommandFailure(error.message) : error;
      }
    });
  });
}
