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
  return { from, to, application };
}

describe("a change of account subject", () => {
  it("takes effect at once when the last of the three conditions comes true, whichever that is (C1.2)", async () => {
    const first = await open();
    granted(await world.claim(first.to, first.application));
    granted(await world.prove(first.to, first.application));
    granted(await world.accept(first.to, first.application));
    expect(await world.stateOf(first.application)).toEqual({
      state: "open",
      review: "pending",
      invitation: "complete",
    });
    await world.reviewed(first.application);
    expect(await world.stateOf(first.application)).toMatchObject({ state: "effective", review: "agreed" });

    const second = await open();
    await world.reviewed(second.application);
    granted(await world.claim(second.to, second.application));
    granted(await world.accept(second.to, second.application));
    expect(await world.stateOf(second.application)).toMatchObject({ state: "open", invitation: "accepted" });
    granted(await world.prove(second.to, second.application));
    expect(await world.stateOf(second.application)).toMatchObject({ state: "effective" });
    // The account is held by the subject of the application, for the one who accepted.
    const [change] = await world.market.database.sql<{ to: string; at: Date }>(
      `SELECT to_subject_id AS "to", effective_at AS at FROM subject_change WHERE id = $1`,
      [second.application.changeId],
    );
    expect(await world.holderOf(second.from.accountId)).toEqual([change?.to]);
    // One instant: the old period ends when the new one begins (invariant 24).
    const periods = await world.market.database.sql<{ started_at: Date; ended_at: Date | null }>(
      "SELECT started_at, ended_at FROM holder_period WHERE account_id = $1 ORDER BY started_at",
      [second.from.accountId],
    );
    expect(periods.map((each) => each.ended_at?.getTime() ?? null)).toEqual([change?.at.getTime(), null]);
    expect(periods[1]?.started_at.getTime()).toBe(change?.at.getTime());
  });

  it("gives control to the new side and ends the old one's (C4.5): within one request", async () => {
    const { from, to, application } = await open();
    granted(await world.claim(to, application));
    granted(await world.prove(to, application));
    granted(await world.accept(to, application));
    await world.reviewed(application);
    const { accountId } = from;
    expect((await from.person.query("accounts.get", { accountId })).status).toBe(401);
    expect((await to.person.query("accounts.get", { accountId })).data).toMatchObject({ role: "owner" });
    expect((await to.person.query("subjectChanges.get", { accountId, changeId: application.changeId })).data)
      // The form and the papers of the other side are not the new one's to read.
      .toMatchObject({ state: "effective", form: null, evidence: [], invitation: null });
    expect(
      (await to.person.mutate("subjectChanges.undo", { accountId, changeId: application.changeId })).problem,
    ).toMatchObject({ code: "change_undo_refused" });
  });

  it("is taken back before the new subject has done both, and not after (C3.5, C3.6)", {
    tags: ["deep"],
  }, async () => {
    const first = await open();
    granted(await world.claim(first.to, first.application));
    granted(await world.accept(first.to, first.application));
    const { from, application } = first;
    const about = { accountId: from.accountId, changeId: application.changeId };
    granted(await from.person.mutate("subjectChanges.withdraw", about));
    expect(await world.stateOf(application)).toMatchObject({ state: "withdrawn" });
    expect((await world.prove(first.to, application)).status).toBe(409);

    const second = await open();
    granted(await world.claim(second.to, second.application));
    granted(await world.accept(second.to, second.application));
    granted(await world.prove(second.to, second.application));
    const late = await second.from.person.mutate("subjectChanges.withdraw", {
      accountId: second.from.accountId,
      changeId: second.application.changeId,
    });
    expect(late.problem).toMatchObject({ code: "change_withdrawal_too_late" });
    expect(await world.stateOf(second.application)).toMatchObject({ state: "open", invitation: "complete" });
  });

  it("of a withdrawal and the last act of the new side that race, one wins and the other is told (C3.5, C3.6)", async () => {
    const { from, to, application } = await open();
    granted(await world.claim(to, application));
    granted(await world.accept(to, application));
    const about = { accountId: from.accountId, changeId: application.changeId };
    const [back, proof] = await Promise.all([
      from.person.mutate("subjectChanges.withdraw", about),
      world.prove(to, application),
    ]);
    const state = await world.stateOf(application);
    if (back.status === 200) {
      expect(state).toMatchObject({ state: "withdrawn", invitation: "accepted" });
      expect(proof.status).toBe(409);
    } else {
      expect(back.problem).toMatchObject({ code: "change_withdrawal_too_late" });
      expect(state).toMatchObject({ state: "open", invitation: "complete" });
      expect(proof.status).toBe(200);
    }
  });

  it("is agreed by two different people, not before the old contacts had their 72 hours (C3.10, C5.3)", async () => {
    const { application } = await open();
    expect((await world.agree(world.reviewer, application)).problem).toMatchObject({
      code: "change_notice_running",
    });
    await world.later(application.from.accountId, 73);
    expect(granted(await world.agree(world.reviewer, application))).toMatchObject({ platformAgrees: false });
    expect((await world.agree(world.reviewer, application)).status).not.toBe(200);
    expect(await world.stateOf(application)).toMatchObject({ review: "pending" });
    expect(granted(await world.agree(world.second, application))).toMatchObject({ platformAgrees: true });
  });

  it("another file is another review: what was agreed to falls away with any edit (invariant 30)", {
    tags: ["deep"],
  }, async () => {
    const { from, to, application } = await open();
    await world.reviewed(application);
    expect(await world.stateOf(application)).toMatchObject({ review: "agreed" });
    expect(await world.upload(application, "court_decision")).toBe(201);
    expect(await world.stateOf(application)).toMatchObject({ review: "pending" });
    granted(await world.claim(to, application));
    granted(await world.accept(to, application));
    granted(await world.prove(to, application));
    expect(await world.stateOf(application)).toMatchObject({ state: "open" });
    // Nobody vouches for the file as it is yet (C5.1).
    expect((await world.agree(world.reviewer, application)).status).toBe(409);
    granted(
      await from.person.mutate("subjectChanges.answer", {
        accountId: from.accountId,
        changeId: application.changeId,
        text: "The judgment came after we had applied.",
        commitments: (await world.consents(application)).commitments,
      }),
    );
    granted(await world.agree(world.reviewer, application));
    granted(await world.agree(world.second, application));
    expect(await world.stateOf(application)).toMatchObject({ state: "effective" });
  });

  it("an old contact's alert stops it until staff decide (C3.10); the link does one thing, once", {
    tags: ["deep"],
  }, async () => {
    const { from, application } = await open();
    const text = world.market.mail.mails.findLast(
      ({ recipients, parsed }) =>
        recipients.includes(from.person.email) && /ownership-alert#/.test(parsed.text ?? ""),
    )?.parsed.text;
    const token = /ownership-alert#([\w.-]+)/.exec(text ?? "")?.[1];
    const anybody = world.market;
    const call = async (name: string, method: "GET" | "POST") => {
      const url = `/api/trpc/subjectChanges.alerts.${name}`;
      const response = await anybody.app.inject(
        method === "GET"
          ? { method, url: `${url}?input=${encodeURIComponent(JSON.stringify({ token }))}` }
          : { method, url, payload: { token }, headers: { origin: anybody.services.env.publicUrl } },
      );
      return { status: response.statusCode, body: response.json<{ result?: { data: unknown } }>() };
    };
    expect((await call("preview", "GET")).body.result?.data).toMatchObject({ raised: false, state: "open" });
    expect((await call("raise", "POST")).status).toBe(200);
    expect((await call("raise", "POST")).status).toBe(200);
    expect((await call("preview", "GET")).body.result?.data).toMatchObject({ raised: true });
    const desk = await world.onDesk(world.reviewer, application);
    const holds = desk["holds"] as { id: string; kind: string; state: string }[];
    expect(holds.map(({ kind, state }) => [kind, state])).toEqual([["contested", "open"]]);
    await world.later(from.accountId, 73);
    expect((await world.agree(world.reviewer, application)).problem).toMatchObject({
      code: "change_blocked_by_contested",
    });
    granted(
      await world.reviewer.mutate("subjectChanges.desk.settleHold", {
        accountId: from.accountId,
        blockerId: holds[0]?.id,
        step: "lift",
        reason: "The contact had not been told by a colleague.",
        documentRef: "call of 28 November",
      }),
    );
    granted(await world.agree(world.reviewer, application));
  });

  it("a hold that is placed late still stops the effect (C3.8), and lifting it lets it follow at once", {
    tags: ["deep"],
  }, async () => {
    const { from, to, application } = await open();
    granted(await world.claim(to, application));
    granted(await world.prove(to, application));
    await world.reviewed(application);
    const { blockerId } = granted(
      await world.reviewer.mutate("subjectChanges.desk.placeHold", {
        accountId: from.accountId,
        kind: "investigation",
        reason: "A request of the authorities.",
        documentRef: "file 7",
      }),
    );
    granted(await world.accept(to, application));
    expect(await world.stateOf(application)).toMatchObject({ state: "open", invitation: "complete" });
    const lift = {
      accountId: from.accountId,
      blockerId,
      step: "lift",
      reason: "Closed.",
      documentRef: "file 7",
    };
    expect((await world.reviewer.mutate("subjectChanges.desk.settleHold", lift)).problem).toMatchObject({
      code: "change_blocker_not_yours",
    });
    granted(await world.administrator.mutate("subjectChanges.desk.settleHold", lift));
    await world.market.runJobs();
    expect(await world.stateOf(application)).toMatchObject({ state: "effective" });
  });

  it("an invitation is a bearer's, tried a few times and no more; the newest is the one that counts (C2.2)", async () => {
    const { from, to, application } = await open();
    const stranger = await world.holder({ given: "Mallory", family: "Malone" });
    const secret = world.secretFor(to.person.email);
    for (let tries = 0; tries < 5; tries += 1)
      expect((await world.claim(stranger, application, `wrong-${tries}`)).status).toBe(404);
    expect((await world.claim(to, application, secret)).status).toBe(404);
    granted(
      await from.person.mutate("subjectChanges.invite", {
        accountId: from.accountId,
        changeId: application.changeId,
        email: to.person.email,
        language: "en",
      }),
    );
    await world.market.runJobs();
    expect((await world.claim(to, application, secret)).status).toBe(404);
    granted(await world.claim(to, application));
    // Taken up by one, it is nobody else's.
    expect(
      (await stranger.person.query("subjectChanges.incoming.get", { changeId: application.changeId })).status,
    ).toBe(404);
    expect((await world.prove(stranger, application)).status).toBe(404);
  });

  it("whoever is verified under another name is not the one that was named, look-alike or not (C1.2 c)", async () => {
    const from = await world.holder(ADA);
    const alike = await world.holder({ given: "Grасe", family: "Hopper" });
    const application = await world.submitted(from, { name: GRACE, email: alike.person.email });
    granted(await world.claim(alike, application));
    expect((await world.prove(alike, application)).problem).toMatchObject({ code: "conflict" });
    expect(await world.stateOf(application)).toMatchObject({ invitation: "invited" });
  });

  it("declined, it can be offered anew; refused by the platform, it is over, and both sides are told why", {
    tags: ["deep"],
  }, async () => {
    const { from, to, application } = await open();
    granted(await world.claim(to, application));
    granted(await world.accept(to, application));
    granted(await to.person.mutate("subjectChanges.incoming.decline", { changeId: application.changeId }));
    expect(await world.stateOf(application)).toMatchObject({ state: "open", invitation: "declined" });
    const about = { accountId: from.accountId, changeId: application.changeId };
    granted(
      await from.person.mutate("subjectChanges.invite", { ...about, email: to.person.email, language: "zh" }),
    );
    granted(
      await world.reviewer.mutate("subjectChanges.desk.reject", { ...about, reason: "The papers disagree." }),
    );
    await world.market.runJobs();
    expect(await world.stateOf(application)).toMatchObject({ state: "rejected" });
    for (const email of [from.person.email, to.person.email])
      expect(
        world.market.mail.mails.some(
          ({ recipients, parsed }) =>
            recipients.includes(email) && (parsed.text ?? "").includes("The papers disagree."),
        ),
      ).toBe(true);
  });
});
