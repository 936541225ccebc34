import type { Currency } from "@tenure/core/money";
import { expect, it } from "vitest";
import { axisText } from "../src/charts/usage-metric.ts";

/** The ticks of an axis: quarters of its height, as charts set them. */
const ticks = (tallest: number, currency: Currency) =>
  [0, 1, 2, 3, 4].map((quarter) => axisText((tallest * quarter) / 4, tallest, "value", currency, "en"));

it.each([
  // A quarter of 0.30 is 0.075: three digits, at every tick.
  [0.3, "USD" as const, ["$0.000", "$0.075", "$0.150", "$0.225", "$0.300"]],
  [0.02, "USD" as const, ["$0.0000", "$0.0050", "$0.0100", "$0.0150", "$0.0200"]],
  [8, "USD" as const, ["$0.00", "$2.00", "$4.00", "$6.00", "$8.00"]],
  [4000, "USD" as const, ["$0", "$1K", "$2K", "$3K", "$4K"]],
  [400, "JPY" as const, ["¥0", "¥100", "¥200", "¥300", "¥400"]],
])(
  "an axis as high as %s %s says what stands at its ticks, not what it rounds to",
  (tallest, currency, expected) => {
    expect(ticks(tallest, currency)).toEqual(expected);
  },
);
