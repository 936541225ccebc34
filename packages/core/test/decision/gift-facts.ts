import fc from "fast-check";
import type { GrantGiftFacts, RevokeGiftFacts } from "../../src/credits/index.ts";
import { CURRENCIES } from "../../src/money/index.ts";
import { fromEpochMs } from "../../src/time/index.ts";

const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2036, 0, 1) }).map(fromEpochMs);
const currency = fc.constantFrom(...CURRENCIES);
const balance = fc.bigInt({ min: 0n, max: 10n ** 17n });

/** Any facts of a gift, those that must be refused included. */
export const anyGrantFacts: fc.Arbitrary<GrantGiftFacts> = fc.record({
  now: instant,
  currency,
  accountState: fc.constantFrom("active", "suspended", "terminated", "closed"),
  amountNanos: fc.bigInt({ min: -1n, max: 2n * 10n ** 13n }),
  giftCurrency: currency,
  expiryDays: fc.option(fc.integer({ min: 1, max: 3660 })),
  balanceNanos: balance,
});

/** Any facts of taking a gift back. */
export const anyRevokeFacts: fc.Arbitrary<RevokeGiftFacts> = fc
  .record({
    now: instant,
    currency,
    lotState: fc.constantFrom("open", "revoked", "expired", "spent"),
    grantedNanos: balance,
    remainingPermille: fc.bigInt({ min: 0n, max: 1000n }),
    otherNanos: balance,
    promisedPermille: fc.bigInt({ min: 0n, max: 1500n }),
  })
  .map(({ remainingPermille, otherNanos, promisedPermille, ...facts }) => {
    const remainingNanos = (facts.grantedNanos * remainingPermille) / 1000n;
    const balanceNanos = otherNanos + remainingNanos;
    return {
      ...facts,
      remainingNanos,
      balanceNanos,
      promisedNanos: (otherNanos * promisedPermille) / 1000n,
    };
  });
