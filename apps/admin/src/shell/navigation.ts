import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { LinkProps } from "@tanstack/react-router";
import {
  ArrowLeftRight,
  Blocks,
  BookOpenText,
  Building2,
  FileText,
  FileUser,
  Gift,
  KeyRound,
  Layers,
  ListTodo,
  type LucideIcon,
  MailQuestionMark,
  PackageOpen,
  Repeat,
  Scale,
  ScrollText,
  Settings,
  Share2,
  ShieldAlert,
  Store,
  Tags,
  UserRoundPen,
  Webhook,
  Workflow,
} from "lucide-react";

/** One page of the navigation. */
export interface NavigationEntry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: MessageDescriptor;
  readonly icon: LucideIcon;
}

/** The navigation, top to bottom. An entry comes with its page, never before it. */
export const navigation: readonly NavigationEntry[] = [
  { to: "/", label: msg`Today`, icon: ListTodo },
  { to: "/accounts", label: msg`Accounts`, icon: Building2 },
  { to: "/refund-cases", label: msg`Refund cases`, icon: MailQuestionMark },
  { to: "/disputes", label: msg`Disputes`, icon: ShieldAlert },
  { to: "/serial-refunds", label: msg`Serial refunds`, icon: Repeat },
  { to: "/reconciliations", label: msg`Reconciliation`, icon: ArrowLeftRight },
  { to: "/subject-changes", label: msg`Subject changes`, icon: UserRoundPen },
  { to: "/document-reviews", label: msg`Document reviews`, icon: FileUser },
  { to: "/ledger", label: msg`Ledger`, icon: BookOpenText },
  { to: "/invoices", label: msg`Invoices`, icon: FileText },
  { to: "/gifts", label: msg`Gifts`, icon: Gift },
  { to: "/gift-subscriptions", label: msg`Gift subscriptions`, icon: PackageOpen },
  { to: "/add-ons", label: msg`Add-ons`, icon: Blocks },
  { to: "/referrals", label: msg`Referrals`, icon: Share2 },
  { to: "/distributors", label: msg`Distributors`, icon: Store },
  { to: "/audit", label: msg`Audit`, icon: ScrollText },
  { to: "/plans", label: msg`Plans`, icon: Layers },
  { to: "/prices", label: msg`Prices`, icon: Tags },
  { to: "/policy", label: msg`Policy`, icon: Scale },
  { to: "/payment-events", label: msg`Payment events`, icon: Webhook },
  { to: "/jobs", label: msg`Background jobs`, icon: Workflow },
  { to: "/platform-keys", label: msg`Platform keys`, icon: KeyRound },
  { to: "/settings", label: msg`Settings`, icon: Settings },
];
