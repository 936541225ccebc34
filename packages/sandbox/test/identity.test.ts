import type Stripe from "stripe";
import { expect, it } from "vitest";
import { simulated } from "./support.ts";

const ADA = {
  given: "Ada",
  family: "Lovelace",
  birthDate: "1985-12-10",
  country: "GB",
  number: "P1234567",
} as const;

const begin = (stripe: Stripe, key = "verification:1") =>
  stripe.identity.verificationSessions.create(
    {
      type: "document",
      client_reference_id: "row-1",
      metadata: { verificationId: "row-1" },
      return_url: "http://127.0.0.1:9/back",
      options: { document: { require_matching_selfie: true, require_live_capture: true } },
    },
    { idempotencyKey: key },
  );

it("a good document verifies; its name is shown when asked for, date of birth and number only by their own names", async () => {
  const { simulator, stripe } = await simulated();
  const opened = await begin(stripe);
  expect(opened).toMatchObject({ status: "requires_input", metadata: { verificationId: "row-1" } });
  simulator.control.submitVerification(opened.id, "verified", ADA);

  const bare = await stripe.identity.verificationSessions.retrieve(opened.id);
  expect(bare).toMatchObject({ status: "verified", url: null, client_secret: null });
  expect(bare.verified_outputs).toBeUndefined();
  const named = await stripe.identity.verificationSessions.retrieve(opened.id, {
    expand: ["verified_outputs", "last_verification_report"],
  });
  expect(named.verified_outputs).toMatchObject({ first_name: "Ada", last_name: "Lovelace" });
  expect(named.verified_outputs?.dob).toBeUndefined();
  expect(JSON.stringify(named)).not.toContain("P1234567");
  const whole = await stripe.identity.verificationSessions.retrieve(opened.id, {
    expand: ["verified_outputs", "verified_outputs.dob", "last_verification_report.document.number"],
  });
  expect(whole.verified_outputs?.dob).toEqual({ day: 10, month: 12, year: 1985 });
  const report = whole.last_verification_report;
  if (report === null || typeof report === "string") throw new Error("the report was not expanded");
  expect(report.document).toMatchObject({ number: "P1234567", issuing_country: "GB", type: "passport" });
});

it("a failed try says why and may be tried again on the same page; one being checked is verified by time", async () => {
  const { simulator, stripe } = await simulated();
  const { id } = await begin(stripe);
  simulator.control.submitVerification(id, "document_expired", ADA);
  expect(await stripe.identity.verificationSessions.retrieve(id)).toMatchObject({
    status: "requires_input",
    last_error: { code: "document_expired" },
    url: expect.stringContaining(`/identity/${id}`),
  });
  simulator.control.submitVerification(id, "processing", ADA);
  expect((await stripe.identity.verificationSessions.retrieve(id)).status).toBe("processing");
  simulator.control.advanceClock(10_000);
  expect((await stripe.identity.verificationSessions.retrieve(id)).status).toBe("verified");
});

it("events carry no name and no number, and every change has one", async () => {
  const { simulator, stripe } = await simulated();
  const { id } = await begin(stripe);
  simulator.control.submitVerification(id, "verified", ADA);
  const events = simulator.control.events();
  expect(events.map((each) => each.type)).toEqual([
    "identity.verification_session.created",
    "identity.verification_session.processing",
    "identity.verification_session.verified",
  ]);
  expect(JSON.stringify(events)).not.toMatch(/Lovelace|P1234567/);
});

it("a session is cancelled only while it waits, and what was collected can be forgotten", async () => {
  const { simulator, stripe } = await simulated();
  const first = await begin(stripe);
  expect((await stripe.identity.verificationSessions.cancel(first.id)).status).toBe("canceled");
  const second = await begin(stripe, "verification:2");
  simulator.control.submitVerification(second.id, "verified", ADA);
  await expect(stripe.identity.verificationSessions.cancel(second.id)).rejects.toThrow(/cannot be canceled/);
  const redacted = await stripe.identity.verificationSessions.redact(second.id);
  expect(redacted.redaction?.status).toBe("redacted");
  await expect(
    stripe.identity.verificationSessions.retrieve(second.id, { expand: ["verified_outputs"] }),
  ).rejects.toThrow(/cannot be expanded/);
});

it("each check proposes a document of its own, the same whenever its page is opened", async () => {
  const { stripe, url } = await simulated();
  const proposedBy = async (id: string) =>
    /name="number" type="text" value="(P\d{7})"/.exec(
      await (await fetch(`${url}/identity/${id}`)).text(),
    )?.[1];
  const [first, second] = [await begin(stripe), await begin(stripe, "verification:2")];
  const numbers = [await proposedBy(first.id), await proposedBy(second.id)];
  expect(numbers[0]).toMatch(/^P\d{7}$/);
  expect(numbers[1]).not.toBe(numbers[0]);
  expect(await proposedBy(first.id)).toBe(numbers[0]);
});

it("the hosted page takes the form and leads back; a finished one says so, in both languages", async () => {
  const { simulator, stripe, url } = await simulated();
  const { id } = await begin(stripe);
  const page = await fetch(`${url}/identity/${id}?locale=zh`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).toContain("身份核验");
  const sent = await fetch(`${url}/identity/${id}/submit`, {
    method: "POST",
    body: new URLSearchParams({ ...ADA, outcome: "verified" }),
    redirect: "manual",
  });
  expect([sent.status, sent.headers.get("location")]).toEqual([303, "http://127.0.0.1:9/back"]);
  expect(simulator.control.verificationSession(id).status).toBe("verified");
  expect(await (await fetch(`${url}/identity/${id}`)).text()).toContain("This check is finished");
  expect((await fetch(`${url}/identity/vs_none`)).status).toBe(404);
});
