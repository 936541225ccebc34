import { useSyncExternalStore } from "react";

/** What could not be stored, because storage is forbidden or full: it then lasts for this page. */
const unstored = new Map<string, string | null>();
const listeners = new Set<() => void>();

/** What this browser keeps under a key; null when nothing. */
export function readKept(key: string): string | null {
  const own = unstored.get(key);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text in this browser, or forgets it (null). Everything on the page that shows it follows. */
export function keep(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    unstored.delete(key);
  } catch {
    unstored.set(key, text);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab of the same browser changed it.
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** What this browser keeps under a key, followed while it changes. Without a key: null. */
export function useKept(key: string | undefined): string | null {
  return useSyncExternalStore(subscribe, () => (key === undefined ? null : readKept(key)));
}
