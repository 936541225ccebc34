import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import type { LucideIcon } from "lucide-react";
import type { PaletteGroup } from "./command-palette.tsx";

/** The pages of an app by their names; `go` is its router's way to one. */
export function usePageItems<To extends string>(
  entries: readonly { readonly to: To; readonly label: MessageDescriptor; readonly icon: LucideIcon }[],
  go: (to: To) => void,
): PaletteGroup {
  const { i18n, t } = useLingui();
  return {
    key: "pages",
    heading: t`Pages`,
    items: entries.map(({ to, label, icon }) => ({
      key: to,
      label: i18n._(label),
      icon,
      onSelect: () => go(to),
    })),
  };
}
