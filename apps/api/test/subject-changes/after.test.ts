import { checkRecord } from "@tenure/core/subject-changes";
import { beforeAll, describe, expect, it } from "vitest";
import { staff, type Person } from "../support/people.ts";
import { unzipped } from "../support/unzip.ts";
import { granted, openWorld, type World } from "./world.ts";

let world: World;
let other: Person;
beforeAll(async () => {
  world = await openWorld();
  other = await staff(world.market, "administrator");
});

const ADA = { given: "Ada", family: "Lovelace" };
const GRACE = { given: "Grace", family: "Hopper" };

/** A change that took effect. */
async function effective() {
  const from = await world.holder(ADA);
  const to = await world.holder(GRACE);
  const application = await world.submitted(from, { name: GRACE, email: to.person.email });
  granted(await world.claim(to, application));
  granted(await world.prove(to, application));
  granted(await world.accept(to, application));
  await world.reviewed(application);
  await world.market.runJobs();
  expect(await world.stateOf(application)).toMatchObject({ state: "effective" });
  return { from, to, application, about: { accountId: from.accountId, changeId: application.changeId } };
}

describe("after a change took effect", () => {
  it("nobody's wish undoes it (C4.4); the platform revokes for a breach, by two people, as a handover back (C5.5)", {
    tags: ["deep"],
  }, async () => {
    const { from, to, application, about } = await effective();
    const { accountId } = from;
    expect((await to.person.mutate("subjectChanges.undo", about)).problem.code).toBe("change_undo_refused");
    const breach = { ...about, reason: "The judgment was forged.", documentRef: "police file 9" };
    // Reviewers revoke nothing at all.
    expect(
      (await world.reviewer.mutate("subjectChanges.desk.proposeRevocation", breach)).problem,
    ).toMatchObject({ code: "forbidden" });
    const { revocationId } = granted(
      await world.administrator.mutate("subjectChanges.desk.proposeRevocation", breach),
    );
    const carry = { accountId, revocationId };
    expect(
      (await world.administrator.mutate("subjectChanges.desk.carryOutRevocation", carry)).problem,
    ).toMatchObject({ code: "change_second_person_needed" });
    expect(await world.stateOf(application)).toMatchObject({ state: "effective" });
    granted(await other.mutate("subjectChanges.desk.carryOutRevocation", carry));
    expect(await world.stateOf(application)).toMatchObject({ state: "revoked" });
    // Three periods that follow each other to the millisecond: the original, the new, the original again.
    const periods = await world.market.database.sql<{ subject: string; from: Date; until: Date | null }>(
      `SELECT subject_id AS subject, started_at AS "from", ended_at AS until FROM holder_period
        WHERE account_id = $1 ORDER BY started_at, ended_at NULLS LAST`,
      [accountId],
    );
    expect(periods.map(({ subject }) => subject)).toEqual([
      from.subjectId,
      periods[1]?.subject,
      from.subjectId,
    ]);
    expect(periods[1]?.subject).not.toBe(from.subjectId);
    expect(periods.map(({ until }) => until?.getTime() ?? null)).toEqual([
      periods[1]?.from.getTime(),
      periods[2]?.from.getTime(),
      null,
    ]);
    // Control is the original owner's again, and the other side's is gone within one request.
    expect((await to.person.query("accounts.get", { accountId })).status).toBe(404);
    const [member] = await world.market.database.sql<{ login: string; role: string }>(
      `SELECT login_id AS login, role FROM member WHERE account_id = $1 AND ended_at IS NULL`,
      [accountId],
    );
    expect(member).toEqual({ login: from.person.loginId, role: "owner" });
    // Both sides are told, each once: who holds it again in the account's own list, who lost it outside of it.
    await world.market.runJobs();
    const letters = await world.market.database.sql<{
      kind: string;
      recipient: string;
      account: string | null;
    }>(
      `SELECT kind, recipient, account_id AS account FROM notice
        WHERE kind LIKE 'subject_change_revoked_%' AND recipient IN ($1, $2) ORDER BY kind`,
      [from.person.email, to.person.email],
    );
    expect(letters).toEqual([
      { kind: "subject_change_revoked_new", recipient: from.person.email, account: accountId },
      { kind: "subject_change_revoked_old", recipient: to.person.email, account: null },
    ]);
    // It is not revoked twice.
    expect((await other.mutate("subjectChanges.desk.proposeRevocation", breach)).problem).toMatchObject({
      code: "change_not_effective",
    });
  });

  it("a proposal that is dropped revokes nothing", { tags: ["deep"] }, async () => {
    const { from, application, about } = await effective();
    const { revocationId } = granted(
      await world.administrator.mutate("subjectChanges.desk.proposeRevocation", {
        ...about,
        reason: "A complaint.",
        documentRef: "letter",
      }),
    );
    const drop = { accountId: from.accountId, revocationId, reason: "The complaint was unfounded." };
    granted(await world.administrator.mutate("subjectChanges.desk.dropRevocation", drop));
    expect(
      (
        await other.mutate("subjectChanges.desk.carryOutRevocation", {
          accountId: from.accountId,
          revocationId,
        })
      ).status,
    ).toBe(409);
    expect(await world.stateOf(application)).toMatchObject({ state: "effective" });
  });

  it("its whole record is one archive that verifies offline, and notices any altered byte (C5.4)", async () => {
    const { from, application } = await effective();
    const fetched = await world.reviewer.send(
      "GET",
      `/v1/accounts/${from.accountId}/subject-changes/${application.changeId}/record`,
    );
    if (fetched.statusCode !== 200) throw new Error(world.market.logText().split("\n").slice(-4).join("\n"));
    const files = await unzipped(fetched.rawPayload);
    const manifest: unknown = JSON.parse(files.get("manifest.json")?.toString() ?? "");
    files.delete("manifest.json");
    const names = [...files.keys()];
    expect(names.filter((name) => name.startsWith("evidence/"))).toEqual([
      "evidence/01-actual_holder_proof.pdf",
      "evidence/02-verified_subject_statement.pdf",
    ]);
    expect(names.filter((name) => name.startsWith("consents/")).toSorted()).toEqual([
      "consents/acceptance.txt",
      "consents/application.txt",
      "consents/commitments.txt",
    ]);
    // The submission, the acceptance, two agreements and the effect: each signed.
    for (const kind of ["apply", "accept", "agree", "effect"])
      expect(names.some((name) => name.startsWith("decisions/") && name.includes(`-${kind}-`))).toBe(true);
    const keys = [world.market.services.signer.publicKey];
    expect(checkRecord(manifest, files, keys)).toEqual([]);
    for (const name of names) {
      const bytes = Buffer.from(files.get(name) ?? []);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      expect(checkRecord(manifest, new Map([...files, [name, bytes]]), keys)).toContainEqual({
        path: name,
        problem: "altered",
      });
    }
    // Who took it out of the house is written down.
    const [row] = await world.market.database.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_row WHERE action = 'subject_changes.export_record' AND target_id = $1`,
      [application.changeId],
    );
    expect(row?.n).toBe(1);
    // Neither side fetches it.
    expect(
      (
        await from.person.send(
          "GET",
          `/v1/accounts/${from.accountId}/subject-changes/${application.changeId}/record`,
        )
      ).statusCode,
    ).not.toBe(200);
  });
});
