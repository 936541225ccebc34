import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DISTRIBUTOR_EVENT_TYPES } from "@tenure/core/distributors";
import { expect, it } from "vitest";
import { distributorWorld } from "./world.ts";

const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/distributors.md"), "utf8");
const world = await distributorWorld();
const url = await world.app.listen({ port: 0, host: "127.0.0.1" });

it("the sample of docs/guides/distributors.md runs against the API and prints what it says", {
  tags: ["deep"],
}, async () => {
  const [, sample = ""] = /```ts\n([\s\S]*?)```/.exec(guide) ?? [];
  const accountId = await world.account();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module-typescript", "--eval", sample],
    {
      env: {
        PATH: process.env["PATH"],
        DISTRIBUTOR_SECRET: world.secret,
        TENURE_URL: url,
        ACCOUNT_ID: accountId,
      },
    },
  );
  const promised = [...sample.matchAll(/^\/\/ prints: (.*)$/gm)].map((match) => match[1]);
  expect(promised).toHaveLength(2);
  expect(stdout.trim().split("\n")).toEqual(promised);
  await world.drain();
  expect(await world.outcome(accountId)).toMatchObject([{ plan: "max", state: "active" }]);
});

it("the guide names every type of notification", () => {
  const named = [...guide.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
  expect(new Set(named)).toEqual(new Set(DISTRIBUTOR_EVENT_TYPES));
  expect(named).toHaveLength(DISTRIBUTOR_EVENT_TYPES.length);
});
