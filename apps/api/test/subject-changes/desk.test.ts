import { beforeAll, describe, expect, it } from "vitest";
import { granted, openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

const ADA = { given: "Ada", family: "Lovelace" };
const GRACE = { given: "Grace", family: "Hopper" };

/** Two holders and an application of the first that names the second. */
async function open() {
  const from = await world.holder(ADA);
  const to = await world.holder(GRACE);
  const application = await world.submitted(from, { name: GRACE, email: to.person.email });
  return { from, to, application, about: { accountId: from.accountId, changeId: application.changeId } };
}

interface Queued {
  readonly id: string;
  readonly conditions: readonly { readonly condition: string; readonly holds: boolean }[];
}

/** What the queue shows of these, the first first, each with what holds. */
async function queued(state: string, of: readonly string[]) {
  const { items } = granted(await world.reviewer.query("subjectChanges.desk.queue", { state }));
  return (items as Queued[])
    .filter(({ id }) => of.includes(id))
    .map(({ id, conditions }) => ({
      place: of.indexOf(id),
      holds: conditions.flatMap(({ condition, holds }) => (holds ? [condition] : [])),
    }));
}

const toReview = async () =>
  Number(granted(await world.reviewer.query("operations.counts", {}))["subjectChangesToReview"]);

describe("the desk for changes of account subject", () => {
  it("shows which conditions hold, the oldest first; of what ended the newest first (C1.2)", {
    tags: ["deep"],
  }, async () => {
    const first = await open();
    const second = await open();
    const ids = [first.about.changeId, second.about.changeId];
    granted(await world.claim(first.to, first.application));
    granted(await world.prove(first.to, first.application));
    granted(await world.accept(first.to, first.application));
    expect(await queued("open", ids)).toEqual([
      { place: 0, holds: ["original", "new_subject"] },
      { place: 1, holds: ["original"] },
    ]);
    const waiting = await toReview();
    for (const { about } of [first, second])
      granted(await world.second.mutate("subjectChanges.desk.reject", { ...about, reason: "Not shown." }));
    expect(await toReview()).toBe(waiting - 2);
    expect(await queued("open", ids)).toEqual([]);
    expect(await queued("rejected", ids)).toEqual([
      { place: 1, holds: [] },
      { place: 0, holds: [] },
    ]);
  });

  it("a question for proof holds the agreement back until it is answered or taken back (C5.2)", async () => {
    const { from, application, about } = await open();
    const ask = { ...about, text: "Show the register's extract." };
    const takeBack = () => world.second.mutate("subjectChanges.desk.takeBack", about);
    await world.later(from.accountId, 73);
    // Nothing was asked yet.
    expect((await takeBack()).status).toBe(409);
    const waiting = await toReview();
    granted(await world.reviewer.mutate("subjectChanges.desk.ask", ask));
    expect(await toReview()).toBe(waiting - 1);
    expect((await world.agree(world.second, application)).problem).toMatchObject({
      code: "change_proof_outstanding",
      clause: "C5.2",
    });
    // Whoever applies does not take the platform's question back.
    expect((await from.person.mutate("subjectChanges.desk.takeBack", about)).status).toBe(403);
    granted(await takeBack());
    expect(await world.stateOf(application)).toMatchObject({ review: "pending" });
    granted(await world.agree(world.second, application));
    // What was asked stays, with who asked; the applicant reads it without the name.
    const desk = await world.onDesk(world.second, application);
    expect(desk["entries"]).toMatchObject([{ kind: "request", text: ask.text }]);
    const [entry] = desk["entries"] as { by: string }[];
    const [reviewer] = await world.market.database.sql<{ name: string }>(
      "SELECT name FROM auth_user WHERE id = $1",
      [world.reviewer.loginId],
    );
    expect(entry?.by).toBe(reviewer?.name);
    const { entries } = granted(await from.person.query("subjectChanges.get", about));
    expect(entries).toMatchObject([{ kind: "request", text: ask.text }]);
    expect((entries as object[])[0]).not.toHaveProperty("by");
  });
});
