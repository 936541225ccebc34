import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { newCustomer } from "./support/people.ts";
import { productUrl } from "./support/product.ts";
import { expect, test } from "./support/test.ts";

// A partner's own page, of another origin, with the SDK as it is published.
const sdk = join(import.meta.dirname, "../../../packages/sdk/dist");
let shop: Server;
let origin = "";
test.beforeAll(async () => {
  shop = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path === "/")
      return response
        .setHeader("content-type", "text/html")
        .end("<!doctype html><title>Shop</title><h1>Shop</h1>");
    try {
      response.setHeader("content-type", "text/javascript").end(readFileSync(join(sdk, path.slice(1))));
    } catch {
      response.writeHead(404).end();
    }
    return undefined;
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => shop.once("listening", resolve));
  const address = shop.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
});
test.afterAll(() => new Promise((resolve) => shop.close(resolve)));

test("a partner's page shows plans and prices without a key; with one nothing goes out, and the server refuses it", async ({
  page,
}) => {
  await page.goto(origin);
  const read = await page.evaluate(
    async ({ baseUrl }) => {
      const { Tenure } = (await import(
        new URL("/index.js", location.href).href
      )) as typeof import("@tenure/sdk");
      const catalogue = new Tenure({ baseUrl });
      const plans = (await catalogue.plans.list()).map(({ name }) => name);
      const models = (await catalogue.models.list({ limit: 3 }).page()).items.length;
      let thrown = "";
      try {
        new Tenure({ baseUrl, apiKey: "tnr_test_secret" });
      } catch (error) {
        thrown = String(error);
      }
      return { plans, models, thrown };
    },
    { baseUrl: productUrl() },
  );
  expect(read.plans).toEqual(["Free", "Pro", "Max", "Ultra"]);
  expect(read.models).toBeGreaterThan(0);
  expect(read.thrown).toContain("apiKey is a secret");

  const { api, accountId } = await newCustomer("Web Page");
  const { key } = await api.partners.keys.create.mutate({
    accountId,
    name: "left in a page",
    scopes: ["wallet:read"],
    allowedNetworks: [],
  });
  const answered = await page.evaluate(
    async ({ baseUrl, key }) => {
      const answer = await fetch(`${baseUrl}/v1/wallet`, { headers: { authorization: `Bearer ${key}` } });
      return { status: answer.status, code: ((await answer.json()) as { code: string }).code };
    },
    { baseUrl: productUrl(), key },
  );
  expect(answered).toEqual({ status: 403, code: "secret_key_in_browser" });
});
