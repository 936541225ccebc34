import { testEnv } from "../support/env.ts";
import { outboxOf } from "../support/outbox.ts";
import { createServices } from "../../src/runtime/services.ts";
import { deliverWebhooks } from "../../src/webhook-endpoints/deliver.ts";
import { setTimeout as sleep } from "node:timers/promises";

// A worker that does nothing but deliver, in a process of its own, so that a test can kill it anywhere.
const [url, endpointId] = process.argv.slice(2);
if (url === undefined || endpointId === undefined) throw new Error("usage: deliver-process.ts URL ENDPOINT");
const services = createServices(testEnv(url, { webhooksToLocal: true, logLevel: "silent" }), {
  outbox: outboxOf(async () => undefined),
});
process.stdout.write("ready\n");
for (;;) {
  await deliverWebhooks(services, { endpointId });
  await sleep(10);
}
