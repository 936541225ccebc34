import { useCallback, useState } from "react";

/**
 * One key per intent: the same while the person tries again, so that a lost answer never does a thing twice; call
 * `renew` after success or when what is asked for changed.
 */
export function useIdempotencyKey(): { readonly idempotencyKey: string; readonly renew: () => void } {
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const renew = useCallback(() => setKey(crypto.randomUUID()), []);
  return { idempotencyKey, renew };
}
