import { expect } from "@playwright/test";
import type { Customer } from "./people.ts";

/** Sends a customer's clock ahead, and waits until everything that falls due on the way has happened. */
export async function advanceClock(
  { api, accountId }: Customer,
  count: number,
  unit: "day" | "month",
): Promise<void> {
  await api.sandbox.advanceClock.mutate({ accountId, by: { count, unit } });
  await expect
    .poll(async () => (await api.sandbox.clock.query({ accountId })).advance?.state, {
      message: `the clock is ${count} ${unit} on`,
      intervals: [100, 200, 400],
      timeout: 30_000,
    })
    .toBe("done");
}
