/** The middle value. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The value that three of four stay under. */
export function p75(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.75) - 1] ?? Number.NaN;
}

/** Says a figure beside what it may be at most. */
export function atMost(what: string, value: number, goal: number): void {
  console.log(
    `  ${what}: ${value.toFixed(value < 10 ? 2 : 0)} (at most ${goal}${value <= goal ? "" : ", MISSED"})`,
  );
}
