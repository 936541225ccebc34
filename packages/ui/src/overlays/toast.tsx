import { createContext, type ReactNode, Suspense, useCallback, useContext, useRef, useState } from "react";
import { aheadOfNeed } from "../foundation/on-first-touch.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

const loadToasts = aheadOfNeed(() => import("./toasts.tsx"));
const Toasts = lazyPiece(async () => ({ default: (await loadToasts()).Toasts }));

/** A short message that leaves by itself. What a person must not miss belongs on the page, not here. */
export interface Notice {
  readonly tone: "done" | "refused" | "neutral";
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** Takes the action back. Its presence keeps the notice for ten seconds instead of five. */
  readonly undo?: () => void;
}

/** A notice with what tells it from others. */
export type ShownNotice = Notice & { readonly id: number };

const NotifyContext = createContext<((notice: Notice) => void) | null>(null);

/** Shows notices given to `useNotify` below it. One per app, around the router. */
export function ToastProvider(props: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly ShownNotice[]>([]);
  // Kept once it stood: it says each notice to screen readers from the place they know.
  const [stands, setStands] = useState(false);
  const lastId = useRef(0);
  const notify = useCallback((notice: Notice) => {
    lastId.current += 1;
    const id = lastId.current;
    setStands(true);
    // Three at most: a fourth pushes out the oldest rather than climbing over the page.
    setNotices((shown) => [...shown.slice(-2), { ...notice, id }]);
  }, []);
  return (
    <NotifyContext value={notify}>
      {props.children}
      {stands && (
        <Suspense>
          <Toasts
            notices={notices}
            onGone={(id) => setNotices((present) => present.filter((other) => other.id !== id))}
          />
        </Suspense>
      )}
    </NotifyContext>
  );
}

/** The function that shows a notice. @throws Error outside a ToastProvider: a lost notice is a bug. */
export function useNotify(): (notice: Notice) => void {
  const notify = useContext(NotifyContext);
  if (!notify) throw new Error("useNotify needs a ToastProvider above it");
  return notify;
}
