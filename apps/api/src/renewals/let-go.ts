import { plusMs } from "@tenure/core/time";
import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { LOOK_AGAIN_MS } from "./begin.ts";
import { dropRenewal } from "./drop.ts";
import { readRenewal } from "./renewal-row.ts";

/**
 * A renewal in arrears whose subscription is not: it ended by its owner, a refund or the end of the account, and the
 * renewal goes with it. While a refund is under way it waits for that one's outcome.
 */
export const letGo = plainCommand({
  name: "renewals.let_go",
  input: z.strictObject({ renewalId: z.uuid() }),
  async apply(acting, { renewalId }): Promise<Done<{ dropped: boolean }>> {
    const { tx, now } = acting;
    const row = await readRenewal(tx, renewalId);
    const target = { kind: "renewal", id: renewalId };
    if (row.settledAt !== null) return { answer: { dropped: false }, target };
    if (row.subscription.state !== "ended") {
      await tx.renewal.update({
        where: { id: row.id },
        data: { nextAt: new Date(plusMs(now, LOOK_AGAIN_MS)) },
      });
      return { answer: { dropped: false }, target };
    }
    const dropped = await dropRenewal(acting, row);
    return {
      answer: { dropped },
      target,
      before: { state: row.state },
      after: { state: dropped ? "dropped" : row.state },
    };
  },
});
