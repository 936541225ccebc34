import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Amount, Button, DataTable, EmptyState, Instant } from "@tenure/ui";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { LotRequests } from "./lot-requests.tsx";
import type { LotEntry } from "./types.ts";
import { useLotWords } from "./use-lot-words.ts";

/** The entries of a lot's life; a day of usage opens into its requests, a decision into its sheet. */
export function LotEntries(props: { readonly lotId: string; readonly entries: readonly LotEntry[] }) {
  const { lotId, entries } = props;
  const { t } = useLingui();
  const words = useLotWords();
  const { account } = useCurrentAccount();
  const [day, setDay] = useState<string | null>(null);
  return (
    <>
      <DataTable
        caption={t`What happened`}
        rows={entries}
        rowKey={(entry) => entry.journalId}
        empty={
          <EmptyState>
            <Trans>Nothing has happened to these credits yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "move",
            head: <Trans>What</Trans>,
            rowHead: true,
            cell: (entry) => words.move(entry.move),
          },
          {
            key: "at",
            head: <Trans>When</Trans>,
            cell: (entry) => <Instant at={entry.at} precision={entry.day === null ? "minute" : "day"} />,
          },
          {
            key: "more",
            head: <Trans>Details</Trans>,
            cell: (entry) => {
              const { day: usageDay, decisionId } = entry;
              if (usageDay !== null)
                return (
                  <Button tone="quiet" size="sm" onClick={() => setDay(usageDay)}>
                    <Trans>Requests</Trans>
                  </Button>
                );
              if (decisionId !== null)
                return (
                  <Link to="/decisions/$decisionId" params={{ decisionId }} className="text-link">
                    <Trans>Decision</Trans>
                  </Link>
                );
              return "—";
            },
          },
          {
            key: "change",
            head: <Trans>Change ({account.currency})</Trans>,
            align: "end",
            cell: (entry) => <Amount value={entry.change} symbol={false} />,
          },
          {
            key: "remaining",
            head: <Trans>Left ({account.currency})</Trans>,
            align: "end",
            cell: (entry) => <Amount value={entry.remaining} symbol={false} />,
          },
        ]}
      />
      {day !== null && <LotRequests lotId={lotId} day={day} onClose={() => setDay(null)} />}
    </>
  );
}
