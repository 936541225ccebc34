import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { startPostgres } from "../src/postgres/index.ts";
import { temporaryFolder, until } from "./support.ts";

/** Whether something listens. */
const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

/** A process that starts the server in `dir` and then waits. */
async function owner(dir: string): Promise<{ child: ChildProcess; port: number; gone: Promise<void> }> {
  const program = `
    import { startPostgres } from ${JSON.stringify(new URL("../src/postgres/index.ts", import.meta.url).href)};
    const postgres = await startPostgres({ dir: process.argv[1] });
    console.log(postgres.port);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(Number(line)));
  });
  return { child, port, gone };
}

it("starts in a folder with a space, answers, and leaves nothing running", async () => {
  const postgres = await startPostgres({ dir: join(temporaryFolder(), "data base") });
  expect(postgres.url("tenure", "app")).toBe(`postgresql://app@127.0.0.1:${postgres.port}/tenure`);
  expect(await listens(postgres.port)).toBe(true);
  await postgres.stop();
  expect(await listens(postgres.port)).toBe(false);
  expect(existsSync(join(postgres.dir, "postmaster.pid"))).toBe(false);
  expect(existsSync(join(postgres.dir, "PG_VERSION"))).toBe(true);
});

it("without a folder it takes a temporary one and removes it", { tags: ["deep"] }, async () => {
  const postgres = await startPostgres();
  await postgres.stop();
  expect(existsSync(postgres.dir)).toBe(false);
});

it("dies with a process that is killed, and the next start opens the same data", {
  tags: ["deep"],
}, async () => {
  const dir = join(temporaryFolder(), "data");
  const first = await owner(dir);
  expect(await listens(first.port)).toBe(true);
  first.child.kill("SIGKILL");
  await first.gone;
  await until(async () => !(await listens(first.port)), "the orphan stops");
  const postgres = await startPostgres({ dir });
  expect(postgres.reattached).toBe(false);
  expect(await listens(postgres.port)).toBe(true);
  await postgres.stop();
});

it("a second process shares the server of a live one and does not stop it", { tags: ["deep"] }, async () => {
  const dir = join(temporaryFolder(), "data");
  const first = await owner(dir);
  onTestFinished(() => {
    first.child.kill("SIGKILL");
  });
  const second = await startPostgres({ dir });
  expect([second.reattached, second.port]).toEqual([true, first.port]);
  await second.stop();
  expect(await listens(first.port)).toBe(true);
  first.child.kill("SIGKILL");
  await first.gone;
  await until(async () => !(await listens(first.port)), "the server stops with its owner");
});

it("two starts at once in a new folder end with one server", { tags: ["deep"] }, async () => {
  const dir = join(temporaryFolder(), "data");
  const [one, two] = await Promise.all([startPostgres({ dir }), startPostgres({ dir })]);
  expect(one.port).toBe(two.port);
  await Promise.all([one.stop(), two.stop()]);
  expect(await listens(one.port)).toBe(false);
});

it("an initdb that was killed half-way is done again", { tags: ["deep"] }, async () => {
  const dir = join(temporaryFolder(), "data");
  const first = await startPostgres({ dir });
  await first.stop();
  // What a kill during initdb leaves: files, but the mark beside the folder.
  writeFileSync(`${first.dir}.unfinished`, "");
  const second = await startPostgres({ dir });
  expect(await listens(second.port)).toBe(true);
  await second.stop();
});

it("works in a folder that the server's user cannot enter, and finds its data there again", {
  tags: ["deep"],
}, async () => {
  const hidden = join(temporaryFolder(), "hidden");
  mkdirSync(hidden, { mode: 0o700 });
  const first = await startPostgres({ dir: join(hidden, "data") });
  await first.stop();
  const second = await startPostgres({ dir: join(hidden, "data") });
  await second.stop();
  expect(second.dir).toBe(first.dir);
  // Only root runs the server as somebody else; the data then lies in the temporary folder.
  const asRoot = process.getuid?.() === 0;
  expect(first.dir.startsWith(hidden)).toBe(!asRoot);
  if (asRoot) rmSync(dirname(first.dir), { recursive: true });
});

it("an unusable folder, a taken port and foreign data are said in one sentence with the way out", {
  tags: ["deep"],
}, async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  await expect(startPostgres({ dir: join(folder, "file", "data") })).rejects.toMatchObject({
    code: "unwritable_folder",
    message: expect.stringContaining("choose another data folder"),
  });
  const running = await startPostgres({ dir: join(folder, "one") });
  await expect(startPostgres({ dir: join(folder, "two"), port: running.port })).rejects.toMatchObject({
    code: "port_taken",
    message: `Port ${running.port} for PostgreSQL is already in use: stop the program that uses it, or choose another port.`,
  });
  await running.stop();
  writeFileSync(join(running.dir, "PG_VERSION"), "9\n");
  await expect(startPostgres({ dir: join(folder, "one") })).rejects.toMatchObject({ code: "damaged_data" });
});
