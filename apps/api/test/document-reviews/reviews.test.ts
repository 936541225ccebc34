import { beforeAll, describe, expect, it } from "vitest";
import { type Market, openMarket } from "../support/market.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";

let market: Market;
let reviewer: Person;
let colleague: Person;
beforeAll(async () => {
  market = await openMarket();
  reviewer = await staff(market, "reviewer");
  colleague = await staff(market, "administrator");
});

const four = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
/** A whole PNG; `seed` makes its bytes its own. */
const png = (seed: number): Buffer =>
  Buffer.from([
    0x89,
    ...Buffer.from("PNG\r\n\u001a\n"),
    ...four(13),
    ...Buffer.from("IHDR"),
    ...four(64),
    ...four(64),
    8,
    2,
    0,
    0,
    0,
    ...four(seed),
    ...four(0),
    ...Buffer.from("IEND"),
    ...four(0),
  ]);
const PDF = Buffer.from("%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF\n");

const FORTUNA = {
  kind: "company",
  legalName: "Fortuna Quasar GmbH",
  registrationNumber: "HRB 991177",
  country: "DE",
} as const;

async function owner(): Promise<{ person: Person; accountId: string }> {
  const person = await signUp(market, "ida");
  return { person, accountId: await openAccount(market, person) };
}

async function begun() {
  const { person, accountId } = await owner();
  const { data, problem } = await person.mutate("documentReviews.begin", { accountId, ...FORTUNA });
  expect(problem).toEqual({});
  return { person, accountId, reviewId: String(data["reviewId"]) };
}

const add = async (
  person: Person,
  { accountId, reviewId }: { accountId: string; reviewId: string },
  bytes: Buffer,
  name = "extract.png",
) => {
  const response = await market.app.inject({
    method: "POST",
    url: `/v1/accounts/${accountId}/document-reviews/${reviewId}/files`,
    headers: {
      cookie: person.cookie(),
      origin: market.services.env.publicUrl,
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(name),
    },
    payload: bytes,
  });
  return { status: response.statusCode, body: response.json<{ fileId?: string; detail?: string }>() };
};

interface Review {
  readonly state: string;
  readonly files: { id: string; name: string; removable: boolean }[];
  readonly answer: string | null;
  readonly actions: string[];
}
const reviewOf = async (person: Person, accountId: string) =>
  (await person.query("documentReviews.latest", { accountId })).data["review"] as unknown as Review;

/** Sent, with one file, and taken by the reviewer. */
async function taken(seed: number) {
  const it = await begun();
  await add(it.person, it, png(seed));
  await it.person.mutate("documentReviews.submit", { accountId: it.accountId, reviewId: it.reviewId });
  await reviewer.mutate("documentReviews.desk.take", { accountId: it.accountId, reviewId: it.reviewId });
  return it;
}

const kindsOfMails = async (accountId: string) =>
  (
    await market.database.sql<{ kind: string }>(
      "SELECT kind FROM notice WHERE account_id = $1 AND kind LIKE 'documents_%' ORDER BY id",
      [accountId],
    )
  ).map(({ kind }) => kind);

describe("an organisation proves who it is (C1.2, C2.1)", () => {
  it("C1.2, C2.1: documents are sent, read, more is asked for, and then it is the verified holder", async () => {
    const { person, accountId, reviewId } = await begun();
    const input = { accountId, reviewId };
    expect((await person.mutate("documentReviews.submit", input)).problem.detail).toContain("Add a document");
    expect((await add(person, input, png(1), "营业执照.png")).status).toBe(201);
    const sent = await person.mutate("documentReviews.submit", input);
    expect(sent.data["state"]).toBe("submitted");
    expect((await add(person, input, png(2))).status).toBe(409);

    const queue = await reviewer.query("documentReviews.desk.queue", {});
    expect(queue.data["items"]).toEqual([expect.objectContaining({ id: reviewId, reviewer: null })]);
    expect((await reviewer.mutate("documentReviews.desk.verify", input)).problem.code).toBe("conflict");
    await reviewer.mutate("documentReviews.desk.take", input);
    await reviewer.mutate("documentReviews.desk.ask", { ...input, text: "Please add the articles." });
    expect(await reviewOf(person, accountId)).toMatchObject({
      state: "needs_info",
      answer: "Please add the articles.",
      actions: ["submit", "cancel"],
      files: [{ name: "营业执照.png", removable: false }],
    });
    // What was read stays; what comes beside it may still go.
    const [read] = (await reviewOf(person, accountId)).files;
    expect(
      (await person.mutate("documentReviews.removeFile", { ...input, fileId: read?.id })).problem.code,
    ).toBe("conflict");
    expect((await add(person, input, PDF, "articles.pdf")).status).toBe(201);
    await person.mutate("documentReviews.submit", input);
    await colleague.mutate("documentReviews.desk.take", input);
    // Two reviewers, one decides: whoever took it last.
    expect((await reviewer.mutate("documentReviews.desk.verify", input)).problem.code).toBe("conflict");
    expect((await colleague.mutate("documentReviews.desk.verify", input)).data["state"]).toBe("verified");

    const holder = (await person.query("holder.get", { accountId })).data;
    expect(holder).toMatchObject({
      kind: "company",
      name: "Fortuna Quasar GmbH",
      basis: "verified",
      verifiedBy: "documents",
      canVerify: false,
    });
    expect(await kindsOfMails(accountId)).toEqual([
      "documents_received",
      "documents_needed",
      "documents_received",
      "documents_verified",
    ]);
    expect(
      (await person.mutate("holder.verify", { accountId, given: "Ida", family: "B" })).problem.code,
    ).toBe("conflict");
  });

  it("a rejection says why, ends the review, and leaves the account as it was", {
    tags: ["deep"],
  }, async () => {
    const { person, accountId, reviewId } = await taken(11);
    await reviewer.mutate("documentReviews.desk.reject", {
      accountId,
      reviewId,
      text: "The extract is of 2019.",
    });
    expect(await reviewOf(person, accountId)).toMatchObject({ state: "rejected", actions: [] });
    expect((await person.query("holder.get", { accountId })).data).toMatchObject({
      basis: "profile",
      verifiedAt: null,
    });
    const again = await person.mutate("documentReviews.begin", { accountId, ...FORTUNA });
    expect(again.status).toBe(200);
    // A person's check and an organisation's documents exclude each other.
    expect(
      (await person.mutate("holder.verify", { accountId, given: "Ida", family: "B" })).problem.code,
    ).toBe("conflict");
    await person.mutate("documentReviews.cancel", { accountId, reviewId: again.data["reviewId"] });
    expect((await person.mutate("holder.verify", { accountId, given: "Ida", family: "B" })).status).toBe(200);
    expect((await person.mutate("documentReviews.begin", { accountId, ...FORTUNA })).problem.code).toBe(
      "conflict",
    );
  });

  it("threat 26: hostile files are refused and leave nothing behind; the same file twice, too", async () => {
    const { person, accountId, reviewId } = await begun();
    const at = { accountId, reviewId };
    for (const [bytes, why] of [
      [Buffer.from("<html><script>alert(1)</script>"), "Only PDF"],
      [Buffer.concat([png(3), Buffer.from("PK\u0003\u0004")]), "stands behind"],
      [Buffer.from("%PDF-1.7\n<</OpenAction <</S /JavaScript>>>>\n%%EOF\n"), "script"],
    ] as const)
      expect(await add(person, at, bytes)).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining(why) },
      });
    expect((await add(person, at, Buffer.alloc(10 * 1024 * 1024 + 100))).status).toBe(413);
    expect((await add(person, at, png(4), "")).status).toBe(400);
    expect((await add(person, at, png(4), "\u202egnp.exe")).status).toBe(400);
    expect((await add(person, at, png(4))).status).toBe(201);
    expect((await add(person, at, png(4), "other name.png")).status).toBe(409);
    const kept = await market.database.sql("SELECT 1 FROM vault_file WHERE review_id = $1", [reviewId]);
    expect(kept).toHaveLength(1);
    const [file] = (await reviewOf(person, accountId)).files;
    await person.mutate("documentReviews.removeFile", { ...at, fileId: file?.id });
    expect(
      await market.database.sql("SELECT sealed FROM vault_file WHERE review_id = $1", [reviewId]),
    ).toEqual([{ sealed: null }]);
  });

  it("threat 9: the same bytes on two accounts are told to the reviewer, and each look is written down", async () => {
    const one = await taken(77);
    const two = await taken(77);
    const seen = await reviewer.query("documentReviews.desk.get", { reviewId: two.reviewId });
    expect(seen.data["seenElsewhere"]).toEqual([expect.objectContaining({ accountId: one.accountId })]);
    const [file] = seen.data["files"] as { id: string }[];
    const url = `/v1/accounts/${two.accountId}/document-reviews/${two.reviewId}/files/${file?.id}`;
    const shown = await reviewer.send("GET", url);
    expect(shown.rawPayload).toEqual(png(77));
    expect(shown.headers).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": expect.stringMatching(/^inline; filename="document-[0-9a-f]{8}\.png"$/),
    });
    expect(
      await market.database.sql(
        "SELECT actor_id FROM audit_row WHERE account_id = $1 AND action = 'document_reviews.look'",
        [two.accountId],
      ),
    ).toEqual([{ actor_id: reviewer.loginId }]);
    // Not even its own owner, and nobody under another account's address.
    expect((await two.person.send("GET", url)).statusCode).toBe(403);
    expect((await reviewer.send("GET", url.replace(two.accountId, one.accountId))).statusCode).toBe(404);
  });

  it("invariant 34: whoever belongs to the account does not review its documents", async () => {
    const { person, accountId, reviewId } = await begun();
    await add(person, { accountId, reviewId }, png(90));
    await person.mutate("documentReviews.submit", { accountId, reviewId });
    await market.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
      accountId,
      reviewer.loginId,
    ]);
    const refused = await reviewer.mutate("documentReviews.desk.take", { accountId, reviewId });
    expect(refused.problem.code).toBe("forbidden");
    expect((await person.mutate("documentReviews.desk.take", { accountId, reviewId })).problem.code).toBe(
      "forbidden",
    );
  });

  it("canary: neither what it is called nor its files stand in the database in the clear", async () => {
    const tables = [
      "vault_file",
      "vault_record",
      "document_review",
      "audit_row",
      "command_record",
      "notice",
      "provider_event",
      "subject",
    ];
    for (const table of tables) {
      const rows = await market.database.sql<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      const text = rows
        .map(({ row }) => row)
        .join("\n")
        .toLowerCase();
      for (const needle of ["Quasar", "HRB 991177", "营业执照", "IHDR"]) {
        expect(text).not.toContain(needle.toLowerCase());
        expect(text).not.toContain(Buffer.from(needle).toString("hex"));
      }
    }
    expect(market.logText()).not.toMatch(/Quasar|991177|营业执照/);
  });
});
