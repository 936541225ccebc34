import {
  type CommonFacts,
  decide,
  type DecisionJson,
  decisionSchema,
  type Rule,
} from "@tenure/core/decision";
import { fieldProblems, policyAt } from "@tenure/core/policy";
import {
  refundFileSchema,
  subscriptionRefund,
  topUpRefund,
  topUpRefundFileSchema,
} from "@tenure/core/refunds";
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { decisionAsText } from "../notices/decision-text.ts";
import { print, printJson } from "./print.ts";
import { problemsOf, readJson, readPolicy } from "./read-json.ts";

interface DecideOptions {
  readonly policy?: string;
  readonly explain?: boolean;
  readonly language: "en" | "zh";
  readonly zone: string;
}

function zoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("There is no such zone; an IANA name such as Asia/Shanghai is meant.");
  }
}

const kindSchema = z.object({ kind: z.literal(topUpRefund.kind) });

/** Decides a file by the rule of its kind of order. */
function decideFile(file: string, policyFile: string | undefined): DecisionJson {
  const content = readJson(file);
  const by = <Facts extends CommonFacts>(
    schema: z.ZodType<Facts, unknown>,
    rule: Rule<Facts, unknown>,
  ): DecisionJson => {
    const read = schema.safeParse(content);
    if (!read.success) throw problemsOf(file, fieldProblems(read.error));
    const inForce = policyAt(read.data.now);
    const policy = policyFile === undefined ? inForce : readPolicy(policyFile, inForce);
    return decide(rule, read.data, policy).json;
  };
  return kindSchema.safeParse(content).success
    ? by(topUpRefundFileSchema, topUpRefund)
    : by(refundFileSchema, subscriptionRefund);
}

/** `tenure decide refund` */
export function decideCommands(program: Command): void {
  program
    .command("decide")
    .description("decisions from files, without a database; docs/guides/deciding.md")
    .command("refund")
    .description("decide a refund from a file of facts and print the decision as JSON; nothing is stored")
    .argument("<file>", "JSON: the facts, amounts as decimal texts, instants ISO 8601")
    .option(
      "--policy <file>",
      "JSON: what differs from the policy in force at that instant, with its own version",
    )
    .option("--explain", "the lines, reasons and clauses for reading, in place of JSON")
    .addOption(new Option("--language <code>", "of --explain").choices(["en", "zh"]).default("en"))
    .addOption(
      new Option("--zone <name>", "IANA zone of the instants in --explain").default("UTC").argParser(zoneOf),
    )
    .action((file: string, options: DecideOptions) => {
      const json = decideFile(file, options.policy);
      if (options.explain !== true) {
        printJson(json);
        return;
      }
      const heading = `${json.kind}: ${json.outcome} (policy ${json.policyVersion}, rules ${json.rulesVersion})`;
      const sheet = decisionAsText(decisionSchema.parse(json), {
        language: options.language,
        zone: options.zone,
      });
      print(sheet === "" ? heading : `${heading}\n\n${sheet}`);
    });
}
