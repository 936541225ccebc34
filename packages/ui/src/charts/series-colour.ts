/** Colours a chart can tell apart, from the tokens of styles.css; more series than these are one, the rest. */
export const SERIES_COLOURS = [1, 2, 3, 4, 5, 6, 7].map((number) => `var(--chart-${number})`);

/** Colour of the series that stands for all others. */
export const REST_COLOUR = "var(--chart-rest)";
