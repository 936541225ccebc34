import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PageHeader } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { RefundView } from "./refund-view.tsx";

/** One refund on a page of its own: what mails and tags link to. */
export function RefundPage(props: { readonly refundId: string }) {
  const { refundId } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { data } = useQuery(trpc.refunds.get.queryOptions({ accountId: account.id, refundId }));
  const number = data?.number;
  return (
    <>
      <PageHeader
        title={number === undefined ? t`Refund` : t`Refund ${number}`}
        back={
          <Link to="/refunds" className="text-link">
            <Trans>All refunds</Trans>
          </Link>
        }
      />
      <RefundView refundId={refundId} />
    </>
  );
}
