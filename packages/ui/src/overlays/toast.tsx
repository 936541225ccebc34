import { useLingui } from "@lingui/react/macro";
import { CircleCheck, CircleX, Info, X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { buttonClass } from "../actions/button.tsx";

/** A short message that leaves by itself. What a person must not miss belongs on the page, not here. */
export interface Notice {
  readonly tone: "done" | "refused" | "neutral";
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** Takes the action back. Its presence keeps the notice for ten seconds instead of five. */
  readonly undo?: () => void;
}

type ShownNotice = Notice & { readonly id: number };

const NotifyContext = createContext<((notice: Notice) => void) | null>(null);

const icons = {
  done: <CircleCheck aria-hidden className="size-4.5 text-done" />,
  refused: <CircleX aria-hidden className="size-4.5 text-refused" />,
  neutral: <Info aria-hidden className="size-4.5 text-progress" />,
} satisfies Record<Notice["tone"], ReactNode>;

/** Shows notices given to `useNotify` below it. One per app, around the router. */
export function ToastProvider(props: { readonly children: ReactNode }) {
  const { t } = useLingui();
  const [notices, setNotices] = useState<readonly ShownNotice[]>([]);
  const lastId = useRef(0);
  const notify = useCallback((notice: Notice) => {
    lastId.current += 1;
    const id = lastId.current;
    // Three at most: a fourth pushes out the oldest rather than climbing over the page.
    setNotices((shown) => [...shown.slice(-2), { ...notice, id }]);
  }, []);
  return (
    <NotifyContext value={notify}>
      <Toast.Provider label={t`Notice`} swipeDirection="right">
        {props.children}
        {notices.map((notice) => (
          <Toast.Root
            key={notice.id}
            duration={notice.undo ? 10_000 : 5000}
            onOpenChange={(open) => {
              if (!open) setNotices((shown) => shown.filter((other) => other.id !== notice.id));
            }}
            className="flex animate-rise items-start gap-3 rounded-lg bg-raised py-3 pr-2 pl-4 shadow-raised"
          >
            <span className="mt-0.5">{icons[notice.tone]}</span>
            <div className="flex min-w-0 flex-1 flex-col">
              <Toast.Title className="font-medium">{notice.title}</Toast.Title>
              {notice.detail && <Toast.Description className="text-muted">{notice.detail}</Toast.Description>}
            </div>
            {notice.undo && (
              <Toast.Action altText={t`Undo`} onClick={notice.undo} className={buttonClass("quiet", "sm")}>
                {t`Undo`}
              </Toast.Action>
            )}
            <Toast.Close
              aria-label={t`Dismiss`}
              className="inline-flex size-7 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport
          label={t`Notices`}
          className="fixed right-4 bottom-4 z-50 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none phone:bottom-20"
        />
      </Toast.Provider>
    </NotifyContext>
  );
}

/** The function that shows a notice. @throws Error outside a ToastProvider: a lost notice is a bug. */
export function useNotify(): (notice: Notice) => void {
  const notify = useContext(NotifyContext);
  if (!notify) throw new Error("useNotify needs a ToastProvider above it");
  return notify;
}
