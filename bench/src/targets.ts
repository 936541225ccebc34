/** What a figure has to reach, in one run on one machine. */
export interface Target {
  readonly what: string;
  readonly value: number;
  readonly goal: string;
  readonly met: boolean;
  readonly digits: number;
  readonly suffix: string;
}

/** A ratio that has to be reached. */
export const atLeast = (what: string, value: number, goal: number): Target => ({
  what,
  value,
  goal: `≥ ${goal}`,
  met: value >= goal,
  digits: 2,
  suffix: " ×",
});

/** A rate that has to be reached. */
export const atLeastPerSecond = (what: string, value: number, goal: number): Target => ({
  what,
  value,
  goal: `≥ ${goal}/s`,
  met: value >= goal,
  digits: 0,
  suffix: "/s",
});

/** A figure that must not be exceeded. */
export const atMost = (what: string, value: number, goal: number, suffix: string): Target => ({
  what,
  value,
  goal: `≤ ${goal}${suffix}`,
  met: value <= goal,
  digits: suffix === " ×" ? 2 : 1,
  suffix,
});
