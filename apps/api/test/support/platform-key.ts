import { createPlatformKey, newPlatformKey } from "../../src/platform-keys/manage.ts";
import type { TestApp } from "./app.ts";

/** A platform key with these scopes, made by the command that an administrator gives. */
export async function platformKey(
  { services }: Pick<TestApp, "services">,
  scopes: readonly string[],
): Promise<string> {
  const key = newPlatformKey(false);
  await services.runner.run(
    createPlatformKey(key, false),
    { name: "gateway", scopes, allowedNetworks: [], expiresInDays: 30 },
    {
      actor: { kind: "staff", id: crypto.randomUUID() },
      accountId: null,
      asPlatform: true,
      requestId: null,
      idempotencyKey: crypto.randomUUID(),
    },
  );
  return key;
}
