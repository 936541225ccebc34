/** Ids behind the numbers that texts name: core's facts carry no ids, answers link to them. */
export interface Named {
  readonly orders: Map<string, string>;
  readonly refunds: Map<string, string>;
  readonly gifts: Map<string, string>;
}

/** Nothing named yet. */
export const nothingNamed = (): Named => ({ orders: new Map(), refunds: new Map(), gifts: new Map() });
