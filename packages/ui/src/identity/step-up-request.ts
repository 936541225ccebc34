/** Asks the person to prove a second factor; resolves to whether they did. */
type Asker = () => Promise<boolean>;

let asker: Asker | null = null;
let pending: Promise<boolean> | null = null;

/**
 * Has the person prove their second factor. Requests that come together share one question. `false` when they
 * declined, or when nothing on the page can ask.
 */
export function requestStepUp(): Promise<boolean> {
  if (asker === null) return Promise.resolve(false);
  pending ??= asker().finally(() => {
    pending = null;
  });
  return pending;
}

/** Makes `next` the one who asks; returns what undoes it. */
export function answerStepUpRequests(next: Asker): () => void {
  asker = next;
  return () => {
    if (asker === next) asker = null;
  };
}
