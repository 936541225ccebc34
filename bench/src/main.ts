import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { startSandbox } from "@tenure/sandbox/server";
import { type Api, startApi } from "./api-process.ts";
import { measureAll } from "./measure.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { startLoad } from "./load-process.ts";
import { reportOf, tablesOf } from "./report.ts";
import { startServer } from "./server.ts";

// Measures the product against what its PostgreSQL can do at all, in one run on one machine; bench/README.md says how.

const ROOT = join(import.meta.dirname, "../..");

const options = readOptions(process.argv.slice(2));
if (options === null) console.log(HELP);
else await run(options);

async function run(chosen: Options): Promise<void> {
  const began = performance.now();
  const scratch = mkdtempSync(join(tmpdir(), "tenure-bench-"));
  const undo: (() => unknown)[] = [() => rmSync(scratch, { recursive: true, force: true })];
  const stop = async () => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  try {
    if (chosen.profileDir !== null) mkdirSync(chosen.profileDir, { recursive: true });
    const server = await startServer(chosen.profileDir !== null);
    undo.push(() => server.stop());
    const world = await startSandbox();
    undo.push(() => world.close());
    const load = startLoad();
    undo.push(() => load.stop());
    const openApi = async (database: string): Promise<Api> => {
      const api = await startApi({
        databaseUrl: server.url(database),
        stripeUrl: world.url,
        smtpUrl: world.smtpUrl,
        logFile: join(scratch, `${database}.log`),
        profileDir: chosen.profileDir,
      });
      undo.push(() => api.stop());
      return api;
    };
    console.log(
      `PostgreSQL ${Object.entries(server.settings)
        .map((each) => each.join(" "))
        .join(", ")}`,
    );
    const findings = await measureAll(chosen, { server, load, openApi }, (line) => console.log(`  ${line}`));
    console.log(`\n${tablesOf(findings)}\n`);
    if (!chosen.writesReport) return;
    const date = new Date().toISOString().slice(0, 10);
    const path = `docs/reports/${date}-bench.md`;
    const described = spawnSync("git", ["describe", "--always", "--dirty"], { cwd: ROOT, encoding: "utf8" });
    writeFileSync(
      join(ROOT, path),
      reportOf(
        {
          date,
          commit: described.status === 0 ? described.stdout.trim() : "an unknown commit",
          cpu: cpus()[0]?.model ?? "unknown CPU",
          cores: cpus().length,
          memoryGiB: Math.round(totalmem() / 2 ** 30),
          platform: `${process.platform} ${process.arch}`,
          node: process.version,
          minutes: (performance.now() - began) / 60_000,
        },
        findings,
      ),
    );
    console.log(path);
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exitCode = 1;
  } finally {
    await stop();
  }
}
