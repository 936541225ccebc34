// A process of its own that races for holds: `node authorize-process.ts DATABASE_URL ACCOUNT MODEL REQUESTS`. Says
// "ready", waits for a line on stdin, asks for all its holds at once and prints what became of them as JSON.
import { once } from "node:events";
import { createRunner } from "../../src/command/runner.ts";
import { openDatabase } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { createSigner } from "../../src/decisions/store.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { authorizeUsage } from "../../src/usage/authorize.ts";

const [url = "", accountId = "", model = "", requests = "0"] = process.argv.slice(2);
const db = openDatabase(url);
const runner = createRunner({
  db,
  signer: createSigner({ keyId: "test-1", secretKey: "11".repeat(32) }),
  outbox: { enqueue: async () => {} },
});
process.stdout.write("ready\n");
await once(process.stdin, "data");
const outcomes = await Promise.allSettled(
  Array.from({ length: Number(requests) }, () =>
    runner.run(
      authorizeUsage,
      { model, maxInputTokens: 1000, maxOutputTokens: 0 },
      {
        actor: { kind: "api_key", id: newId() },
        accountId,
        asPlatform: false,
        requestId: null,
        idempotencyKey: newId(),
      },
    ),
  ),
);
const refused = outcomes.filter((each) => each.status === "rejected" && each.reason instanceof RefusedError);
process.stdout.write(
  `${JSON.stringify({
    granted: outcomes.filter((each) => each.status === "fulfilled").length,
    refused: refused.length,
    failed: outcomes.length - refused.length - outcomes.filter((each) => each.status === "fulfilled").length,
  })}\n`,
);
await db.close();
process.stdin.destroy();
