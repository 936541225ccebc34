import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import {
  browser,
  enrol,
  enrolThroughDoors,
  openAccount,
  type Person,
  signUp,
  signUpThroughDoors,
  staff,
  totp,
} from "../support/people.ts";

const test = await testApp();

it("lets nobody in before the address is verified", async () => {
  const tab = browser(test);
  const credentials = { email: "early@example.com", password: "correct horse battery" };
  await tab.send("POST", "/api/auth/sign-up/email", { name: "Early", ...credentials });
  const answer = await tab.send("POST", "/api/auth/sign-in/email", credentials);
  expect(answer.statusCode).toBe(403);
  expect((await tab.query("session.me")).data).toEqual({ login: null, accounts: [], staffRole: null });
});

it("signs up, verifies, opens one account however often it is asked, and says who is there", async () => {
  const ada = await signUpThroughDoors(test, "ada");
  const accountId = await openAccount(test, ada);
  expect(await openAccount(test, ada)).toBe(accountId);
  const { data } = await ada.query("session.me");
  expect(data).toMatchObject({
    login: {
      email: ada.email,
      emailVerified: true,
      secondFactor: { enrolled: false, proven: false, recent: false },
    },
    accounts: [{ id: accountId, role: "owner", currency: "USD" }],
    staffRole: null,
  });
  expect(
    await test.database.sql("SELECT kind, version, language FROM consent WHERE account_id = $1", [accountId]),
  ).toEqual([{ kind: "terms", version: "2026-11", language: "en" }]);
});

it("asks for the second factor at sign-in, and takes each code once", async () => {
  const bo = await enrolThroughDoors(await signUpThroughDoors(test, "bo"));
  const tab = browser(test);
  const first = await tab.send("POST", "/api/auth/sign-in/email", { email: bo.email, password: bo.password });
  expect(first.json()).toMatchObject({ twoFactorRedirect: true });
  // The code of the enrolment was used; it does not open a second session.
  const again = await tab.send("POST", "/api/auth/two-factor/verify-totp", { code: bo.usedCode });
  expect(again.statusCode).toBe(401);
  const next = await tab.send("POST", "/api/auth/two-factor/verify-totp", { code: totp(bo.secret, 1) });
  expect(next.statusCode).toBe(200);
  expect((await tab.query("session.me")).data).toMatchObject({
    login: { secondFactor: { enrolled: true, proven: true, recent: true } },
  });
});

it("lets staff work only with a second factor proven in the session", async () => {
  const rin = await staff(test, "reviewer");
  expect((await rin.query("accounts.list", {})).status).toBe(200);
  await test.database.sql("UPDATE auth_session SET stepped_up_at = NULL WHERE user_id = $1", [rin.loginId]);
  expect((await rin.query("accounts.list", {})).problem).toMatchObject({ code: "second_factor_required" });
});

it("asks for a fresh proof after five minutes, takes a right code once, and locks at the fifth wrong one", async () => {
  const max = await staff(test, "administrator");
  const [alert] = await test.database.sql<{ id: string }>(
    "INSERT INTO operator_alert (kind, reference, detail, dedupe_key) VALUES ('test', 'x', '{}', 'x') RETURNING id",
  );
  const resolve = () =>
    max.mutate("operations.alerts.resolve", { alertId: alert?.id, reason: "looked at it" });
  await test.database.sql(
    "UPDATE auth_session SET stepped_up_at = clock_timestamp() - interval '5 minutes 1 second' WHERE user_id = $1",
    [max.loginId],
  );
  expect((await resolve()).problem).toMatchObject({ code: "step_up_required" });
  // better-auth's own door checks codes in a session without counting: it is shut.
  const aside = await max.send("POST", "/api/auth/two-factor/verify-totp", { code: "000000" });
  expect(aside.statusCode).toBe(403);
  const code = totp(max.secret, 1);
  expect((await max.mutate("identity.stepUp", { code })).status).toBe(200);
  expect((await max.mutate("identity.stepUp", { code })).problem).toMatchObject({
    code: "validation_failed",
  });
  expect((await resolve()).status).toBe(200);
  // The replay counted as one wrong code; four more lock it, and then even a right one is refused.
  for (let wrong = 0; wrong < 4; wrong += 1)
    expect((await max.mutate("identity.stepUp", { code: "000000" })).status).toBe(400);
  expect((await max.mutate("identity.stepUp", { code: totp(max.secret) })).problem).toMatchObject({
    code: "too_many_requests",
  });
});

it("refuses a revoked session on its next request", async () => {
  const ada = await signUpThroughDoors(test, "ada");
  expect((await ada.query("session.me")).data["login"]).not.toBeNull();
  await test.database.sql("DELETE FROM auth_session WHERE user_id = $1", [ada.loginId]);
  expect((await ada.query("session.me")).data["login"]).toBeNull();
});

it("whoever other tests write down as signed up, stands as the doors leave somebody", {
  tags: ["deep"],
}, async () => {
  const written = await signUp(test, "kim");
  const entered = await signUpThroughDoors(test, "kim");
  const meOf = async (person: Person) => {
    const { login, ...rest } = (await person.query("session.me")).data as { login: Record<string, unknown> };
    return { ...rest, login: { ...login, id: "", email: "" } };
  };
  expect(await meOf(written)).toEqual(await meOf(entered));
  // The password is theirs, and so is the authenticator.
  const proven = await enrol(written, test);
  const tab = browser(test);
  const { email, password } = proven;
  expect((await tab.send("POST", "/api/auth/sign-in/email", { email, password })).json()).toMatchObject({
    twoFactorRedirect: true,
  });
  const code = totp(proven.secret);
  expect((await tab.send("POST", "/api/auth/two-factor/verify-totp", { code })).statusCode).toBe(200);
  expect((await proven.mutate("identity.stepUp", { code: totp(proven.secret, 1) })).status).toBe(200);
});
