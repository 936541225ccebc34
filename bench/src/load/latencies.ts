import type { Latencies } from "./protocol.ts";

/** Sums up how long requests took, in milliseconds; a percentile is the smallest value that so many lie at or below. */
export function latenciesOf(milliseconds: readonly number[]): Latencies {
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (percent: number) =>
    sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
  return { requests: sorted.length, p50: at(50), p95: at(95), p99: at(99), max: at(100) };
}
