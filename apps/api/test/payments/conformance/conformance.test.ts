import { beforeAll, describe } from "vitest";
import { adapterConformance } from "./adapter-kit.ts";
import { refundConformance } from "./asked-back.ts";
import { productConformance } from "./product-kit.ts";
import { openRails } from "./world.ts";

let worlds: Awaited<ReturnType<typeof openRails>>;
beforeAll(async () => {
  worlds = await openRails();
});

describe.each(["stripe", "antom"] as const)("a payment provider, %s", (name) => {
  describe("the adapter by itself", () => {
    adapterConformance(() => worlds[name].rail);
  });
  // What the product does is the same behind each adapter: every day by way of one, of both in the deep run.
  const tags = name === "stripe" ? ["deep"] : [];
  describe("with the product behind it", { tags }, () => {
    productConformance(() => worlds[name]);
  });
  describe("when a customer asks for a top-up back", { tags }, () => {
    refundConformance(() => worlds[name]);
  });
});
