/** Whether each stream that this page listens to stands, by its address. */
const streams = new Map<string, boolean>();

/** While changes are told, a query is asked anew only in case one was not. */
const SAFETY_MS = 20_000;

/** Notes that a stream stands or does not; null where it is not listened to any more. */
export function noteStream(url: string, stands: boolean | null): void {
  if (stands === null) streams.delete(url);
  else streams.set(url, stands);
}

/** Of a query whose changes are told: how often it is asked anew. `ms` while nothing tells of them. */
export function unlessLive(ms: number): number {
  const live = streams.size > 0 && [...streams.values()].every(Boolean);
  return live ? Math.max(ms, SAFETY_MS) : ms;
}
