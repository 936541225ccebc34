import { useLingui } from "@lingui/react/macro";
import { Search } from "lucide-react";

/** What this device's keyboards call the key: ⌘ on Apple's, Ctrl elsewhere. */
const modifier = (): string => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl");

/** Opens the palette: a field to look at in the navigation, on phones a glass. */
export function PaletteButton(props: { readonly onOpen: () => void }) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={props.onOpen}
      className="flex min-h-9 items-center gap-2 rounded-md border border-hairline-strong bg-page px-2 text-sm text-muted hover:text-ink phone:min-h-11 phone:border-transparent phone:bg-transparent"
    >
      <Search aria-hidden className="size-4 shrink-0 phone:size-5" />
      <span className="flex-1 text-left phone:sr-only">{t`Search or go to`}</span>
      <kbd className="rounded-sm border border-hairline-strong px-1 font-sans text-xs phone:hidden">
        {modifier()} K
      </kbd>
    </button>
  );
}
