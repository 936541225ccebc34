import { useLingui } from "@lingui/react/macro";
import { CopyText } from "../actions/copy-text.tsx";
import { classNames } from "../foundation/class-names.ts";

/**
 * Code or JSON to read and copy. Long lines scroll inside, never the page; the keyboard can scroll it too. `wrap`
 * breaks them instead: for a secret that must be seen whole.
 */
export function CodeBlock(props: { readonly code: string; readonly label: string; readonly wrap?: boolean }) {
  const { t } = useLingui();
  const { code, label, wrap = false } = props;
  return (
    <figure className="rounded-md border border-hairline bg-sunken">
      <figcaption className="flex items-center justify-between border-b border-hairline py-1 pr-2 pl-3 text-sm text-muted">
        {label}
        <CopyText text={code} label={label} className="[&>code]:hidden" />
      </figcaption>
      <pre
        // A scrolling region must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        role="region"
        aria-label={t`${label}, code`}
        className={classNames(
          "p-3 font-mono text-sm leading-relaxed",
          wrap ? "break-all whitespace-pre-wrap" : "overflow-x-auto",
        )}
      >
        {code}
      </pre>
    </figure>
  );
}
