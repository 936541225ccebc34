const PAUSES_MS = [500, 2_000];

/**
 * Fetches a piece of the app: offline, once the connection is back, and again after a pause where it failed. A browser
 * remembers a module that it could not fetch and does not ask for it again, so that nothing is asked for while offline.
 *
 * @throws what the last try threw
 */
export async function fetchPiece<Piece>(
  load: () => Promise<Piece>,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<Piece> {
  if (isOffline()) await connected();
  const [pauseMs, ...rest] = pausesMs;
  if (pauseMs === undefined) return load();
  try {
    return await load();
  } catch {
    await paused(pauseMs);
    return fetchPiece(load, rest);
  }
}

/** Surely without a connection; the opposite is never sure. */
export const isOffline = (): boolean => navigator.onLine === false;

const paused = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const connected = (): Promise<void> =>
  new Promise((resolve) => {
    addEventListener("online", () => resolve(), { once: true });
  });
