import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";
import { until } from "../support/until.ts";

const test = await testApp();
const base = await test.app.listen({ port: 0, host: "127.0.0.1" });
const [owner, stranger, administrator] = [
  await signUp(test, "owner"),
  await signUp(test, "stranger"),
  await staff(test, "administrator"),
];
const accountId = await openAccount(test, owner);
const otherId = await openAccount(test, stranger);

/** A stream as a browser reads it: what it was told so far, and whether it has ended. */
async function listen(person: Person, query: string) {
  const asked = get(`${base}/api/live${query}`, {
    agent: false,
    headers: { cookie: person.cookie(), accept: "text/event-stream" },
  });
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const heard = {
    status: response.statusCode,
    type: response.headers["content-type"],
    text: "",
    ended: false,
    leave: () => asked.destroy(),
  };
  response.setEncoding("utf8");
  response.on("data", (part: string) => {
    heard.text += part;
  });
  response.on("error", () => undefined);
  response.on("close", () => {
    heard.ended = true;
  });
  return heard;
}
/** The kinds it was told of, in order. */
const kinds = ({ text }: { readonly text: string }): string[] =>
  [...text.matchAll(/^data: (.+)$/gm)].flatMap(
    ([, data = ""]) => (JSON.parse(data) as { changed: string[] }).changed,
  );

const give = (to: string) =>
  administrator.mutate("wallet.grantGift", {
    accountId: to,
    amount: { currency: "USD", amount: "5.00" },
    reason: "for the test",
    expiryDays: null,
  });

it("tells an account's people what kind of thing changed, and nobody what changed in another's", async () => {
  const [mine, staffOfAccount, theirs] = [
    await listen(owner, `?accountId=${accountId}`),
    await listen(administrator, `?accountId=${accountId}`),
    await listen(stranger, `?accountId=${otherId}`),
  ];
  expect([mine.status, mine.type]).toEqual([200, "text/event-stream; charset=utf-8"]);
  expect(await give(accountId)).toMatchObject({ status: 200 });
  await until("it is heard", async () => kinds(mine).length > 0 && kinds(staffOfAccount).length > 0);
  expect([kinds(mine), kinds(staffOfAccount)]).toEqual([["credit_lot"], ["credit_lot"]]);
  // Nothing but the kind: no id, no amount.
  expect(mine.text.match(/^data: .*$/gm)).toEqual(['data: {"changed":["credit_lot"]}']);
  // The stranger hears what comes later, so silence was not a stream that hears nothing.
  await give(otherId);
  await until("it is heard", async () => kinds(theirs).length > 0);
  expect(kinds(theirs)).toEqual(["credit_lot"]);
  expect(kinds(mine)).toEqual(["credit_lot"]);
});

it("tells staff what their lists show, and of all that happens nothing else", async () => {
  const lists = await listen(administrator, "");
  await give(accountId);
  await test.database.sql(
    "INSERT INTO operator_alert (kind, reference, detail, dedupe_key) VALUES ('unknown_object', 'x', '{}', 'live')",
  );
  await until("it is heard", async () => kinds(lists).length > 0);
  expect(kinds(lists)).toEqual(["operator_alert"]);
});

it("refuses whoever may not hear it, as a procedure would", async () => {
  const anybody = await fetch(`${base}/api/live?accountId=${accountId}`);
  expect([anybody.status, await anybody.json()]).toMatchObject([401, { code: "unauthenticated" }]);
  expect((await listen(stranger, `?accountId=${accountId}`)).status).toBe(404);
  expect((await listen(owner, "")).status).toBe(403);
  expect((await listen(owner, "?accountId=x")).status).toBe(400);
  expect((await listen(owner, `?accountId=${accountId}&kind=refund`)).status).toBe(400);
});

it("ends before it tells anything to somebody who was removed, or has signed out", async () => {
  const removed = await listen(stranger, `?accountId=${otherId}`);
  await test.database.sql("DELETE FROM member WHERE account_id = $1", [otherId]);
  await give(otherId);
  await until("the stream ends", async () => removed.ended);
  expect(kinds(removed)).toEqual([]);

  const signedOut = await listen(owner, `?accountId=${accountId}`);
  await test.database.sql("DELETE FROM auth_session WHERE user_id = $1", [owner.loginId]);
  await give(accountId);
  await until("the stream ends", async () => signedOut.ended);
  expect(kinds(signedOut)).toEqual([]);
});

it("ends where changes may have been missed, and the next one is heard again", async () => {
  const before = await listen(administrator, `?accountId=${accountId}`);
  await test.database.sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tenure-live' AND datname = current_database()",
  );
  await until("the stream ends", async () => before.ended);
  const after = await listen(administrator, `?accountId=${accountId}`);
  await give(accountId);
  await until("it is heard", async () => kinds(after).length > 0);
  expect(kinds(after)).toEqual(["credit_lot"]);
});

it("lets a login open twenty, and the server stop at once", async () => {
  const streams = await Promise.all(
    Array.from({ length: 22 }, () => listen(administrator, `?accountId=${accountId}`)),
  );
  // One is open from before, since the others ended with the connection: nineteen more are twenty, and three are too many.
  expect(streams.filter(({ status }) => status === 429)).toHaveLength(3);
  // A reader that goes gives its place back.
  for (const stream of streams.filter(({ status }) => status === 200).slice(0, 2)) stream.leave();
  await until("a place is free", async () => {
    const another = await listen(administrator, `?accountId=${accountId}`);
    return another.status === 200;
  });
  const began = Date.now();
  await test.app.close();
  expect(Date.now() - began).toBeLessThan(5000);
  await sleep(50);
  expect(streams.every(({ status, ended }) => status === 429 || ended)).toBe(true);
});
