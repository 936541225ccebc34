import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { DataTable, EmptyState, Instant, useUiSettings } from "@tenure/ui";
import type { ReactNode } from "react";
import { PhaseTag } from "./phase-tag.tsx";
import type { PolicyVersion } from "./types.ts";

/** Every version of the policy, the newest proposal first. */
export function VersionsTable(props: {
  readonly versions: readonly PolicyVersion[];
  readonly current: string;
  readonly loading: boolean;
  readonly error: ReactNode;
}) {
  const { t } = useLingui();
  const { timeZone } = useUiSettings();
  return (
    <DataTable
      caption={t`Versions of the policy`}
      rows={props.versions}
      rowKey={(row) => row.version}
      currentKey={props.current}
      loading={props.loading}
      error={props.error}
      empty={
        <EmptyState>
          <Trans>The version that came with the product is in force.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "version",
          head: <Trans>Version</Trans>,
          rowHead: true,
          cell: (row) => (
            <Link
              to="/policy"
              search={{ version: row.version }}
              aria-current={row.version === props.current ? "true" : undefined}
              className="figures text-link aria-[current=true]:font-semibold"
            >
              {row.version}
            </Link>
          ),
        },
        { key: "phase", head: <Trans>State</Trans>, cell: (row) => <PhaseTag phase={row.phase} /> },
        {
          key: "from",
          head: <Trans>Holds from ({timeZone})</Trans>,
          cell: (row) => <Instant at={row.effectiveFrom} />,
        },
        {
          key: "by",
          head: <Trans>Proposed by</Trans>,
          cell: (row) =>
            row.proposed === null ? (
              <span className="text-muted">
                <Trans>came with the product</Trans>
              </span>
            ) : (
              (row.proposed.by?.name ?? "–")
            ),
        },
      ]}
    />
  );
}
