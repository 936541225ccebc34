import { spendLimitsSchema } from "@tenure/core/contract";
import { readClock } from "../db/clock.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readStanding, showStanding } from "./standing.ts";

/** What the account allows itself to spend, and how much of it is spent. */
export const getSpendLimits = procedureFor("spend_limit.read", {
  method: "get",
  path: "/spend-limits",
  summary: "Read the account's spend limits and what is spent of them",
})
  .input(accountInput({}))
  .output(spendLimitsSchema)
  .query(({ ctx: { account, read } }) =>
    read(async (tx) =>
      showStanding(await readStanding(tx, account, await readClock(tx, account.id)), account),
    ),
  );
