import { createSandboxPhone, type SandboxPhone } from "@tenure/sandbox/phone";
import fastify from "fastify";
import { afterAll } from "vitest";
import type { SmsSettings } from "../../src/env.ts";

/** A phone for every number behind a real SMS service on a free port; closed after the file. */
export async function startSms(): Promise<{ readonly phone: SandboxPhone; readonly settings: SmsSettings }> {
  const phone = createSandboxPhone();
  const app = fastify({ forceCloseConnections: true });
  phone.mount(app);
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  afterAll(() => app.close());
  return { phone, settings: { url, account: "AC-test", token: "token of the tests", from: "Tenure" } };
}
