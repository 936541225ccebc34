import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, Instant, Tag, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useDenial } from "../../staff/use-staff.ts";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { PriceChange } from "./types.ts";

type Row = Outputs["priceChanges"]["affected"]["items"][number];

/** What became of a subscription's notice (T3.2); where it reached nobody, it can be sent once more. */
export function NoticeCell(props: { readonly row: Row; readonly change: PriceChange }) {
  const { row, change } = props;
  if (row.kind !== "renewing") return "—";
  if (row.notice === null)
    return (
      <span className="text-muted">
        <Trans>none so far</Trans>
      </span>
    );
  const missed = row.notice.state === "bounced" || row.notice.state === "failed";
  return (
    <span className="inline-flex flex-col items-start gap-1 phone:items-end">
      <Fate notice={row.notice} />
      {row.notice.at !== null && (
        <span className="text-sm text-muted">
          <Instant at={row.notice.at} />
        </span>
      )}
      {missed && change.state !== "canceled" && <SendAgain row={row} change={change} />}
    </span>
  );
}

function Fate(props: { readonly notice: NonNullable<Row["notice"]> }) {
  const { t } = useLingui();
  if (props.notice.staying) return <Tag tone="done">{t`paid at the new price`}</Tag>;
  switch (props.notice.state) {
    case "queued":
      return <Tag tone="progress">{t`queued`}</Tag>;
    case "accepted":
      return <Tag tone="done">{t`taken by the mail server`}</Tag>;
    case "late":
      return <Tag tone="waiting">{t`too late`}</Tag>;
    case "bounced":
      return <Tag tone="refused">{t`came back`}</Tag>;
    case "failed":
      return <Tag tone="refused">{t`not delivered`}</Tag>;
  }
}

/** Writes to the owner's address as it is now: after somebody saw to it. */
function SendAgain(props: { readonly row: Row; readonly change: PriceChange }) {
  const { row, change } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const denial = useDenial()("plan.manage");
  const again = useStaffAction(
    (idempotencyKey) =>
      trpc.priceChanges.tellAgain.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ told }) => {
      notify(
        told
          ? { tone: "done", title: t`The notice is on its way to ${row.accountName}` }
          : { tone: "refused", title: t`Nothing was sent: no address is known, or no notice is needed` },
      );
      void queryClient.invalidateQueries({ queryKey: trpc.priceChanges.pathKey() });
    },
  );
  return (
    <>
      <Button
        size="sm"
        loading={again.isPending}
        disabledReason={denial}
        aria-label={t`Send the notice to ${row.accountName} again`}
        onClick={() => again.mutate({ priceChangeId: change.id, subscriptionId: row.id })}
      >
        <Trans>Send again</Trans>
      </Button>
      <ProblemCallout error={again.error} />
    </>
  );
}
