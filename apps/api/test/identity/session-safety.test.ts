import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { browser, enrolThroughDoors, signUpThroughDoors } from "../support/people.ts";

const test = await testApp();

it("a password that is changed ends every other session, whether the browser asked for it or not", async () => {
  const ada = await signUpThroughDoors(test, "ada");
  const thief = browser(test);
  await thief.send("POST", "/api/auth/sign-in/email", { email: ada.email, password: ada.password });
  expect((await thief.query("session.me")).data["login"]).not.toBeNull();
  const changed = await ada.send("POST", "/api/auth/change-password", {
    currentPassword: ada.password,
    newPassword: "another correct horse",
    revokeOtherSessions: false,
  });
  expect(changed.statusCode).toBe(200);
  expect((await thief.query("session.me")).data["login"]).toBeNull();
  expect((await ada.query("session.me")).data["login"]).not.toBeNull();
});

it("the link of a reset leaves no secret in the log", async () => {
  const ada = await signUpThroughDoors(test, "ada");
  await browser(test).send("POST", "/api/auth/request-password-reset", {
    email: ada.email,
    redirectTo: "/dashboard/",
  });
  const mail = test.identityMails.findLast((each) => each.kind === "reset_password");
  const link = new URL(mail?.url ?? "");
  const token = link.pathname.split("/").at(-1) ?? "";
  expect(token.length).toBeGreaterThan(15);
  await browser(test).send("GET", link.pathname + link.search);
  expect(test.logText()).toContain("/api/auth/reset-password/");
  expect(test.logText()).not.toContain(token);
});

it("a login's name is one visible line of at most 120 characters", { tags: ["deep"] }, async () => {
  const tab = browser(test);
  const signUpAs = async (name: string) =>
    (
      await tab.send("POST", "/api/auth/sign-up/email", {
        name,
        email: `n-${crypto.randomUUID()}@example.com`,
        password: "correct horse battery",
      })
    ).statusCode;
  for (const name of ["x".repeat(121), "Ada\u202egnp.exe", "Ada\r\nBcc: all@example.com", "nul\u0000", "   "])
    expect([name.slice(0, 20), await signUpAs(name)]).toEqual([name.slice(0, 20), 400]);
  expect(await signUpAs("艾达 · Ada")).toBe(200);
  const ada = await signUpThroughDoors(test, "ada");
  expect((await ada.send("POST", "/api/auth/update-user", { name: "Ada\u202e" })).statusCode).toBe(400);
  expect((await ada.send("POST", "/api/auth/update-user", { name: "Ada L." })).statusCode).toBe(200);
});

it("the factor itself is changed only right after proving it: a stolen session and password do not suffice", async () => {
  const ada = await enrolThroughDoors(await signUpThroughDoors(test, "ada"));
  await test.database.sql(
    "UPDATE auth_session SET stepped_up_at = clock_timestamp() - interval '6 minutes' WHERE user_id = $1",
    [ada.loginId],
  );
  for (const path of ["disable", "enable", "get-totp-uri", "generate-backup-codes"]) {
    const answer = await ada.send("POST", `/api/auth/two-factor/${path}`, { password: ada.password });
    expect([path, answer.statusCode, answer.body.includes(ada.secret)]).toEqual([path, 403, false]);
  }
});
