import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { HOLDS_BACK_ATTEMPTS } from "@tenure/core/webhooks";
import { testApp } from "../support/app.ts";
import { openAccount, signUp } from "../support/people.ts";
import { program, programEnv } from "../support/program.ts";
import { startReceiver } from "./receiver.ts";

const OBJECTS = 120;
const KILLS = 60;

it(`loses no event and keeps each object's order through ${KILLS} SIGKILLs and a receiver that fails at random`, async () => {
  const test = await testApp({ env: { webhooksToLocal: true } });
  const { sql } = test.database;
  const receiver = await startReceiver();
  const ada = await signUp(test, "ada");
  const accountId = await openAccount(test, ada);
  const created = await ada.mutate("webhookEndpoints.create", { url: `${receiver.origin}/hook` });
  const endpointId = String(created.data["id"]);

  // One in four fails, one in ten is accepted and the answer is lost.
  const tried = new Map<string, number>();
  const acceptedAt = new Map<string, number>();
  const violations: string[] = [];
  let count = 0;
  receiver.answer = ({ payload }, response) => {
    count += 1;
    const name = (sequence: number) => `${payload.data.id} ${sequence}`;
    const mine = name(payload.sequence);
    tried.set(mine, (tried.get(mine) ?? 0) + 1);
    const before = name(payload.sequence - 1);
    // An attempt that a killed worker began without its request having come counts for it as well; so at least one less.
    if (payload.sequence > 1 && !acceptedAt.has(before) && (tried.get(before) ?? 0) === 0)
      violations.push(`${mine} came before ${before} was tried`);
    if (count % 4 === 0) return void response.writeHead(500).end();
    acceptedAt.set(mine, count);
    if (count % 10 === 0) return void response.destroy();
    response.writeHead(204).end();
  };

  const objects = await sql<{ id: string }>(
    `INSERT INTO gift_subscription (id, account_id, order_id, plan_price_id, terms, recipient_email, sender_name, language, deliver_at, redeem_by, created_at)
     SELECT uuidv7(), $1, uuidv7(), uuidv7(), 1, 'bo@example.com', 'Ada', 'en', now(), now(), now()
       FROM generate_series(1, $2) RETURNING id`,
    [accountId, OBJECTS],
  );
  // Three events of each: offered, canceled, and offered again.
  await sql("UPDATE gift_subscription SET state = 'canceled', ended_at = now() WHERE account_id = $1", [
    accountId,
  ]);
  await sql("UPDATE gift_subscription SET state = 'offered', ended_at = NULL WHERE account_id = $1", [
    accountId,
  ]);

  const pending = async () =>
    (
      await sql<{ count: number }>(
        "SELECT count(*)::int AS count FROM webhook_delivery WHERE state = 'pending'",
      )
    )[0]?.count;
  const source = await program("test/webhook-endpoints/deliver-process.ts");
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [source, test.database.url, endpointId], {
      env: programEnv(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.stdout !== null) await once(child.stdout, "data");
    return child;
  };
  const running = [await start(), await start()];
  let kills = 0;
  while ((await pending()) !== 0) {
    await sleep(50 + Math.random() * 250);
    // Leases of the dead and waits after failures are over: what takes days is done in a minute.
    await sql(
      "UPDATE webhook_delivery SET due_at = tenure_now() WHERE state = 'pending' AND due_at > tenure_now() + interval '1 second' AND due_at < tenure_now() + interval '58 seconds'",
    );
    await sql(
      "UPDATE webhook_delivery SET due_at = tenure_now() WHERE state = 'pending' AND due_at > tenure_now() + interval '62 seconds'",
    );
    if (kills >= KILLS) continue;
    const at = kills % running.length;
    running[at]?.kill("SIGKILL");
    kills += 1;
    running[at] = await start();
  }
  for (const child of running) child.kill("SIGKILL");

  const deliveries = await sql<{ state: string; count: number }>(
    "SELECT state, count(*)::int AS count FROM webhook_delivery GROUP BY state",
  );
  expect(violations).toEqual([]);
  // Everything came to an end; and what came to it without being accepted was given up after its attempts, not lost.
  const delivered = deliveries.find(({ state }) => state === "delivered")?.count ?? 0;
  const failed = deliveries.find(({ state }) => state === "failed")?.count ?? 0;
  expect(delivered + failed).toBe(OBJECTS * 3);
  expect(failed).toBe(0);
  for (const { id } of objects)
    for (const sequence of [1, 2, 3])
      expect(acceptedAt.has(`${id} ${sequence}`), `${id} ${sequence}`).toBe(true);
  // In order of acceptance, but where an event failed as often as lets the next one go ahead.
  for (const { id } of objects)
    for (const sequence of [2, 3]) {
      const [earlier, later] = [`${id} ${sequence - 1}`, `${id} ${sequence}`];
      const inOrder = (acceptedAt.get(earlier) ?? 0) < (acceptedAt.get(later) ?? 0);
      const [row] = await sql<{ attempts: number }>(
        "SELECT d.attempts FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id WHERE e.object_id = $1 AND e.sequence = $2",
        [id, sequence - 1],
      );
      expect(inOrder || (row?.attempts ?? 0) >= HOLDS_BACK_ATTEMPTS, `${later} before ${earlier}`).toBe(true);
    }
}, 900_000);
