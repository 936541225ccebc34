import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { type LinkProps, useNavigate } from "@tanstack/react-router";
import type { Locale } from "@tenure/ui";
import { CommandPalette, usePageItems, useSettingItems } from "@tenure/ui/palette";
import {
  Coins,
  CreditCard,
  Gauge,
  Gift,
  type LucideIcon,
  Shield,
  UserRound,
  UserRoundPen,
  Wallet,
} from "lucide-react";
import { useState } from "react";
import { isForRepresentatives, type NavigationEntry } from "./navigation.ts";

/** Pages below those of the navigation that people look for by name. */
const further: readonly {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: MessageDescriptor;
  readonly icon: LucideIcon;
}[] = [
  { to: "/credits/automatic", label: msg`Automatic top-up`, icon: Coins },
  { to: "/gifts/new", label: msg`Give a plan`, icon: Gift },
  { to: "/settings/payment-methods", label: msg`Payment methods`, icon: CreditCard },
  { to: "/settings/spend-limits", label: msg`Spend limits`, icon: Gauge },
  { to: "/settings/profile", label: msg`Profile`, icon: UserRound },
  { to: "/settings/security", label: msg`Security`, icon: Shield },
  { to: "/settings/data", label: msg`Your data`, icon: Wallet },
  { to: "/ownership/change/new", label: msg`Change the account's holder`, icon: UserRoundPen },
];

/** Every page by its name, and what can be done anywhere. */
export default function DashboardPalette(props: {
  readonly entries: readonly NavigationEntry[];
  readonly represents: boolean;
  readonly onLocale: (locale: Locale) => void;
  readonly onSignOut: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const settings = useSettingItems(props);
  const entries = [
    ...props.entries,
    ...(props.entries.length === 0
      ? []
      : further.filter(({ to }) => !props.represents || isForRepresentatives(to))),
  ];
  const pages = usePageItems(entries, (to) => void navigate({ to }));
  return (
    <CommandPalette
      query={query}
      onQuery={setQuery}
      onClose={props.onClose}
      placeholder={t`Page or action…`}
      groups={[pages, settings]}
    />
  );
}
