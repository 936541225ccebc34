const PAUSES_MS = [500, 2_000];

/**
 * Fetches a piece of the app: again after a pause and, offline, once the connection is back. A piece that failed once must
 * not end the page that asked for it.
 *
 * @throws what the last try threw
 */
export async function fetchPiece<Piece>(
  load: () => Promise<Piece>,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<Piece> {
  const [pauseMs, ...rest] = pausesMs;
  if (pauseMs === undefined) return load();
  try {
    return await load();
  } catch {
    await (navigator.onLine === false ? connected() : paused(pauseMs));
    return fetchPiece(load, rest);
  }
}

const paused = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const connected = (): Promise<void> =>
  new Promise((resolve) => {
    addEventListener("online", () => resolve(), { once: true });
  });
