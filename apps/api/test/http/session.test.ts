import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";

const { app } = await testApp();

it("answers nobody with nobody", async () => {
  const answer = await app.inject({ url: "/api/trpc/session.me" });
  expect(answer.json()).toEqual({ result: { data: { login: null, accounts: [], staffRole: null } } });
});
