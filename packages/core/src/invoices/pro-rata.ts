/** Division rounded towards minus infinity. */
const floorDivide = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
};

/**
 * Splits a whole number in proportion to amounts whose sum is positive; single amounts may be negative, as a credit
 * for unused time is. The parts add up exactly, each less than one away from its exact share; what is left over goes
 * to the largest fractions first, earlier ones before later.
 * @throws RangeError when the amounts add up to nothing or less while there is something to split
 */
export function proRata(total: bigint, amounts: readonly bigint[]): bigint[] {
  const sum = amounts.reduce((before, amount) => before + amount, 0n);
  if (total === 0n) return amounts.map(() => 0n);
  if (sum <= 0n) throw new RangeError("nothing to split by");
  const parts = amounts.map((amount, index) => {
    const share = floorDivide(total * amount, sum);
    return { index, share, fraction: total * amount - share * sum };
  });
  let left = total - parts.reduce((before, { share }) => before + share, 0n);
  for (const part of [...parts].sort((a, b) =>
    a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1,
  )) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map(({ share }) => share);
}
