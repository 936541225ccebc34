import { type RecordUsageAnswer, recordUsageSchema } from "@tenure/core/contract";
import { sumNanos } from "@tenure/core/credits";
import { fromMoney } from "@tenure/core/money";
import { fill, REFUSAL_TEXTS, type TextContext } from "@tenure/core/text";
import { readAccount } from "../accounts/account-facts.ts";
import { plainCommand } from "../command/command.ts";
import { readHolds } from "./holds.ts";
import { recordEvents } from "./record-events.ts";

/**
 * Records a batch of usage. Each event has its own result; funds never refuse one (design.md, "Settle above the hold").
 */
export const recordUsage = plainCommand({
  name: "usage.record",
  input: recordUsageSchema,
  async apply(acting, { events }) {
    const { tx, context, commandId } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const wording: TextContext = {
      language: account.language,
      zone: account.timeZone,
      currency: account.currency,
    };
    const holds = await readHolds(
      tx,
      account.id,
      events.flatMap((each) => each.holdId ?? []),
    );
    const found = await recordEvents(acting, account, events, holds);
    const results: RecordUsageAnswer["results"] = events.map(({ clientEventId }, index) => {
      const result = found[index];
      if (result === undefined) throw new Error("an event without a result");
      if (result.status === "recorded")
        return { status: "recorded", clientEventId, duplicate: result.duplicate, event: result.event };
      const { code, params, fields } = result.rejection;
      return {
        status: "rejected",
        clientEventId,
        code,
        reason: fill(REFUSAL_TEXTS[code].reason, params, wording),
        help: fill(REFUSAL_TEXTS[code].help, params, wording),
        fields: [...fields],
      };
    });
    const recorded = results.filter((each) => each.status === "recorded");
    return {
      answer: { recorded: recorded.length, rejected: results.length - recorded.length, results },
      target: { kind: "usage_batch", id: commandId },
      after: {
        recorded: recorded.length,
        rejected: results.length - recorded.length,
        valueNanos: sumNanos(
          recorded.flatMap((each) => (each.duplicate ? [] : fromMoney(each.event.value))),
        ).toString(),
      },
    };
  },
});
