import { useLingui } from "@lingui/react/macro";
import { Languages, LogOut, Moon, Sun, SunMoon } from "lucide-react";
import { type Locale, localeNames, locales } from "../foundation/locale.ts";
import { chooseTheme } from "../foundation/theme.ts";
import { useLocale } from "../foundation/use-locale.ts";
import type { PaletteGroup } from "./command-palette.tsx";

/** What can be done on every page: another language, another look, signing out. */
export function useSettingItems(actions: {
  readonly onLocale: (locale: Locale) => void;
  readonly onSignOut: () => void;
}): PaletteGroup {
  const { t } = useLingui();
  const locale = useLocale();
  // In English as well: whoever cannot read the language finds the way out of it.
  const look = ["theme", "appearance", "look"];
  return {
    key: "settings",
    heading: t`Do`,
    items: [
      ...locales
        .filter((each) => each !== locale)
        .map((each) => ({
          key: each,
          label: localeNames[each],
          icon: Languages,
          words: [t`Language`, "language", each],
          onSelect: () => actions.onLocale(each),
        })),
      { key: "light", label: t`Light`, icon: Sun, words: look, onSelect: () => chooseTheme("light") },
      { key: "dark", label: t`Dark`, icon: Moon, words: look, onSelect: () => chooseTheme("dark") },
      {
        key: "system",
        label: t`Like the device`,
        icon: SunMoon,
        words: look,
        onSelect: () => chooseTheme("system"),
      },
      { key: "sign-out", label: t`Sign out`, icon: LogOut, words: ["logout"], onSelect: actions.onSignOut },
    ],
  };
}
