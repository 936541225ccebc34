import { type Command, InvalidArgumentError } from "commander";
import { planIds } from "@tenure/core/pricing";
import { z } from "zod";
import { PLATFORM } from "../db/database.ts";
import { distributorName, mapProduct, rotateSecret, saveDistributor } from "../distributors/manage.ts";
import { secretOf } from "../distributors/secrets.ts";
import { readEnv } from "../env.ts";
import { sandboxSecrets } from "../runtime/sandbox-secrets.ts";
import { AppError } from "../errors/app-error.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";

const read =
  <Output>(schema: z.ZodType<Output>, problem: string) =>
  (text: string): Output => {
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError(problem);
    return parsed.data;
  };
const name = read(distributorName, "3 to 40 of a-z, 0-9, - and _, starting with a letter.");
const plan = read(z.enum(planIds).exclude(["free"]), "It is pro, max or ultra.");
const interval = read(z.enum(["month", "year"]), "It is month or year.");

/** The platform's secret, which theirs are derived from. */
const platformSecret = (): string => {
  const env = readEnv();
  return env.secret ?? sandboxSecrets(env.dataDir).secret;
};

const worded = (error: unknown): never => {
  throw error instanceof AppError ? new CommandFailure(error.message) : error;
};

/** `tenure distributors add | map | rotate-secret | list` (docs/guides/distributors.md) */
export function distributorCommands(program: Command): void {
  const distributors = program
    .command("distributors")
    .description("who sells our plans elsewhere; docs/guides/distributors.md");

  distributors
    .command("add")
    .description("register a distributor, or change its links; prints the signing secret of a new one")
    .argument("<name>", "as it stands in the address of its notifications", name)
    .requiredOption("--title <title>", "its name as people write it")
    .requiredOption("--cancel-link <url>", "where its customers cancel")
    .requiredOption("--refund-link <url>", "where they ask for refunds")
    .requiredOption("--billing-link <url>", "where they look after their payment")
    .action(
      (
        given: string,
        options: { title: string; cancelLink: string; refundLink: string; billingLink: string },
      ) =>
        withDatabase((opened) =>
          withRunner(opened, async (runner) => {
            const { answer } = await runner
              .run(saveDistributor, { name: given, ...options }, byOperator())
              .catch(worded);
            print(
              answer.secretId === null
                ? `${given} was changed.`
                : `${given} was added. Signing secret: ${secretOf(platformSecret(), given, answer.secretId)}`,
            );
          }),
        ),
    );

  distributors
    .command("map")
    .description("say which plan a product is; notifications that waited for it are applied")
    .argument("<name>", "the distributor", name)
    .argument("<product>", "its product id")
    .argument("<plan>", planIds.filter((id) => id !== "free").join(", "), plan)
    .argument("<interval>", "month or year", interval)
    .action((distributor: string, productId: string, planId: string, every: string) =>
      withDatabase((opened) =>
        withRunner(opened, async (runner) => {
          const { answer } = await runner
            .run(mapProduct, { distributor, productId, planId, interval: every }, byOperator())
            .catch(worded);
          print(
            `${productId} is ${planId} by the ${every}; ${answer.again} notifications are applied again.`,
          );
        }),
      ),
    );

  distributors
    .command("rotate-secret")
    .description("print another signing secret; the one before counts for a day longer")
    .argument("<name>", "the distributor", name)
    .action((distributor: string) =>
      withDatabase((opened) =>
        withRunner(opened, async (runner) => {
          const { answer } = await runner.run(rotateSecret, { distributor }, byOperator()).catch(worded);
          print(secretOf(platformSecret(), distributor, answer.secretId));
        }),
      ),
    );

  distributors
    .command("list")
    .description("every distributor with its products and open problems")
    .action(() =>
      withDatabase(async ({ db }) => {
        const rows = await db.within(PLATFORM, (tx) =>
          tx.distributor.findMany({
            include: { products: true, _count: { select: { events: { where: { state: "problem" } } } } },
            orderBy: { name: "asc" },
          }),
        );
        for (const row of rows)
          print(
            `${row.name}  ${row.title}  ${row.products.map((each) => `${each.productId}=${each.planId}/${each.interval}`).join(" ")}  ${row._count.events} problems`,
          );
        if (rows.length === 0) print("No distributors.");
      }),
    );
}
