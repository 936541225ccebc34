import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { Locale } from "@tenure/ui";
import { CommandPalette, usePageItems, useSettingItems } from "@tenure/ui/palette";
import { Building2, FileText } from "lucide-react";
import { useEffect, useState } from "react";
import { accountPages } from "../features/accounts/account-pages.ts";
import { trpc } from "../trpc.ts";
import { navigation } from "./navigation.ts";

/** Fewer letters than this find too much to read; the API refuses them. */
const MIN_QUERY_LENGTH = 2;
/** Typing pauses this long before the API is asked. */
const TYPING_PAUSE_MS = 120;

/** Every account by what a message names of it, every page, and what can be done anywhere. */
export default function AdminPalette(props: {
  readonly onLocale: (locale: Locale) => void;
  readonly onSignOut: () => void;
  readonly onClose: () => void;
}) {
  const { i18n, t } = useLingui();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const asked = usePaused(query.trim(), TYPING_PAUSE_MS);
  const searches = asked.length >= MIN_QUERY_LENGTH;
  const found = useQuery({ ...trpc.accounts.search.queryOptions({ query: asked }), enabled: searches });
  const settings = useSettingItems(props);
  const pages = usePageItems(navigation, (to) => void navigate({ to }));
  const { accountId } = useParams({ strict: false });
  // Only what was found for what stands there: Enter must not go to somebody who was found for something else.
  const accounts = searches && asked === query.trim() ? (found.data ?? []) : [];
  return (
    <CommandPalette
      query={query}
      onQuery={setQuery}
      onClose={props.onClose}
      placeholder={t`Account, e-mail, number, page…`}
      searching={query.trim().length >= MIN_QUERY_LENGTH && (found.isFetching || asked !== query.trim())}
      groups={[
        {
          key: "accounts",
          heading: t`Accounts`,
          found: true,
          items: accounts.map((account) => ({
            key: account.id,
            label: account.name,
            detail: account.owner?.email ?? "",
            icon: Building2,
            onSelect: () => void navigate({ to: "/accounts/$accountId", params: { accountId: account.id } }),
          })),
        },
        {
          key: "account",
          heading: t`This account`,
          items:
            accountId === undefined
              ? []
              : accountPages.map(({ to, label }) => ({
                  key: to,
                  label: i18n._(label),
                  icon: FileText,
                  onSelect: () => void navigate({ to, params: { accountId } }),
                })),
        },
        pages,
        settings,
      ]}
    />
  );
}

/** A value once it has stood still for a moment. */
function usePaused(value: string, pauseMs: number): string {
  const [still, setStill] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return still;
}
