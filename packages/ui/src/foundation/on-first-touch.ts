import { isOffline } from "./fetch-piece.ts";

const EVENTS = ["pointerdown", "pointermove", "keydown", "touchstart", "wheel"] as const;

/**
 * Runs `act` once when the person first points, touches or types: what they may open next is fetched then, and a page
 * that is only looked at fetches nothing it does not show. Returns what calls it off.
 */
export function onFirstTouch(act: () => void): () => void {
  const stop = () => {
    for (const event of EVENTS) removeEventListener(event, touched);
  };
  const touched = () => {
    stop();
    act();
  };
  for (const event of EVENTS) addEventListener(event, touched, { passive: true });
  return stop;
}

/**
 * A piece of the page that is fetched when the person first touches it, or when it is needed sooner. Offline
 * nothing is fetched ahead; what is needed then comes once the connection is back.
 */
export function aheadOfNeed<Piece>(load: () => Promise<Piece>): () => Promise<Piece> {
  // Drawn on a server or in a test, nobody touches the page.
  if (typeof window !== "undefined")
    onFirstTouch(() => {
      if (!isOffline()) load().catch(() => undefined);
    });
  return load;
}
