import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, Callout, DataTable, Dialog, Skeleton } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AccountCode } from "./account-code.tsx";
import { BookAmount } from "./book-amount.tsx";
import { useMonthName } from "./use-month-name.ts";

type Preview = Outputs["ledger"]["previewClose"];

/** What a close stores, shown before it is done; and what stands in its way. */
export function CloseDialog(props: { readonly month: string; readonly onClose: () => void }) {
  const { month: closing, onClose } = props;
  const { t } = useLingui();
  const month = useMonthName()(closing);
  const queryClient = useQueryClient();
  const preview = useQuery(trpc.ledger.previewClose.queryOptions({ month: closing }, { staleTime: 0 }));
  const close = useStaffAction(
    (idempotencyKey) => trpc.ledger.close.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries(trpc.ledger.pathFilter()),
  );
  const ready = preview.data !== undefined && preview.data.obstacles.length === 0;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="lg"
      locked={close.isPending}
      title={<Trans>Close {month}</Trans>}
      description={<Trans>For good: a closed month is never opened again.</Trans>}
      footer={
        close.data === undefined ? (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            {ready && (
              <Button
                tone="primary"
                loading={close.isPending}
                onClick={() => close.mutate({ month: closing })}
              >
                <Trans>Close {month}</Trans>
              </Button>
            )}
          </>
        ) : (
          <Button tone="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        )
      }
    >
      {preview.isPending && <Skeleton lines={6} />}
      {preview.error && (
        <ProblemState
          thing={t`What a close would store could not be added up`}
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      )}
      {close.data !== undefined ? (
        <Callout tone="done" title={t`${month} is closed`}>
          <Trans>Its totals and digests are kept. Keep the digests elsewhere too.</Trans>
        </Callout>
      ) : (
        preview.data !== undefined && <PreviewBody preview={preview.data} />
      )}
      <ProblemCallout error={close.error} />
    </Dialog>
  );
}

function PreviewBody(props: { readonly preview: Preview }) {
  const { obstacles, books } = props.preview;
  const { t } = useLingui();
  const month = useMonthName()(props.preview.month);
  const words = {
    month_is_closed: t`This month is closed already.`,
    month_is_running: t`This month has not ended yet.`,
    earlier_month_is_open: t`An earlier month with movements is open: close it first.`,
    books_do_not_add_up: t`The books do not add up: mend what the check found and resolve its alert on Today.`,
    nothing_moved: t`Nothing moved in this month; the close of a later one closes it too.`,
  } satisfies Record<Preview["obstacles"][number]["code"], string>;
  return (
    <div className="flex flex-col gap-5">
      {obstacles.length > 0 && (
        <Callout tone="warning" title={t`${month} cannot be closed`}>
          <ul className="list-disc pl-5">
            {obstacles.map((each) => (
              <li key={each.code}>{words[each.code]}</li>
            ))}
          </ul>
        </Callout>
      )}
      {books.map((book) => (
        <div key={book.currency} className="flex flex-col gap-2">
          <DataTable
            caption={t`Totals in ${book.currency}`}
            rows={book.totals}
            rowKey={(each) => each.code}
            empty={null}
            columns={[
              {
                key: "account",
                head: <Trans context="ledger">Account</Trans>,
                rowHead: true,
                cell: (each) => (
                  <span className="font-normal [&>span]:items-start!">
                    <AccountCode code={each.code} />
                  </span>
                ),
              },
              {
                key: "debit",
                head: <Trans>Debit ({book.currency})</Trans>,
                align: "end",
                cell: (each) => <BookAmount value={each.debit} />,
              },
              {
                key: "credit",
                head: <Trans>Credit ({book.currency})</Trans>,
                align: "end",
                cell: (each) => <BookAmount value={each.credit} />,
              },
            ]}
          />
          <p className="text-sm text-muted wrap-anywhere">
            <Trans>
              {book.journals} movements, digest <code className="font-mono">{book.digest}</code>
            </Trans>
          </p>
        </div>
      ))}
    </div>
  );
}
