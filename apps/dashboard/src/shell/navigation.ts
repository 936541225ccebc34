import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { LinkProps } from "@tanstack/react-router";
import {
  Blocks,
  ChartColumn,
  Coins,
  CreditCard,
  FileCheck,
  Gift,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  Mail,
  ReceiptText,
  Settings,
  Tags,
  Undo2,
  UserCheck,
  UserPlus,
  Wallet,
  Webhook,
} from "lucide-react";

/** One page of the navigation. */
export interface NavigationEntry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: MessageDescriptor;
  readonly icon: LucideIcon;
  /** Pages with addresses of their own that belong to it too. */
  readonly also?: string;
}

/** The navigation, top to bottom. An entry comes with its page, never before it. */
export const navigation: readonly NavigationEntry[] = [
  { to: "/", label: msg`Overview`, icon: LayoutDashboard },
  { to: "/subscription", label: msg`Subscription`, icon: CreditCard },
  { to: "/credits", label: msg`Credits`, icon: Coins },
  { to: "/billing", label: msg`Billing`, icon: Wallet },
  { to: "/add-ons", label: msg`Add-ons`, icon: Blocks },
  { to: "/gifts", label: msg`Gifts`, icon: Gift, also: "/redeem" },
  { to: "/usage", label: msg`Usage`, icon: ChartColumn },
  { to: "/statement", label: msg`Statement`, icon: ReceiptText },
  { to: "/prices", label: msg`Prices`, icon: Tags },
  { to: "/invite", label: msg`Invite`, icon: UserPlus },
  { to: "/refunds", label: msg`Refunds`, icon: Undo2, also: "/refund-cases" },
  { to: "/keys", label: msg`API keys`, icon: KeyRound },
  { to: "/webhooks", label: msg`Webhooks`, icon: Webhook },
  { to: "/ownership", label: msg`Account ownership`, icon: UserCheck },
  { to: "/decisions", label: msg`Decisions`, icon: FileCheck },
  { to: "/notices", label: msg`Notices`, icon: Mail },
  { to: "/settings", label: msg`Settings`, icon: Settings },
];

/** Whether an address is the entry's page or one below it. */
export const isWithin = ({ to, also }: NavigationEntry, pathname: string): boolean =>
  to === "/"
    ? pathname === "/"
    : pathname.startsWith(to) || (also !== undefined && pathname.startsWith(also));

/** Whether a page is there for somebody who only represents the holder: ownership, and their own login's settings (C3.9). */
export const isForRepresentatives = (path: string): boolean =>
  path === "/settings" ||
  ["/ownership", "/settings/profile", "/settings/security"].some((each) => path.startsWith(each));
