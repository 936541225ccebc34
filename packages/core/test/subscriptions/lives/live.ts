import fc from "fast-check";
import { expect } from "vitest";
import { anyLife, type Life, played } from "./any-life.ts";
import { Laws } from "./laws.ts";
import { ReferenceLife } from "./reference-life.ts";
import { RulesLife } from "./rules-life.ts";

/** What happened in the lives so far, and how often. */
export type Seen = Map<string, number>;

/** Lives a life on the rules and on the model, and holds every answer and everything visible to the model's. */
function live(life: Life, seen: Seen): void {
  const model = new ReferenceLife(life.bornAt, life.zone);
  const rules = new RulesLife(life.bornAt, life.zone);
  const laws = new Laws(life.bornAt, life.zone);
  const told: string[] = [];
  for (const step of played(life, model, 1)) {
    told.push(JSON.stringify(step));
    const context = () => `after\n${told.join("\n")}`;
    const expected = model.perform(step);
    const answer = rules.perform(step);
    expect(answer, context()).toEqual(expected);
    const view = rules.view();
    expect(view, context()).toEqual(model.view());
    expect(laws.after(step, answer, view), context()).toEqual([]);
    const what = [step.do, ...(answer === "done" ? [view.state] : answer)].join(" ");
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  for (const { why } of model.view().cash) seen.set(`cash ${why}`, (seen.get(`cash ${why}`) ?? 0) + 1);
  if (laws.raises > 0) seen.set("raises", (seen.get("raises") ?? 0) + laws.raises);
}

/** What has to have happened in many lives, or they showed little. */
export const RARE = [
  "raises",
  ...["buy", "upgrade", "renewal", "returned", "refund", "refund_bounced"].map((why) => `cash ${why}`),
  ...["active", "canceling", "past_due", "ended", "refunding"].map((state) => `look ${state}`),
  ...["active", "ended"].map((state) => `refund_ends ${state}`),
  ...["active", "ended"].map((state) => `refund_bounces ${state}`),
  ...["account_suspended", "plan_change_canceling", "plan_change_past_due"].map((code) => `change ${code}`),
  ...["canceling", "ended", "subscription_term_over"].map((each) => `cancel ${each}`),
  ...["active", "plan_change_cutoff_passed", "plan_change_none"].map((each) => `take_back ${each}`),
  ...["active", "subscription_not_canceling"].map((each) => `undo ${each}`),
  ...["refunding", "window_expired"].map((each) => `refund ${each}`),
  "webhook past_due",
] as const;

/** Lives so many lives. @returns what was seen, and how often */
export function liveMany(given: { readonly seed: number; readonly numRuns: number }): Seen {
  const seen: Seen = new Map();
  fc.assert(
    fc.property(anyLife, (life) => live(life, seen)),
    given,
  );
  return seen;
}
