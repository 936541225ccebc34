import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Callout, EmptyState, ErrorState, Skeleton } from "@tenure/ui";

/** What stands in for content that is not there, and sentences not to be missed. */
export function FeedbackPart() {
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-6">
      <EmptyState action={<Button tone="primary">{t`Create a key`}</Button>}>
        <Trans>A key lets your programs use this account. You can end each of them alone.</Trans>
      </EmptyState>
      <ErrorState
        thing={t`Your usage could not be loaded`}
        reason={t`The server did not answer in time.`}
        wayOut={t`Nothing was changed. Try again in a moment.`}
        requestId="req_01JD3K7VPX4T9Z2M"
        onRetry={() => undefined}
      />
      <Skeleton lines={3} />
      <div className="flex flex-col gap-3">
        <Callout tone="info" title={t`Prices change on 1 January`}>
          <Trans>Your current term keeps its price.</Trans>
        </Callout>
        <Callout
          tone="warning"
          title={t`Your card expires this month`}
          action={<Button size="sm">{t`Replace it`}</Button>}
        />
        <Callout tone="refused">
          <Trans>The bank declined the payment.</Trans>
        </Callout>
        <Callout tone="done">
          <Trans>The refund was sent.</Trans>
        </Callout>
      </div>
    </div>
  );
}
