import type { CommandContext } from "../../src/command/command.ts";
import type { Services } from "../../src/runtime/services.ts";
import type { UsageCaller, UsageEngine } from "../../src/usage/engine/types.ts";

/** A command's context as the usage engine's caller. */
export const usageCaller = ({ accountId, actor }: CommandContext): UsageCaller => ({
  accountId: accountId ?? "",
  actor,
  checkKey: false,
});

type Input<Method extends "settle" | "release" | "extend" | "record"> = Parameters<UsageEngine[Method]>[1];

/** The usage engine, called as commands are: with an input and a context whose key names the request. */
export const usageOf = ({ usage }: Pick<Services, "usage">) => ({
  authorize: (input: Parameters<UsageEngine["authorize"]>[1], context: CommandContext) =>
    usage.authorize(usageCaller(context), input, context.idempotencyKey),
  settle: (input: Input<"settle">, context: CommandContext) => usage.settle(usageCaller(context), input),
  release: (input: Input<"release">, context: CommandContext) => usage.release(usageCaller(context), input),
  extend: (input: Input<"extend">, context: CommandContext) => usage.extend(usageCaller(context), input),
  record: (input: Input<"record">, context: CommandContext) => usage.record(usageCaller(context), input),
});
