import { useSyncExternalStore } from "react";

const STORAGE_KEY = "tenure.invitation";

/** The link of an invitation that was opened and not yet taken up. */
export interface KeptInvitation {
  readonly changeId: string;
  readonly secret: string;
}

const listeners = new Set<() => void>();
let known: { readonly text: string | null; readonly kept: KeptInvitation | null } = {
  text: null,
  kept: null,
};

function read(): KeptInvitation | null {
  const text = stored();
  if (text !== known.text) known = { text, kept: text === null ? null : parsed(text) };
  return known.kept;
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage can be forbidden; the link of the mail then has to be opened once more after signing in.
    return null;
  }
}

function parsed(text: string): KeptInvitation | null {
  const [changeId, secret] = text.split("#");
  return changeId !== undefined && secret !== undefined && /^[0-9a-f-]{36}$/.test(changeId)
    ? { changeId, secret }
    : null;
}

/**
 * Keeps the secret of an invitation's link through signing in or signing up, whose mail opens another tab. It stays in this
 * browser and in no address, where a server would see it.
 */
export function keepInvitation(kept: KeptInvitation | null): void {
  try {
    if (kept === null) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, `${kept.changeId}#${kept.secret}`);
  } catch {
    // See stored.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** The invitation that waits in this browser, or null. */
export const useKeptInvitation = (): KeptInvitation | null => useSyncExternalStore(subscribe, read);
