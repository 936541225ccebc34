import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../src/styles.css"), "utf8");

/** The colours of a theme by the name of their token, as #rrggbb. */
function tokensOf(theme: "light" | "dark"): Readonly<Record<string, string>> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const SURFACES = ["page", "sunken", "raised"];
const STATES = ["waiting", "done", "refused", "progress"];

/** What is written on what: at least 4.5 to 1 (WCAG 1.4.3). */
const TEXT: readonly (readonly [text: string, surfaces: readonly string[]])[] = [
  ["ink", [...SURFACES, "hover", "accent-soft", ...STATES.map((state) => `${state}-soft`)]],
  ["muted", [...SURFACES, "hover"]],
  ["faint", SURFACES],
  ["accent", [...SURFACES, "accent-soft"]],
  ["on-accent", ["accent-strong", "accent-strong-hover", "refused-strong", "refused-strong-hover"]],
  ...STATES.map((state) => [state, [...SURFACES, `${state}-soft`]] as const),
];

/** What is not text but must be seen: at least 3 to 1 (WCAG 1.4.11). */
const SHAPES: typeof TEXT = [["control", SURFACES]];

it("the measure itself: black on white is 21 to 1, #767676 on white just passes, #777777 just fails", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#767676", "#ffffff")).toBeGreaterThan(4.5);
  expect(contrast("#777777", "#ffffff")).toBeLessThan(4.5);
});

describe.each(["light", "dark"] as const)("the %s theme, WCAG 2.2 AA", (theme) => {
  const tokens = tokensOf(theme);
  const cases = [
    ...TEXT.flatMap(([text, surfaces]) => surfaces.map((surface) => [text, surface, 4.5] as const)),
    ...SHAPES.flatMap(([shape, surfaces]) => surfaces.map((surface) => [shape, surface, 3] as const)),
  ];
  it.each(cases)("--%s on --%s: at least %s to 1", (above, below, least) => {
    expect(contrast(tokens[above] ?? "missing", tokens[below] ?? "missing")).toBeGreaterThanOrEqual(least);
  });
});
