/** Chance that can be had again: the same seed gives the same run (mulberry32). */
export interface Chance {
  /** From 0 up to 1. */
  fraction(): number;
  /** From 0 up to `below`, whole. */
  below(below: number): number;
  shuffled<T>(all: readonly T[]): T[];
}

/** Chance from a seed. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(fraction() * limit);
  return {
    fraction,
    below,
    shuffled<T>(all: readonly T[]): T[] {
      const left = [...all];
      return all.flatMap(() => left.splice(below(left.length), 1));
    },
  };
}
