import { connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { neverDeaf } from "../../src/db/never-deaf.ts";
import { openQueue } from "../../src/jobs/queue.ts";
import { freshDatabase } from "../support/database.ts";
import { quietLog } from "../support/quiet-log.ts";
import { until } from "../support/until.ts";

describe("a database connection that was given up", () => {
  it("may still report an error: nobody has to hear it", () => {
    neverDeaf();
    const client = new pg.Client();
    const heard: string[] = [];
    client.on("error", (error) => heard.push(error.message));
    client.removeAllListeners();
    expect(client.emit("error", new Error("reset"))).toBe(true);
    client.on("error", (error) => heard.push(error.message));
    client.removeAllListeners("error");
    expect(client.emit("error", new Error("reset again"))).toBe(true);
    expect(heard).toEqual([]);
  });

  it("may report one between the pool and its taker, too", async () => {
    const database = await freshDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    const client = await pool.connect();
    expect(client.emit("error", new Error("reset"))).toBe(true);
    client.release(true);
    await pool.end();
  });

  it("whose server resets every connection again and again leaves the process alive, and the queue comes back", async () => {
    const database = await freshDatabase();
    const target = new URL(database.url);
    const sockets = new Set<Socket>();
    // A server in between that can hang up as a killed PostgreSQL does.
    const between = createServer((inner) => {
      const outer = connect(Number(target.port), target.hostname);
      inner.pipe(outer).pipe(inner);
      for (const each of [inner, outer]) {
        sockets.add(each);
        each.on("error", () => undefined);
        each.on("close", () => sockets.delete(each));
      }
    });
    await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
    const address = between.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const url = Object.assign(new URL(database.url), { port: String(address.port) }).href;
    const boss = await openQueue(url, { role: "worker", log: quietLog() });
    for (let time = 0; time < 40; time += 1) {
      for (const socket of sockets) socket.resetAndDestroy();
      await new Promise((resolve) => setTimeout(resolve, time % 12));
    }
    await until("the queue answers again", async () =>
      boss.getQueues().then(
        () => true,
        () => false,
      ),
    );
    await boss.stop({ graceful: false });
    between.close();
    for (const socket of sockets) socket.destroy();
  });
});
