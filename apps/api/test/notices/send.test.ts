import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { createOutbox } from "../../src/jobs/queue.ts";
import { identityMailByNotice } from "../../src/notices/identity-mail.ts";
import { createMailer, type Mailer } from "../../src/notices/mailer.ts";
import { queueNotice } from "../../src/notices/queue.ts";
import { sendNotice } from "../../src/notices/send.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { testQueue } from "../support/queue.ts";

describe("sending a notice", () => {
  let database: TestDatabase;
  let server: MailServer;
  let mailer: Mailer;
  let outbox: ReturnType<typeof createOutbox>;
  beforeAll(async () => {
    database = await freshDatabase();
    server = await startMailServer();
    mailer = createMailer(server.url, "Tenure <billing@mail.tenure.test>");
    outbox = createOutbox(await testQueue(database.url));
  });
  afterAll(() => mailer.close());

  /** Queues a mail about a gift that was taken back. @returns its id */
  async function queued(
    email: string,
    params: { reason: string; amount: string },
    dedupeKey: string = randomUUID(),
  ) {
    await database.db.within(PLATFORM, (tx) =>
      queueNotice(tx, outbox, {
        kind: "gift_revoked",
        dedupeKey,
        accountId: null,
        to: { email, name: "Ada", language: "en" },
        now: "2026-11-20T14:02:03.123Z",
        zone: "UTC",
        params,
        currency: "USD",
      }),
    );
    const [row] = await database.sql<{ id: string }>("SELECT id FROM notice WHERE dedupe_key = $1", [
      dedupeKey,
    ]);
    if (row === undefined) throw new Error("no notice");
    return row.id;
  }
  const stateOf = async (id: string) =>
    (
      await database.sql<{
        state: string;
        attempts: number;
        problem: string | null;
        text: string;
        html: string;
      }>("SELECT state, attempts, problem, text, html FROM notice WHERE id = $1", [id])
    )[0];
  const mailsTo = (email: string) => server.mails.filter((each) => each.recipients.includes(email));

  it("delivers one mail with text and HTML, under an id made from the notice, and marks it sent", async () => {
    const id = await queued("ada@example.com", { reason: "entered twice", amount: "12500000000" });
    await sendNotice({ db: database.db, mailer }, { noticeId: id });
    await sendNotice({ db: database.db, mailer }, { noticeId: id });
    const [mail, ...more] = mailsTo("ada@example.com");
    expect(more).toEqual([]);
    expect(mail?.parsed.messageId).toBe(`<notice.${id}@mail.tenure.test>`);
    expect(mail?.parsed.subject).toBe("Gift credits taken back");
    expect(mail?.parsed.text).toContain("We took back $12.50 of unspent gift credits.");
    expect(mail?.parsed.html).toContain("entered twice");
    expect(await stateOf(id)).toMatchObject({ state: "sent", attempts: 1, problem: null });
  });

  it("sends again under the same Message-ID when the process died before it noted the answer", async () => {
    const id = await queued("grace@example.com", { reason: "crash", amount: "1000000000" });
    await sendNotice({ db: database.db, mailer }, { noticeId: id });
    await database.sql("UPDATE notice SET state = 'queued', sent_at = NULL WHERE id = $1", [id]);
    await sendNotice({ db: database.db, mailer }, { noticeId: id });
    const ids = mailsTo("grace@example.com").map((each) => each.parsed.messageId);
    expect(ids).toEqual([`<notice.${id}@mail.tenure.test>`, `<notice.${id}@mail.tenure.test>`]);
  });

  it("writes one notice and one job per key, however often it is queued", async () => {
    const key = randomUUID();
    await queued("twice@example.com", { reason: "first", amount: "1" }, key);
    await queued("twice@example.com", { reason: "second", amount: "1" }, key);
    const [row] = await database.sql<{ notices: string; jobs: string }>(
      `SELECT (SELECT count(*) FROM notice WHERE dedupe_key = $1) AS notices,
              (SELECT count(*) FROM pgboss.job j JOIN notice n ON n.id::text = j.data->>'noticeId' WHERE n.dedupe_key = $1) AS jobs`,
      [key],
    );
    expect(row).toEqual({ notices: "1", jobs: "1" });
  });

  it("gives up when the server refuses for good, and tells the operator", async () => {
    const id = await queued("nobody@refused.example", { reason: "refused", amount: "1" });
    await sendNotice({ db: database.db, mailer }, { noticeId: id });
    const state = await stateOf(id);
    expect(state?.state).toBe("failed");
    expect(state?.problem).toContain("550");
    const alerts = await database.sql("SELECT kind, reference FROM operator_alert WHERE reference = $1", [
      id,
    ]);
    expect(alerts).toEqual([{ kind: "notice_failed", reference: id }]);
  });

  it("stays queued and asks for a retry when the server says not now, or is not there", async () => {
    const id = await queued("soon@later.example", { reason: "later", amount: "1" });
    await expect(sendNotice({ db: database.db, mailer }, { noticeId: id })).rejects.toThrow(
      "did not take it now",
    );
    const gone = createMailer("smtp://127.0.0.1:1", "Tenure <billing@tenure.test>");
    await expect(sendNotice({ db: database.db, mailer: gone }, { noticeId: id })).rejects.toThrow(
      "did not take it now",
    );
    gone.close();
    expect(await stateOf(id)).toMatchObject({ state: "queued", attempts: 2 });
  });

  it("cannot be made to send to others or to carry further headers", async () => {
    const reason = "x\r\nBcc: thief@example.com\r\n\r\n<script>alert(1)</script>";
    const id = await queued("safe@example.com", { reason, amount: "1" });
    await sendNotice({ db: database.db, mailer }, { noticeId: id });
    const list = await queued("one@example.com, thief@example.com", { reason: "list", amount: "1" });
    await sendNotice({ db: database.db, mailer }, { noticeId: list });
    expect(server.mails.filter((each) => each.recipients.some((to) => to.includes("thief")))).toEqual([]);
    const [mail] = mailsTo("safe@example.com");
    expect(mail?.parsed.bcc).toBeUndefined();
    expect(mail?.parsed.html).not.toContain("<script>");
    expect(mail?.parsed.html).toContain("&lt;script&gt;");
  });

  it("forgets the link of a sign-up or reset mail once it was sent", async () => {
    const url = "https://tenure.test/verify?token=secret-token";
    const mail = {
      kind: "verify_email",
      to: { email: "new@example.com", name: "Neu", language: "zh" },
      url,
    } as const;
    const send = identityMailByNotice(database.db, outbox);
    await send(mail);
    await send(mail);
    const rows = await database.sql<{ id: string }>(
      "SELECT id FROM notice WHERE recipient = 'new@example.com'",
    );
    expect(rows).toHaveLength(1);
    const id = rows[0]?.id ?? "";
    await sendNotice({ db: database.db, mailer }, { noticeId: id });
    expect(mailsTo("new@example.com")[0]?.parsed.text).toContain(url);
    expect(await stateOf(id)).toMatchObject({ state: "sent", text: "", html: "" });
  });
});
