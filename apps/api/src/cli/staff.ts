import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";

const role = z.enum(["reviewer", "administrator"]);

/** Makes a login a member of the platform's staff, or changes its role. */
const addStaff = plainCommand({
  name: "staff.add",
  input: z.strictObject({ email: z.email(), role }),
  async apply({ tx, now }, { email, role: given }) {
    const login = await tx.authUser.findUnique({
      where: { email: email.toLowerCase() },
      select: { id: true, staff: true },
    });
    if (login === null)
      throw new AppError("not_found", `Nobody signed up as ${email}: let them sign up first, then add them.`);
    await tx.staff.upsert({
      where: { loginId: login.id },
      create: { loginId: login.id, role: given, createdAt: new Date(now) },
      update: { role: given },
    });
    return {
      answer: { loginId: login.id, before: login.staff?.role ?? null },
      target: { kind: "login", id: login.id },
      before: { role: login.staff?.role ?? null },
      after: { role: given },
    };
  },
});

/** `tenure staff add` */
export function staffCommands(program: Command): void {
  program
    .command("staff")
    .description("the platform's people")
    .command("add")
    .description(
      "make a login a reviewer or administrator; they set up a second factor at their next sign-in",
    )
    .argument("<email>", "address they signed up with")
    .argument("<role>", "reviewer or administrator", (text: string) => {
      const read = role.safeParse(text);
      if (!read.success) throw new InvalidArgumentError("It is reviewer or administrator.");
      return read.data;
    })
    .action((email: string, given: z.infer<typeof role>) =>
      withDatabase((opened) =>
        withRunner(opened, async (runner) => {
          const { answer } = await runner
            .run(addStaff, { email, role: given }, byOperator())
            .catch((error: unknown) => {
              throw error instanceof AppError ? new CommandFailure(error.message) : error;
            });
          print(
            answer.before === null
              ? `${email} is now ${given}.`
              : `${email} was ${answer.before}, is now ${given}.`,
          );
        }),
      ),
    );
}
