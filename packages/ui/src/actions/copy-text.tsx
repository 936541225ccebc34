import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { classNames } from "../foundation/class-names.ts";

/**
 * A short text a person will need elsewhere (id, key, address) with a button that copies it.
 * `concealed` shows only the last four characters; what is copied is always the whole.
 */
export function CopyText(props: {
  readonly text: string;
  /** Names the thing for screen readers: "API key", "Request id". */
  readonly label: string;
  readonly concealed?: boolean;
  /** Break the text over lines instead of cutting it: for what must be readable in full. */
  readonly wrap?: boolean;
  readonly className?: string;
}) {
  const { text, label, concealed = false, wrap = false, className } = props;
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <span className={classNames("inline-flex max-w-full min-w-0 items-center gap-1.5", className)}>
      <code
        className={classNames("font-mono text-sm", wrap ? "break-all" : "truncate")}
        title={concealed ? undefined : text}
      >
        {concealed ? `····${text.slice(-4)}` : text}
      </code>
      <button
        type="button"
        aria-label={t`Copy ${label}`}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            // Without permission the text stays selectable on screen; claiming success would be a lie.
            () => setCopied(false),
          );
        }}
      >
        <Icon aria-hidden className={classNames("size-3.5", copied && "text-done")} />
      </button>
      <span role="status" className="sr-only">
        {copied && <Trans>Copied</Trans>}
      </span>
    </span>
  );
}
