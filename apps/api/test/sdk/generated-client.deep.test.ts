import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { insertApiKey } from "../support/api-key.ts";
import { CENT_MODEL, openMarket } from "../support/market.ts";

const run = promisify(execFile);
const EXAMPLE = join(import.meta.dirname, "../../../../examples/generated-client");
/** In the example, so that its packages are found; git ignores node_modules. */
const folder = join(EXAMPLE, "node_modules/.generated");
const market = await openMarket();
const customer = await market.customer();
const apiKey = `tnr_test_${crypto.randomUUID()}`;

/** What a partner would write on top of the generated functions; its types are checked with the strictest settings. */
const PROGRAM = `
import { client } from "./client/client.gen.ts";
import { ordersList, refundsPreview, usageAuthorize, usageSettle, usageList, walletBalance } from "./client/index.ts";

client.setConfig({ baseUrl: process.env["TENURE_URL"] + "/v1", auth: () => process.env["TENURE_KEY"] });
const key = () => ({ "Idempotency-Key": crypto.randomUUID() });

const hold = await usageAuthorize({
  body: { model: process.env["MODEL"] ?? "", maxInputTokens: 10, maxOutputTokens: 10 },
  headers: key(),
  throwOnError: true,
});
const settled = await usageSettle({
  path: { holdId: hold.data.holdId },
  body: { clientEventId: "generated-1", tokens: { inputTokens: 3, outputTokens: 4 } },
  headers: key(),
  throwOnError: true,
});
console.log("charged", settled.data.event.value.amount);
const events = await usageList({ query: { limit: 10 }, throwOnError: true });
console.log("events", events.data.items.map((each) => each.clientEventId).join());
const wallet = await walletBalance({ throwOnError: true });
console.log("available", wallet.data.term?.available.amount);
const orders = await ordersList({ throwOnError: true });
const preview = await refundsPreview({ path: { orderId: orders.data.items[0]?.id ?? "" }, throwOnError: true });
console.log("refund", preview.data.expected?.amount);
const refused = await usageAuthorize({ body: { model: "no-such-model", maxInputTokens: 1, maxOutputTokens: 1 }, headers: key() });
console.log("refused", refused.response?.status, refused.error?.code);
`;

beforeAll(async () => {
  await customer.subscribe("pro");
  await insertApiKey(market.database, customer.accountId, apiKey, [
    "usage:write",
    "usage:read",
    "wallet:read",
    "refunds:read",
  ]);
  mkdirSync(folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("a client that a generator makes of the OpenAPI document has strict types and goes the way of the SDK", async () => {
  const document = await market.app.inject({ url: "/v1/openapi.json" });
  writeFileSync(join(folder, "openapi.json"), document.body);
  await run(join(EXAMPLE, "node_modules/.bin/openapi-ts"), [], {
    cwd: EXAMPLE,
    env: {
      PATH: process.env["PATH"],
      TENURE_OPENAPI: join(folder, "openapi.json"),
      CLIENT_DIR: join(folder, "client"),
    },
  });
  writeFileSync(join(folder, "program.ts"), PROGRAM);
  const settings =
    "--noEmit --strict --skipLibCheck --allowImportingTsExtensions --module preserve --moduleResolution bundler --target es2022 --lib es2022,dom,dom.iterable --types node";
  const { stdout: complaints } = await run(
    join(EXAMPLE, "node_modules/.bin/tsc"),
    [...settings.split(" "), join(folder, "program.ts")],
    { cwd: EXAMPLE },
  ).catch((error: { stdout?: string }) => ({ stdout: String(error.stdout) }));
  expect(complaints).toBe("");

  const { rolldown } = await import("rolldown");
  const build = await rolldown({ input: join(folder, "program.ts"), platform: "node", logLevel: "silent" });
  await build.write({ file: join(folder, "program.mjs"), format: "esm" });
  await build.close();
  const { stdout } = await run(process.execPath, [join(folder, "program.mjs")], {
    env: { PATH: process.env["PATH"], TENURE_URL: market.base, TENURE_KEY: apiKey, MODEL: CENT_MODEL },
  });
  // Seven tokens of a cent. Pro includes 40.00 of usage, 39.93 of it are left; of its price 20.00 − 0.07 = 19.93 are, less 5 %
  // 18.9335, cut to 18.93.
  expect(stdout.trim().split("\n")).toEqual([
    "charged 0.07",
    "events generated-1",
    "available 39.93",
    "refund 18.93",
    "refused 409 model_not_priced",
  ]);
});
