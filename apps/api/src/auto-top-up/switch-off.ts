import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { endAutoTopUp } from "./end.ts";
import { readAutoTopUp } from "./row.ts";

/** Switches automatic top-up off, at any time; where it is off already nothing changes. */
export const switchOffAutoTopUp = plainCommand({
  name: "auto_top_up.switch_off",
  input: z.strictObject({}),
  async apply(acting) {
    const accountId = acting.context.accountId ?? "";
    const before = await readAutoTopUp(acting.tx, accountId);
    const ended = await endAutoTopUp(acting, "owner");
    return {
      answer: { state: "off" as const, ended },
      target: { kind: "auto_top_up", id: accountId },
      before: { state: before?.state ?? "off" },
      after: { state: "off" },
    };
  },
});

/** An owner switches automatic top-up off. */
export const switchOff = procedureFor("auto_top_up.stop", {
  method: "delete",
  path: "/accounts/{accountId}/auto-top-up",
  summary: "Switch automatic top-up off",
})
  .input(accountInput({}))
  .output(z.strictObject({ state: z.literal("off"), ended: z.boolean() }))
  .mutation(async ({ ctx }) => {
    const { answer } = await ctx.services.runner.run(switchOffAutoTopUp, {}, ctx.command());
    return answer;
  });
