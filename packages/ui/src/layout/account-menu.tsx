import { Trans, useLingui } from "@lingui/react/macro";
import { CircleUserRound, LogOut, Settings } from "lucide-react";
import { useSyncExternalStore } from "react";
import { MenuOnDemand } from "../actions/menu-on-demand.tsx";
import { type Locale, localeNames, locales } from "../foundation/locale.ts";
import {
  chooseTheme,
  currentTheme,
  subscribeTheme,
  type ThemeChoice,
  themeChoices,
} from "../foundation/theme.ts";
import { useLocale } from "../foundation/use-locale.ts";

/** Who is signed in, language, theme, settings, sign out. */
export function AccountMenu(props: {
  readonly name: string;
  readonly email: string;
  readonly onLocale: (locale: Locale) => void;
  readonly onSettings: () => void;
  readonly onSignOut: () => void;
}) {
  const { name, email, onLocale, onSettings, onSignOut } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  const themeNames: Record<ThemeChoice, string> = {
    system: t`Like the device`,
    light: t`Light`,
    dark: t`Dark`,
  };
  const trigger = (
    <button
      type="button"
      aria-label={t`Account menu of ${name}`}
      className="flex min-h-9 items-center gap-2.5 rounded-md px-2 text-left text-muted hover:bg-hover hover:text-ink phone:min-h-11"
    >
      <CircleUserRound aria-hidden className="size-4 shrink-0 phone:size-5" />
      <span className="truncate phone:hidden">{name}</span>
    </button>
  );
  return (
    <MenuOnDemand
      align="start"
      header={
        <span className="flex flex-col">
          <span className="font-medium">{name}</span>
          <span className="text-sm text-muted">{email}</span>
        </span>
      }
      trigger={trigger}
      groups={[
        {
          label: <Trans>Language</Trans>,
          items: locales.map((choice) => ({
            key: choice,
            label: <span lang={choice}>{localeNames[choice]}</span>,
            checked: choice === locale,
            onSelect: () => onLocale(choice),
          })),
        },
        {
          label: <Trans>Appearance</Trans>,
          items: themeChoices.map((choice) => ({
            key: choice,
            label: themeNames[choice],
            checked: choice === theme,
            onSelect: () => chooseTheme(choice),
          })),
        },
        {
          items: [
            {
              key: "settings",
              label: <Trans>Settings</Trans>,
              icon: <Settings className="size-4" />,
              onSelect: onSettings,
            },
            {
              key: "sign-out",
              label: <Trans>Sign out</Trans>,
              icon: <LogOut className="size-4" />,
              onSelect: onSignOut,
            },
          ],
        },
      ]}
    />
  );
}
