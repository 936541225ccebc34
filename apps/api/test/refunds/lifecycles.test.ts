import { statesOf } from "@tenure/core/lifecycle";
import { orderLifecycle } from "@tenure/core/orders";
import { refundLifecycle } from "@tenure/core/refunds";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import { describe, expect, it } from "vitest";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();

/** The states that a CHECK constraint allows, read from the database. */
async function allowed(constraint: string): Promise<string[]> {
  const [row] = await database.sql<{ definition: string }>(
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1",
    [constraint],
  );
  return [...(row?.definition ?? "").matchAll(/'(\w+)'/g)].map((match) => match[1] ?? "").sort();
}

describe("the database allows exactly the states of core's table", () => {
  it.each([
    ["order_state", statesOf(orderLifecycle)],
    ["subscription_state", statesOf(subscriptionLifecycle)],
    ["refund_state", statesOf(refundLifecycle)],
    // Draining concerns the whole refund: its legs are made when it has settled.
    ["refund_leg_state", statesOf(refundLifecycle).filter((state) => state !== "draining")],
  ])("%s", async (constraint, states) => {
    expect(states.length).toBeGreaterThan(3);
    expect(await allowed(constraint)).toEqual([...states].sort());
  });
});
