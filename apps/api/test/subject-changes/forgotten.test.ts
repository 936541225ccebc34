import { beforeAll, describe, expect, it } from "vitest";
import { chainAudit } from "../../src/audit/chain.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { sweepChanges } from "../../src/subject-changes/jobs.ts";
import { sweepSubjects } from "../../src/subjects/erase.ts";
import { dumpOf, foundIn } from "../support/canary.ts";
import { granted, openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

const ADA = { given: "Ada", family: "Lovelace" };
const GRACE = { given: "Gracewinda", family: "Hopperling" };

/** An application whose new subject has proven who they are, and not accepted yet. */
async function proven() {
  const from = await world.holder(ADA);
  const to = await world.holder(GRACE);
  const application = await world.submitted(from, { name: GRACE, email: to.person.email });
  granted(await world.claim(to, application));
  granted(await world.prove(to, application));
  return { from, to, application, about: { accountId: from.accountId, changeId: application.changeId } };
}

/** What the vault still opens of a change: the copy of the new subject's proof, its original, form and papers. */
async function known(changeId: string) {
  const { db, vault } = world.market.services;
  return db.within(PLATFORM, async (tx) => {
    const change = await tx.subjectChange.findUniqueOrThrow({ where: { id: changeId } });
    const copy = await tx.subject.findUniqueOrThrow({ where: { id: change.toSubjectId } });
    const files = await tx.subjectChangeEvidence.findMany({ where: { changeId } });
    return {
      copy: (await vault.get(tx, "proven_person", copy.verifiedRecordId ?? changeId))?.given ?? null,
      digest: copy.personDigest !== null,
      form: (await vault.get(tx, "change_form", change.formRecordId))?.newSubject,
      papers: (await Promise.all(files.map(({ fileId }) => vault.getFile(tx, fileId)))).filter(
        (bytes) => bytes !== null,
      ).length,
    };
  });
}

const proofOf = async (subjectId: string) => {
  const { db, vault } = world.market.services;
  return db.within(PLATFORM, async (tx) => {
    const { verifiedRecordId } = await tx.subject.findUniqueOrThrow({ where: { id: subjectId } });
    return (await vault.get(tx, "proven_person", verifiedRecordId ?? ""))?.given;
  });
};

const lastAudit = async (changeId: string, action: string) =>
  (
    await world.market.database.sql<{ after: Record<string, unknown> }>(
      "SELECT after FROM audit_row WHERE target_id = $1 AND action = $2 ORDER BY id DESC LIMIT 1",
      [changeId, action],
    )
  )[0]?.after;

type Proven = Awaited<ReturnType<typeof proven>>;

/** Every way in which a change ends without effect. */
const ENDS: Record<string, { readonly state: string; readonly end: (open: Proven) => Promise<unknown> }> = {
  "subject_changes.withdraw": {
    state: "withdrawn",
    end: async ({ from, about }) => granted(await from.person.mutate("subjectChanges.withdraw", about)),
  },
  "subject_changes.reject": {
    state: "rejected",
    end: async ({ about }) =>
      granted(await world.reviewer.mutate("subjectChanges.desk.reject", { ...about, reason: "No." })),
  },
  "subject_changes.terminate": {
    state: "terminated",
    end: async ({ about }) =>
      granted(
        await world.administrator.mutate("subjectChanges.desk.terminate", {
          ...about,
          ground: "harm",
          reason: "A third party would be harmed.",
        }),
      ),
  },
  "subject_changes.expire": {
    state: "expired",
    end: async ({ from }) => {
      await world.later(from.accountId, 24 * 400);
      await sweepChanges(world.market.services, { accountId: from.accountId });
    },
  },
};

describe("who was to become the holder, and did not", () => {
  const destroys =
    "%s destroys the copy of their proof in its own transaction; form, papers and their own account's proof stay";
  const destroysTheCopy = async (action: string, { state, end }: (typeof ENDS)[string]) => {
    const open = await proven();
    const { changeId } = open.about;
    const before = { copy: GRACE.given, digest: true, form: { kind: "individual", ...GRACE }, papers: 2 };
    expect(await known(changeId)).toEqual(before);
    await end(open);
    expect(await world.stateOf(open.application)).toMatchObject({ state });
    // What the original subject handed in is kept as long as what proves who they are (retention `proven`).
    expect(await known(changeId)).toEqual({ ...before, copy: null, digest: false });
    expect(await proofOf(open.to.subjectId)).toBe(GRACE.given);
    expect(await lastAudit(changeId, action)).toMatchObject({ state, newSubjectForgotten: true });
  };
  it.each(Object.entries(ENDS).slice(0, 1))(destroys, destroysTheCopy);
  it.each(Object.entries(ENDS).slice(1))(destroys, { tags: ["deep"] }, destroysTheCopy);

  it("one that declines is forgotten at once; whoever is invited then has a key of their own, and it is another file (invariant 30)", async () => {
    const { from, to, application, about } = await proven();
    await world.reviewed(application);
    granted(await to.person.mutate("subjectChanges.incoming.decline", { changeId: about.changeId }));
    expect(await known(about.changeId)).toMatchObject({ copy: null, digest: false, papers: 2 });
    expect(await lastAudit(about.changeId, "subject_changes.decline")).toMatchObject({
      newSubjectForgotten: true,
    });
    const invite = { ...about, email: to.person.email, language: "en" };
    granted(await from.person.mutate("subjectChanges.invite", invite));
    expect(await world.stateOf(application)).toMatchObject({ state: "open", review: "pending" });
    await world.market.runJobs();
    granted(await world.claim(to, application));
    granted(await world.prove(to, application));
    expect(await known(about.changeId)).toMatchObject({ copy: GRACE.given, digest: true });
    granted(await world.accept(to, application));
    // Nobody vouches for this file yet (C5.1).
    expect((await world.agree(world.reviewer, application)).status).toBe(409);
    const vouched = async () => granted(await from.person.query("subjectChanges.get", about))["vouched"];
    expect(await vouched()).toBe(false);
    const { commitments } = await world.consents(application);
    granted(
      await from.person.mutate("subjectChanges.answer", {
        ...about,
        text: "She takes it after all.",
        commitments,
      }),
    );
    expect(await vouched()).toBe(true);
    granted(await world.agree(world.reviewer, application));
    granted(await world.agree(world.second, application));
    expect(await world.stateOf(application)).toMatchObject({ state: "effective" });
  });

  it("the database forgets nobody of a change that is open or took effect, and replaces nobody that is known", {
    tags: ["deep"],
  }, async () => {
    const { from, to, application, about } = await proven();
    const { sql } = world.market.database;
    const forget = () => sql("SELECT tenure_forget_new_subject($1, now()) AS forgotten", [about.changeId]);
    expect(await forget()).toEqual([{ forgotten: false }]);
    await expect(
      sql("UPDATE subject_change SET to_subject_id = uuidv7() WHERE id = $1", [about.changeId]),
    ).rejects.toThrow(/forgotten/);
    await world.reviewed(application);
    granted(await world.accept(to, application));
    expect(await world.stateOf(application)).toMatchObject({ state: "effective" });
    expect(await forget()).toEqual([{ forgotten: false }]);
    expect(await known(about.changeId)).toMatchObject({ copy: GRACE.given });
    expect(await world.holderOf(from.accountId)).not.toEqual([to.subjectId]);
  });

  it("the sweep catches up with changes that ended before, and with nobody else; the chain verifies, and no dump has a name", {
    tags: ["deep"],
  }, async () => {
    const { application, about } = await proven();
    const running = await proven();
    // As an earlier version left it.
    await world.market.database.sql(
      "UPDATE subject_change SET state = 'rejected', end_reason = 'No.', ended_at = now() WHERE id = $1",
      [application.changeId],
    );
    await sweepSubjects(world.market.services);
    expect(await known(about.changeId)).toMatchObject({ copy: null, digest: false, papers: 2 });
    expect(await known(running.about.changeId)).toMatchObject({ copy: GRACE.given, digest: true });
    await chainAudit(world.market.services.db);
    expect((await verifyAudit(world.market.services.db)).findings).toEqual([]);
    const needles = [GRACE.given, GRACE.family];
    expect(foundIn(await dumpOf(world.market.database), needles)).toEqual([]);
    expect(foundIn(world.market.logText(), needles)).toEqual([]);
  });
});
