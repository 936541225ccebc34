import { Trans } from "@lingui/react/macro";
import { FlaskConical } from "lucide-react";
import { ClockLine } from "./clock-line.tsx";

/** Says on every page of a sandbox account that nothing here is real, and what its own clock says. */
export function SandboxBanner() {
  return (
    <div
      data-print="hide"
      className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-1 rounded-md bg-progress-soft px-3 py-1.5 text-sm text-progress"
    >
      <p className="flex items-center gap-2 py-1">
        <FlaskConical aria-hidden className="size-4 shrink-0" />
        <Trans>Sandbox account: no real money moves.</Trans>
      </p>
      <ClockLine />
    </div>
  );
}
