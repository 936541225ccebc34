import { expect, it } from "vitest";
import { majorPerMillion } from "../../src/pricing/index.ts";

it("states a rate as the price of a million units, exactly", () => {
  // 2,500 nanos a token: 2.5 millionths of a dollar, so a million tokens cost 2.5 dollars.
  expect(majorPerMillion("2500")).toBe("2.5");
  // 2.8 nanos a token times a million are 2,800,000 nanos: 0.0028 dollars.
  expect(majorPerMillion("2.8")).toBe("0.0028");
  // 0.075 nanos a token times a million are 75,000 nanos: 0.000075 dollars.
  expect(majorPerMillion("0.075")).toBe("0.000075");
  // A thousand dollars a token, as for an image: a thousand million dollars for a million of them.
  expect(majorPerMillion("1000000000000")).toBe("1000000000");
  expect(majorPerMillion("0")).toBe("0");
});
