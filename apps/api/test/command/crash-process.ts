import { flushCompileCache } from "node:module";
import { createOutbox, openQueue } from "../../src/jobs/queue.ts";
import { createRunner } from "../../src/command/runner.ts";
import { openDatabase } from "../../src/db/database.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { quietLog } from "../support/quiet-log.ts";
import { byStaff, TEST_SIGNER } from "../support/caller.ts";
import type { CrashRequest } from "../support/crash-pool.ts";

// A process that runs commands with the real runner and can die by SIGKILL at a named moment within them.
const url = process.argv[2];
if (url === undefined || process.send === undefined) throw new Error("usage: fork crash-process.ts URL");
const db = openDatabase(url, { connections: 4 });
const boss = await openQueue(url, { role: "sender", log: quietLog(), connections: 1 });
let dieAt: string | null = null;
/** How many commands have yet to reach that moment. */
let awaited = 0;
const runner = createRunner({
  db,
  signer: TEST_SIGNER,
  outbox: createOutbox(boss),
  probe: {
    reach(moment) {
      if (moment !== dieAt) return;
      awaited -= 1;
      // SIGKILL ends the process in the middle of this line: no handler, no closing of connections.
      if (awaited === 0) process.kill(process.pid, "SIGKILL");
    },
  },
});

process.on("message", (request: CrashRequest) => {
  dieAt = request.dieAt;
  awaited = request.gifts.length;
  Promise.all(
    request.gifts.map(({ accountId, key, reason }) => {
      const gift = { amount: { amount: "0.01", currency: "USD" }, reason, expiryDays: null };
      return runner.run(grantGift, gift, byStaff(accountId, key));
    }),
  ).then(
    (outcomes) => process.send?.({ outcomes }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// A parent that went away takes its children with it.
process.on("disconnect", () => process.exit(0));
// Killed, it could not keep what was compiled for the next one.
flushCompileCache();
process.send({ ready: true });
