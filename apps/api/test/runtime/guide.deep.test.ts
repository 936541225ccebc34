import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Guide, GuideRun } from "@tenure/sandbox/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnv } from "../../src/env.ts";
import { createGuide } from "../../src/runtime/guide/guide.ts";
import { type Running, start } from "../../src/runtime/start.ts";
import { until } from "../support/until.ts";

// Readable by all: as root, the sandbox's PostgreSQL runs as another user.
const folder = mkdtempSync(join(tmpdir(), "tenure guide "));
chmodSync(folder, 0o755);

/** The step that each scene leaves open first, and those that its set-up did already. */
const SCENES = [
  ["five-minutes", "refund", []],
  ["in-flight-refund", "submit", []],
  ["bounced-refund", "bounce", []],
  ["price-change", "decide", ["notice"]],
  ["contested-ownership", "object", []],
  ["email-refund", "take", ["received"]],
] as const;

let running: Running;
let guide: Guide;

beforeAll(async () => {
  running = await start(readEnv({ TENURE_DATA_DIR: join(folder, "data"), PORT: "0", LOG_LEVEL: "warn" }));
  const { sandbox, services } = running;
  if (sandbox === null) throw new Error("a sandbox was asked for");
  guide = createGuide(services, sandbox.world, sandbox.logins);
}, 240_000);
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ready(press: string): Promise<GuideRun> {
  return until(
    "the set-up",
    async () => {
      const run = await guide.look(press);
      return run !== null && run.state !== "working" && run;
    },
    120_000,
    250,
  );
}

describe("each scene is set up through the product itself", () => {
  it.each(SCENES)("%s waits for its step %s", async (scene, next, before) => {
    const press = crypto.randomUUID();
    expect([guide.begin(scene, press), guide.begin(scene, press)]).toEqual([true, true]);
    const run = await ready(press);
    expect([run.state, run.problem]).toEqual(["ready", null]);
    await expect
      .poll(
        async () =>
          (await guide.look(press))?.steps.filter(({ done }) => done === true).map(({ key }) => key),
        {
          timeout: 30_000,
        },
      )
      .toEqual(before);
    expect(run.steps.find(({ done }) => done === false)?.key).toBe(next);
    expect(guide.runs().filter(({ id }) => id === press)).toHaveLength(1);
    // Somebody else each time.
    expect(new Set(run.people.map(({ email }) => email)).size).toBe(run.people.length);
  });

  it("signs in on the way with the login's own password and code, and not twice", async () => {
    const run = guide.runs().find(({ scene }) => scene.key === "contested-ownership");
    const entered = await guide.enter(run?.id ?? "", "stopped", undefined);
    expect(entered?.to).toMatch(/\/admin\/subject-changes\//);
    const cookie = (entered?.cookies ?? []).map((each) => each.split(";", 1)[0]).join("; ");
    expect(cookie).toContain("tenure.session_token=");
    expect((await guide.enter(run?.id ?? "", "stopped", cookie))?.cookies).toEqual([]);
    expect(await guide.enter(run?.id ?? "", "object", undefined)).toBeNull();
  });

  it("knows no scene but its own", () => {
    expect(guide.begin("something-else", crypto.randomUUID())).toBe(false);
  });
});
