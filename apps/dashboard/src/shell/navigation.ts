import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { LinkProps } from "@tanstack/react-router";
import { LayoutDashboard, type LucideIcon, Settings } from "lucide-react";

/** One page of the navigation. */
export interface NavigationEntry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: MessageDescriptor;
  readonly icon: LucideIcon;
}

/** The navigation, top to bottom. An entry comes with its page, never before it. */
export const navigation: readonly NavigationEntry[] = [
  { to: "/", label: msg`Overview`, icon: LayoutDashboard },
  { to: "/settings", label: msg`Settings`, icon: Settings },
];
