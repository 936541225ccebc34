import { expect, inject, it } from "vitest";
import { missingSql } from "../../scripts/schema-engine.ts";

it("the migrations make exactly the tables of schema.prisma", async () => {
  const missing = await missingSql(inject("postgresUrl"));
  expect(missing.replaceAll(/^--.*$/gm, "").trim()).toBe("");
});
