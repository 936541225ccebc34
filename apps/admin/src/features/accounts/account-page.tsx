import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { classNames, CopyText, PageHeader, Skeleton, Tag, tabLinkClass, tabNavClass } from "@tenure/ui";
import { ProblemState, useLiveUpdates } from "@tenure/ui/app";
import { useEffect, useRef } from "react";
import { type Account, AccountProvider } from "../../account/current-account.tsx";
import { isToldOfAccount, streamOfAccount } from "../../account/live-account.ts";
import { trpc } from "../../trpc.ts";
import { accountPages } from "./account-pages.ts";
import { ClockLine } from "./clock-line.tsx";
import { AccountStateTag } from "./account-state-tag.tsx";

/** One account: its head, and its parts as tabs with addresses of their own. */
export function AccountPage(props: { readonly accountId: string }) {
  const { accountId } = props;
  const { t } = useLingui();
  const account = useQuery(trpc.accounts.get.queryOptions({ accountId }));
  useLiveUpdates(account.data === undefined ? null : streamOfAccount(accountId), isToldOfAccount);
  if (account.isPending) return <Skeleton lines={8} />;
  if (account.data === undefined)
    return (
      <>
        <PageHeader title={t`Account`} back={<BackToAccounts />} />
        <ProblemState
          thing={t`This account could not be shown`}
          error={account.error}
          onRetry={() => void account.refetch()}
          retrying={account.isFetching}
        />
      </>
    );
  return (
    <AccountProvider key={accountId} account={account.data}>
      <AccountHead account={account.data} />
      {!account.data.livemode && <ClockLine />}
      <AccountTabs accountId={accountId} />
      {/* A box of its own, so that the first section of a tab is the first: the tabs' line is line enough. */}
      <div>
        <Outlet />
      </div>
    </AccountProvider>
  );
}

function BackToAccounts() {
  return (
    <Link to="/accounts" className="text-link">
      <Trans>Accounts</Trans>
    </Link>
  );
}

/** Parts that hang under the tab of another. */
const TAB_OF: Readonly<Record<string, string>> = { refunds: "orders", "subject-change": "holder" };

/** The tab that the address is under. */
function useCurrentTab(accountId: string) {
  const { pathname } = useLocation();
  const [part = ""] = pathname.slice(`/accounts/${accountId}/`.length).split("/");
  const name = TAB_OF[part] ?? part;
  return accountPages.find(({ to }) => to === `/accounts/$accountId${name === "" ? "" : `/${name}`}`);
}

function AccountHead(props: { readonly account: Account }) {
  const { account } = props;
  const { i18n, t } = useLingui();
  const tab = useCurrentTab(account.id);
  return (
    <PageHeader
      title={account.name}
      part={tab && i18n._(tab.label)}
      back={<BackToAccounts />}
      actions={
        <>
          {!account.livemode && <Tag tone="neutral">{t`Sandbox`}</Tag>}
          <AccountStateTag state={account.state} />
        </>
      }
      description={<CopyText text={account.id} label={t`account id`} />}
    />
  );
}

function AccountTabs(props: { readonly accountId: string }) {
  const { i18n, t } = useLingui();
  const params = { accountId: props.accountId };
  const nav = useRef<HTMLElement | null>(null);
  const currentTo = useCurrentTab(props.accountId)?.to;
  useEffect(() => {
    // The tabs scroll sideways: the one that is open must be seen, whatever link led here, and those beside it.
    const current = currentTo === undefined ? null : nav.current?.querySelector("[aria-current=page]");
    current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [currentTo]);
  return (
    <nav ref={nav} aria-label={t`Account`} className={classNames(tabNavClass, "gap-2.5!")}>
      {accountPages.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={params}
          activeOptions={{ exact: to === "/accounts/$accountId", includeSearch: false }}
          aria-current={to === currentTo ? "page" : undefined}
          className={tabLinkClass}
        >
          {i18n._(label)}
        </Link>
      ))}
    </nav>
  );
}
