import { Trans, useLingui } from "@lingui/react/macro";
import { CircleX, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../actions/button.tsx";
import { CopyText } from "../actions/copy-text.tsx";

/** What went wrong, in four parts: the thing, the reason, the way out, and the id that support can look up. */
export function ErrorState(props: {
  /** "Your usage could not be loaded" */
  readonly thing: ReactNode;
  /** "The server did not answer in time" */
  readonly reason: ReactNode;
  /** "Nothing was changed. Try again, or …" */
  readonly wayOut?: ReactNode;
  readonly requestId?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
}) {
  const { thing, reason, wayOut, requestId, onRetry, retrying = false } = props;
  const { t } = useLingui();
  return (
    <div role="alert" className="flex gap-3 py-3">
      <CircleX aria-hidden className="mt-[0.15em] size-5 shrink-0 text-refused" />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className="font-semibold">{thing}</p>
        <p className="max-w-prose text-muted">{reason}</p>
        {wayOut && <p className="max-w-prose text-muted">{wayOut}</p>}
        <div className="mt-2 flex max-w-full flex-wrap items-center gap-x-4 gap-y-2">
          {onRetry && (
            <Button
              size="sm"
              loading={retrying}
              icon={<RotateCw aria-hidden className="size-3.5" />}
              onClick={onRetry}
            >
              <Trans>Try again</Trans>
            </Button>
          )}
          {requestId !== undefined && (
            <span className="flex max-w-full min-w-0 items-center gap-1.5 text-sm text-muted">
              <Trans>Request</Trans> <CopyText text={requestId} label={t`request id`} />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
