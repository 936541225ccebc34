import { timelineSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { factText, PROMISE_ACTIONS, promiseText } from "@tenure/core/timeline";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import type { Named } from "./named.ts";
import { readTimeline } from "./read.ts";

/** What is promised to the account, each with its instant, and what happened last: one line with today in the middle. */
export const getTimeline = procedureFor("timeline.read", {
  method: "get",
  path: "/timeline",
  summary: "What is promised to the account and when, and what happened last",
})
  .input(accountInput({}))
  .output(timelineSchema)
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const accountId = ctx.account.id;
      const { facts, promises, past, named } = await readTimeline(
        tx,
        { ...ctx.command("timeline"), accountId },
        ctx.services.tax,
      );
      const { currency, zone } = facts;
      const shown = { language: ctx.language, zone, currency };
      const amountOf = (nanos: bigint | null) => (nanos === null ? null : toMoney(nanos, currency));
      return {
        now: facts.now,
        timeZone: zone,
        promises: promises.map((entry) => ({
          at: entry.at,
          kind: entry.kind,
          clause: entry.clause,
          amount: amountOf(entry.amountNanos),
          params: { ...entry.params },
          text: promiseText(entry, shown),
          subject: subjectOf(entry.params, named),
          action: PROMISE_ACTIONS[entry.kind],
        })),
        facts: past.map((fact) => ({
          at: fact.at,
          kind: fact.kind,
          amount: amountOf(fact.amountNanos),
          params: { ...fact.params },
          text: factText(fact, shown),
          subject: subjectOf(fact.params, named),
        })),
      };
    }),
  );

/** What a number in a text leads to. A gift goes by the number of its order, and its own page says more. */
function subjectOf(params: Readonly<Record<string, string>>, { gifts, orders, refunds }: Named) {
  const number = params["number"] ?? "";
  const [gift, order, refund] = [gifts.get(number), orders.get(number), refunds.get(number)];
  if (gift !== undefined) return { kind: "gift" as const, id: gift };
  if (order !== undefined) return { kind: "order" as const, id: order };
  return refund === undefined ? null : { kind: "refund" as const, id: refund };
}
