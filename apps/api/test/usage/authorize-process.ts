// A process of its own that races for holds: `node authorize-process.ts DATABASE_URL ACCOUNT MODEL REQUESTS`. Says
// "ready", waits for a line on stdin, asks for all its holds at once and prints what became of them as JSON.
import { once } from "node:events";
import { newId } from "../../src/db/ids.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { createUsageEngine } from "../../src/usage/engine/engine.ts";
import { TEST_SIGNER } from "../support/caller.ts";
import { outboxOf } from "../support/outbox.ts";

const [url = "", accountId = "", model = "", requests = "0"] = process.argv.slice(2);
const engine = createUsageEngine({
  databaseUrl: url,
  signer: TEST_SIGNER,
  outbox: outboxOf(async () => {}),
});
process.stdout.write("ready\n");
await once(process.stdin, "data");
const outcomes = await Promise.allSettled(
  Array.from({ length: Number(requests) }, () =>
    engine.authorize(
      { accountId, actor: { kind: "api_key", id: newId() }, checkKey: false },
      { model, maxInputTokens: 1000, maxOutputTokens: 0 },
      newId(),
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
await engine.close();
process.stdin.destroy();
