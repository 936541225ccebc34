import { accountClockSchema, clockRequestShape } from "@tenure/core/contract";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { requestAdvance } from "./request.ts";
import { showClock } from "./show.ts";

const PATH = "/sandbox/clock";

/** What the account's clock says, and how far its newest advance came. */
export const getClock = procedureFor("clock.read", {
  method: "get",
  path: PATH,
  summary: "The account's clock and how far its newest advance came",
})
  .input(accountInput({}))
  .output(accountClockSchema)
  .query(({ ctx }) => ctx.read((tx) => showClock(tx, ctx.account.id)));

/** Sends the clock of a sandbox account ahead; everything that falls due on the way happens at its own instant. */
export const advanceClockProcedure = procedureFor("clock.advance", {
  method: "post",
  path: PATH,
  status: 202,
  summary: "Advance the clock of a sandbox account, with everything that falls due on the way",
})
  .input(accountInput(clockRequestShape))
  .output(accountClockSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...request } }) => {
    await ctx.services.runner.run(requestAdvance(ctx.services.tax), request, ctx.command());
    return ctx.read((tx) => showClock(tx, ctx.account.id));
  });
