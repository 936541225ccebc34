import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";

const { app } = await testApp();

it("counts sign-in and screens by address: a made-up Authorization header buys no new allowance", async () => {
  for (const url of ["/api/auth/get-session", "/api/trpc/session.me"]) {
    const remaining = async (authorization: string) =>
      Number(
        (await app.inject({ method: "GET", url, remoteAddress: "198.51.100.7", headers: { authorization } }))
          .headers["ratelimit-remaining"],
      );
    const first = await remaining("Bearer one");
    expect(first).toBeGreaterThan(100);
    expect(await remaining("Bearer two")).toBe(first - 1);
  }
});
