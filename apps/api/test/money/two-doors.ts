import { afterAll } from "vitest";
import type { FastifyInstance } from "fastify";
import { createApp } from "../../src/http/app.ts";
import { createServices, type Services } from "../../src/runtime/services.ts";
import { expireHolds } from "../../src/usage/jobs.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { type Door, priceNanoModel } from "./history-account.ts";

/** The product twice on one database, as two processes are: nothing is shared but the tables. */
export async function twoDoors(): Promise<TestApp & { readonly doors: readonly [Door, Door] }> {
  const test = await testApp();
  const services = createServices(test.services.env, {
    outbox: test.services.outbox,
    log: test.services.log,
  });
  const app = await createApp(services);
  await app.ready();
  afterAll(async () => {
    await app.close();
    await services.close();
    await test.services.usage.close();
  });
  await priceNanoModel(test.database);
  return { ...test, doors: [doorOf(test.app, test.services), doorOf(app, services)] };
}

const doorOf = (app: FastifyInstance, services: Services): Door => ({
  async post(path, body, headers) {
    const response = await app.inject({
      method: "POST",
      url: path,
      headers: { ...headers, "content-type": "application/json" },
      payload: JSON.stringify(body),
    });
    return { status: response.statusCode, body: response.json<unknown>() };
  },
  expire: () => expireHolds(services),
});
