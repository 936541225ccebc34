import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listenLive } from "./listen-live.ts";
import { noteStream } from "./unless-live.ts";

/** What is on the screen is asked for anew at most so often, however much happens. */
const PAUSE_MS = 1_000;

/**
 * Asks anew for what is on the screen when it changed. While the stream cannot be had, pages ask by the clock as they do
 * anyway (`unlessLive`).
 * @param url of the stream; null for none
 * @param isTold whether changes of these kinds may show in a query; a function of a module, the same at every call
 */
export function useLiveUpdates(
  url: string | null,
  isTold: (query: Query, kinds: ReadonlySet<string>) => boolean,
): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (url === null) return undefined;
    const kinds = new Set<string>();
    let all = false;
    let asked = Number.NEGATIVE_INFINITY;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      waiting = undefined;
      asked = performance.now();
      const [told, everything] = [new Set(kinds), all];
      kinds.clear();
      all = false;
      void queryClient.invalidateQueries({ predicate: (query) => everything || isTold(query, told) });
    };
    const askSoon = () => {
      waiting ??= setTimeout(ask, Math.max(0, asked + PAUSE_MS - performance.now()));
    };
    noteStream(url, false);
    const stop = listenLive(url, {
      changed(changed) {
        for (const kind of changed) kinds.add(kind);
        askSoon();
      },
      missed() {
        all = true;
        askSoon();
      },
      live: (is) => noteStream(url, is),
    });
    return () => {
      stop();
      clearTimeout(waiting);
      noteStream(url, null);
    };
  }, [url, isTold, queryClient]);
}
