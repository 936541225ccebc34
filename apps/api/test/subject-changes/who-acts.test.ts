import { beforeAll, describe, expect, it } from "vitest";
import { browser, enrol, signUp } from "../support/people.ts";
import { granted, openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

const ADA = { given: "Ada", family: "Lovelace" };
const GRACE = { given: "Grace", family: "Hopper" };

describe("who may do what about a change", () => {
  it("a stolen session of the owner completes nothing: submitting asks for the second factor (threat 7)", async () => {
    const from = await world.holder(ADA);
    const to = await world.holder(GRACE);
    const application = await world.prepared(from, { name: GRACE, email: to.person.email });
    // The thief has the cookies of a session in which nothing was proven lately.
    await world.market.database.sql("UPDATE auth_session SET stepped_up_at = NULL WHERE user_id = $1", [
      from.person.loginId,
    ]);
    const thief = browser(world.market);
    for (const [name, value] of from.person.jar) thief.jar.set(name, value);
    const { commitments } = await world.consents(application);
    const submitted = await thief.mutate("subjectChanges.submit", {
      accountId: from.accountId,
      changeId: application.changeId,
      commitments,
    });
    expect(submitted.problem).toMatchObject({ code: "step_up_required" });
    expect(await world.stateOf(application)).toMatchObject({ state: "draft" });
  });

  it("a draft of another account is not found, by whoever asks", async () => {
    const from = await world.holder(ADA);
    const stranger = await world.holder(GRACE);
    const { changeId } = await world.begin(from, { name: GRACE, email: stranger.person.email });
    for (const [name, input] of [
      ["subjectChanges.withdraw", { changeId }],
      ["subjectChanges.fill", { changeId, revision: 0, ground: "merger", form: FORM }],
    ] as const)
      expect(
        (await stranger.person.mutate(name, { accountId: stranger.accountId, ...input })).problem,
      ).toMatchObject({ code: "not_found" });
    for (const accountId of [stranger.accountId, from.accountId])
      expect((await stranger.person.query("subjectChanges.get", { accountId, changeId })).status).toBe(404);
  });

  it("a representative acts where the holder cannot, sees nothing else, and must be verified (C3.9)", async () => {
    const from = await world.holder(ADA);
    const heir = await world.holder(GRACE);
    const representative = await world.holder({ given: "Edith", family: "Clarke" });
    granted(
      await world.administrator.mutate("subjectChanges.desk.letRepresentativeIn", {
        accountId: from.accountId,
        email: representative.person.email,
        reason: "The holder has died; the executor presented the court's letter.",
        documentRef: "estate 44/26",
      }),
    );
    const { accountId } = from;
    expect((await representative.person.query("accounts.get", { accountId })).data).toMatchObject({
      role: "representative",
    });
    for (const hidden of ["wallet.balance", "orders.list", "partners.keys.list", "notices.list"])
      expect([hidden, (await representative.person.query(hidden, { accountId })).problem.code]).toEqual([
        hidden,
        "forbidden",
      ]);
    const applied = { ...from, person: representative.person };
    const application = await world.begin(applied, { name: GRACE, email: heir.person.email }, "death");
    expect(
      granted(await applied.person.query("subjectChanges.get", { accountId, ...idOf(application) })),
    ).toMatchObject({ capacity: "representative" });
    const preview = granted(
      await applied.person.query("subjectChanges.preview", {
        accountId,
        ...idOf(application),
        commitments: null,
      }),
    )["decision"] as { refusals: { code: string }[] };
    // Death: a representative has to act, and one does; their authority and the papers of the ground are missing.
    expect(preview.refusals.map(({ code }) => code)).toEqual([
      "change_authority_missing",
      // The representative's own phone, which nobody confirmed (C3.9).
      "change_phone_unconfirmed",
      "change_evidence_missing",
      "change_agreement_not_accepted",
      "change_commitments_not_given",
    ]);
    // The holder's own owner cannot apply on this ground.
    const own = await world.begin(from, { name: GRACE, email: heir.person.email }, "death");
    const theirs = granted(
      await from.person.query("subjectChanges.preview", { accountId, ...idOf(own), commitments: null }),
    )["decision"] as { refusals: { code: string }[] };
    expect(theirs.refusals.map(({ code }) => code)).toContain("change_representative_needed");
  });

  it("a manager applies for a customer with proof, and never reviews it (C3.3)", {
    tags: ["deep"],
  }, async () => {
    const from = await world.holder(ADA);
    const to = await world.holder(GRACE);
    const byManager = { ...from, person: world.administrator };
    const application = await world.begin(byManager, { name: GRACE, email: to.person.email });
    for (const kind of ["actual_holder_proof", "verified_subject_statement"])
      expect(await world.upload(application, kind)).toBe(201);
    const { application: agreement } = await world.consents(application);
    granted(
      await world.administrator.mutate("subjectChanges.acceptAgreement", {
        accountId: from.accountId,
        ...idOf(application),
        consent: agreement,
      }),
    );
    await world.confirmPhone(from, application);
    expect((await world.submit(application)).problem).toMatchObject({ code: "change_authorization_missing" });
    expect(await world.upload(application, "authorization_proof")).toBe(201);
    granted(await world.submit(application));
    await world.market.runJobs();
    await world.later(from.accountId, 73);
    expect((await world.agree(world.administrator, application)).problem).toMatchObject({
      code: "change_manager_reviews",
    });
    expect(
      (
        await world.administrator.mutate("subjectChanges.desk.take", {
          accountId: from.accountId,
          ...idOf(application),
        })
      ).problem,
    ).toMatchObject({ code: "forbidden" });
    granted(await world.agree(world.reviewer, application));
    granted(await world.agree(world.second, application));
  });

  it("whoever has to do with a side decides nothing about it (C5.3, invariant 34)", async () => {
    const from = await world.holder(ADA);
    const to = await world.holder(GRACE);
    const application = await world.submitted(from, { name: GRACE, email: to.person.email });
    await world.later(from.accountId, 73);
    // The reviewer was a member of the account once.
    await world.market.database.sql(
      "INSERT INTO member (account_id, login_id, role, ended_at) VALUES ($1, $2, 'member', clock_timestamp())",
      [from.accountId, world.second.loginId],
    );
    expect((await world.agree(world.second, application)).problem).toMatchObject({
      code: "change_reviewer_related",
    });
    const about = { accountId: from.accountId, ...idOf(application) };
    for (const [name, input] of [
      ["take", {}],
      ["ask", { text: "Why?" }],
      ["reject", { reason: "No." }],
      ["terminate", { ground: "harm", reason: "No." }],
    ] as const)
      expect([
        name,
        (await world.second.mutate(`subjectChanges.desk.${name}`, { ...about, ...input })).status,
      ]).not.toEqual([name, 200]);
    expect(await world.stateOf(application)).toMatchObject({ state: "open", review: "pending" });
  });

  it("the original side cannot take its own invitation up (C2.2)", async () => {
    const from = await world.holder(ADA);
    const elsewhere = `elsewhere-${crypto.randomUUID().slice(0, 8)}@example.com`;
    const application = await world.submitted(from, { name: GRACE, email: elsewhere });
    expect((await world.claim(from, application, world.secretFor(elsewhere))).problem).toMatchObject({
      code: "forbidden",
    });
    const own = await world.prepared(await world.holder(ADA), { name: GRACE, email: "nobody@example.com" });
    granted(
      await own.from.person.mutate("subjectChanges.fill", {
        accountId: own.from.accountId,
        ...idOf(own),
        revision: 0,
        ground: "holder_differs",
        form: { ...FORM, email: own.from.person.email },
      }),
    );
    expect((await world.submit(own)).problem).toMatchObject({ code: "validation_failed" });
  });

  it("two tabs do not write over each other, and a form that is not whole is not submitted", async () => {
    const from = await world.holder(ADA);
    const application = await world.prepared(from, { name: GRACE, email: "heir@example.com" });
    const save = (revision: number, form: unknown) =>
      from.person.mutate("subjectChanges.fill", {
        accountId: from.accountId,
        ...idOf(application),
        revision,
        ground: "holder_differs",
        form,
      });
    granted(await save(0, { ...FORM, explanation: "" }));
    expect((await save(0, FORM)).problem).toMatchObject({ code: "conflict" });
    const refused = await world.submit(application);
    expect(refused.problem.errors).toEqual([{ path: "form.explanation", message: "must not be empty" }]);
  });

  it("somebody without a second factor is asked to set one up before anything is submitted", async () => {
    const from = await world.holder(ADA);
    const plain = await signUp(world.market, "plain");
    await world.market.database.sql(
      "INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner')",
      [from.accountId, plain.loginId],
    );
    const application = await world.prepared(
      { ...from, person: plain },
      { name: GRACE, email: "h@example.com" },
    );
    expect((await world.submit(application)).problem).toMatchObject({ code: "second_factor_required" });
    const proven = await enrol(plain, world.market);
    granted(await world.submit({ ...application, from: { ...from, person: proven } }));
  });
});

const idOf = ({ changeId }: { readonly changeId: string }) => ({ changeId });
const FORM = {
  newSubject: { kind: "individual", ...GRACE },
  email: "heir@example.com",
  explanation: "It was always hers.",
};
