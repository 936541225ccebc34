import { Trans } from "@lingui/react/macro";
import { FlaskConical } from "lucide-react";

/** Says on every page of a sandbox account that nothing here is real. */
export function SandboxBanner() {
  return (
    <p
      data-print="hide"
      className="mb-6 flex items-center gap-2 rounded-md bg-progress-soft px-3 py-1.5 text-sm text-progress"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0" />
      <Trans>Sandbox account: no real money moves.</Trans>
    </p>
  );
}
