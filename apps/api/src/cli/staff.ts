import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { appointStaff } from "../identity/appoint-staff.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";

const role = z.enum(["reviewer", "administrator"]);

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
          await runner.run(appointStaff, { email, role: given }, byOperator()).catch((error: unknown) => {
            throw error instanceof AppError ? new CommandFailure(`${email}: ${error.message}`) : error;
          });
          print(`${email} is now ${given}.`);
        }),
      ),
    );
}
