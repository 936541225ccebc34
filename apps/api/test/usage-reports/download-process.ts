import { createApp } from "../../src/http/app.ts";
import { createServices } from "../../src/runtime/services.ts";
import { createLog } from "../../src/log/log.ts";
import { openDatabase } from "../../src/db/database.ts";
import { testEnv } from "../support/env.ts";
import { outboxOf } from "../support/outbox.ts";

// The API in a process of its own, so that its memory is its own: the reader's lies elsewhere.
const url = process.argv[2];
if (url === undefined || process.send === undefined) throw new Error("usage: fork download-process.ts URL");
const env = testEnv(url, { logLevel: "silent" });
const services = createServices(env, {
  db: openDatabase(url),
  log: createLog(env),
  outbox: outboxOf(async () => {}),
  sendIdentityMail: async () => {},
});
const app = await createApp(services);
const address = await app.listen({ port: 0, host: "127.0.0.1" });

let mostBytes = 0;
setInterval(() => {
  mostBytes = Math.max(mostBytes, process.memoryUsage().rss);
}, 50).unref();
process.on("message", () => {
  process.send?.({ mostBytes });
  mostBytes = 0;
});
// A parent that went away takes its children with it.
process.on("disconnect", () => process.exit(0));
process.send({ address });
