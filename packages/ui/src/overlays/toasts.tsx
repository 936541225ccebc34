import { useLingui } from "@lingui/react/macro";
import { CircleCheck, CircleX, Info, X } from "lucide-react";
import { Toast } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClass } from "../actions/button.tsx";
import type { Notice, ShownNotice } from "./toast.tsx";

const icons = {
  done: <CircleCheck aria-hidden className="size-4.5 text-done" />,
  refused: <CircleX aria-hidden className="size-4.5 text-refused" />,
  neutral: <Info aria-hidden className="size-4.5 text-progress" />,
} satisfies Record<Notice["tone"], ReactNode>;

/** The notices that are shown at present, in a corner of the page. */
export function Toasts(props: {
  readonly notices: readonly ShownNotice[];
  readonly onGone: (id: number) => void;
}) {
  const { notices, onGone } = props;
  const { t } = useLingui();
  return (
    <Toast.Provider label={t`Notice`} swipeDirection="right">
      {notices.map((notice) => (
        <Toast.Root
          key={notice.id}
          duration={notice.undo ? 10_000 : 5000}
          onOpenChange={(open) => {
            if (!open) onGone(notice.id);
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
  );
}
