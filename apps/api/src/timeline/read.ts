import {
  promiseTimeline,
  type TimelineEntry,
  type TimelineFact,
  type TimelineFacts,
} from "@tenure/core/timeline";
import type { CommandContext } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { policies } from "../policy-versions/in-force.ts";
import { timelineFacts } from "./facts.ts";
import { type Named, nothingNamed } from "./named.ts";
import { pastFacts } from "./past.ts";

/** An account's timeline as it was read at one instant. */
export interface ReadTimeline {
  readonly facts: TimelineFacts;
  readonly promises: readonly TimelineEntry[];
  readonly past: readonly TimelineFact[];
  readonly named: Named;
}

/** What is promised to an account, and what happened last. */
export async function readTimeline(
  tx: Tx,
  context: CommandContext & { readonly accountId: string },
  tax: TaxCalculator,
): Promise<ReadTimeline> {
  const now = await readClock(tx, context.accountId);
  const known = policies();
  const policy = known.at(now);
  const named = nothingNamed();
  const facts = await timelineFacts({ tx, now, policy, context }, tax, named);
  return {
    facts,
    promises: promiseTimeline(facts, policy, known),
    past: await pastFacts(tx, context.accountId, named),
    named,
  };
}
