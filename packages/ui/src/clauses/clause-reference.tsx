import { Trans, useLingui } from "@lingui/react/macro";
import type { ClauseId } from "@tenure/core/policy";
import { Suspense } from "react";
import { Skeleton } from "../feedback/skeleton.tsx";
import { DisclosurePopover } from "../overlays/disclosure-popover.tsx";
import { lazyPiece } from "../foundation/lazy-piece.ts";

const ClauseContent = lazyPiece(async () => ({
  default: (await import("./clause-content.tsx")).ClauseContent,
}));

/** A clause id that opens the clause's words. The id is what decisions, e-mails and code call it: `R3.7`. */
export function ClauseReference(props: { readonly id: ClauseId; readonly policyVersion?: string }) {
  const { id, policyVersion } = props;
  const { t } = useLingui();
  return (
    <DisclosurePopover
      trigger={
        <button
          type="button"
          aria-label={t`Clause ${id}`}
          className="figures inline-flex min-h-6 items-center rounded-sm px-1 text-sm text-muted underline decoration-faint decoration-dotted underline-offset-[0.25em] hover:text-accent"
        >
          {id}
        </button>
      }
    >
      <p className="mb-1 font-medium">
        <Trans>Clause {id}</Trans>
        {policyVersion !== undefined && (
          <span className="font-normal text-muted">
            {" · "}
            <Trans>policy {policyVersion}</Trans>
          </span>
        )}
      </p>
      <Suspense fallback={<Skeleton lines={2} />}>
        <ClauseContent {...props} />
      </Suspense>
    </DisclosurePopover>
  );
}
