import { flushCompileCache } from "node:module";
import { createOutbox, openQueue } from "../../src/jobs/queue.ts";
import { createRunner } from "../../src/command/runner.ts";
import { openDatabase } from "../../src/db/database.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { quietLog } from "../support/quiet-log.ts";
import { byStaff, TEST_SIGNER } from "../support/caller.ts";

/** What the parent asks for: one gift, and the moment at which this process ends itself. */
interface Request {
  readonly accountId: string;
  readonly key: string;
  readonly reason: string;
  readonly dieAt: string | null;
}

// A process that runs one command with the real runner and can die by SIGKILL at a named moment within it.
const url = process.argv[2];
if (url === undefined || process.send === undefined) throw new Error("usage: fork crash-process.ts URL");
const db = openDatabase(url, { connections: 1 });
const boss = await openQueue(url, { role: "sender", log: quietLog(), connections: 1 });
let dieAt: string | null = null;
const runner = createRunner({
  db,
  signer: TEST_SIGNER,
  outbox: createOutbox(boss),
  probe: {
    reach(moment) {
      // SIGKILL ends the process in the middle of this line: no handler, no closing of connections.
      if (moment === dieAt) process.kill(process.pid, "SIGKILL");
    },
  },
});

process.on("message", (request: Request) => {
  dieAt = request.dieAt;
  const gift = { amount: { amount: "0.01", currency: "USD" }, reason: request.reason, expiryDays: null };
  runner.run(grantGift, gift, byStaff(request.accountId, request.key)).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// A parent that went away takes its children with it.
process.on("disconnect", () => process.exit(0));
// Killed, it could not keep what was compiled for the next one.
flushCompileCache();
process.send({ ready: true });
