import { usageSummarySchema, usageSummaryShape } from "@tenure/core/contract";
import { readClock } from "../db/clock.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { apiKeyNames } from "./api-key-names.ts";
import { bucketsAsked } from "./period.ts";
import { readRollups } from "./rollups.ts";
import { summarise } from "./summarise.ts";

/** Groups a chart can tell apart; those of less value become the rest. */
const LARGEST_GROUPS = 12;

/** Usage by hour, day or month, by model and key: from the roll-ups, never from the events. */
export const summary = procedureFor("usage.read", {
  method: "get",
  path: "/usage/summary",
  summary: "Sum usage by hour, day or month, by model and key",
})
  .input(accountInput(usageSummaryShape))
  .output(usageSummarySchema)
  .query(({ ctx: { account, read }, input: { accountId: _, grain, groupBy, from, to, ...filter } }) =>
    read(async (tx) => {
      const now = await readClock(tx, account.id);
      const buckets = bucketsAsked({ grain, from, to, now, zone: account.timeZone });
      const rows = await readRollups(tx, {
        accountId: account.id,
        zone: account.timeZone,
        grain,
        buckets,
        groupBy,
        ...filter,
        largest: LARGEST_GROUPS,
      });
      const keys = await apiKeyNames(
        tx,
        account.id,
        rows.flatMap((row) => row.apiKeyId ?? []),
      );
      return summarise({
        grain,
        zone: account.timeZone,
        currency: account.currency,
        buckets,
        grouped: groupBy !== "none",
        rows,
        keys,
      });
    }),
  );
