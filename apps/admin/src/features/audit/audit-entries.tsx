import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { classNames, CopyText, Instant, KeyValue, listRow, Tag } from "@tenure/ui";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { ActorName } from "./actor-name.tsx";
import { AuditDiff } from "./audit-diff.tsx";
import type { AuditRow } from "./types.ts";

const widthOf = (column: string) =>
  column === "at" ? "w-44 shrink-0 text-right phone:w-auto phone:text-left" : "min-w-0 flex-1";

/** Audit rows, each opening to what changed. `withAccount` names the account, where the list is across accounts. */
export function AuditEntries(props: {
  readonly rows: readonly AuditRow[];
  /** What the line of a row shows, in this order: action, account, actor, at. */
  readonly columns: readonly { readonly key: string; readonly head: ReactNode }[];
  readonly withAccount: boolean;
}) {
  const { t } = useLingui();
  return (
    <>
      <div
        aria-hidden
        className="flex gap-x-3 border-b border-hairline-strong py-2 pr-1 pl-8 text-sm font-medium text-muted phone:hidden"
      >
        {props.columns.map(({ key, head }) => (
          <span key={key} className={widthOf(key)}>
            {head}
          </span>
        ))}
      </div>
      <ol aria-label={t`Audit trail`} className="phone:border-t phone:border-hairline-strong">
        {props.rows.map((row) => (
          <li
            key={row.id}
            // Not laid out until it comes near the screen: the trail has no end.
            className="border-b border-hairline [contain-intrinsic-block-size:auto_2.75rem] [content-visibility:auto]"
          >
            <details className="group">
              <summary
                {...listRow}
                className="grid list-none grid-cols-[1rem_1fr] items-baseline gap-x-3 px-1 py-2.5 hover:bg-hover group-open:bg-hover [&::-webkit-details-marker]:hidden"
              >
                <ChevronRight
                  aria-hidden
                  className="size-3.5 self-center text-muted transition-transform duration-100 group-open:rotate-90"
                />
                <span className="flex min-w-0 items-baseline gap-x-3 phone:flex-col phone:items-start phone:gap-y-1">
                  {props.columns.map(({ key }) => (
                    <AuditCell key={key} column={key} row={row} />
                  ))}
                </span>
              </summary>
              <AuditDetail row={row} withAccount={props.withAccount} />
            </details>
          </li>
        ))}
      </ol>
    </>
  );
}

function AuditCell(props: { readonly column: string; readonly row: AuditRow }) {
  const { column, row } = props;
  switch (column) {
    case "action":
      return (
        <span className={classNames("flex flex-col", widthOf(column))}>
          <code className="font-mono text-sm wrap-anywhere">{row.action}</code>
          {row.reason !== null && <span className="text-sm text-muted wrap-anywhere">{row.reason}</span>}
        </span>
      );
    case "account":
      // Its link is among the facts that the row opens to: a line that opens holds no link of its own.
      return (
        <span className={classNames("flex flex-wrap items-baseline gap-x-2 gap-y-1", widthOf(column))}>
          {row.accountName !== null && (
            <span className="wrap-anywhere">
              <Spoken>
                <Trans>Account</Trans>
              </Spoken>
              {row.accountName}
            </span>
          )}
          {row.sandboxClock && <SandboxClockTag />}
        </span>
      );
    case "actor":
      return (
        <span className={widthOf(column)}>
          <Spoken>
            <Trans>Done by</Trans>
          </Spoken>
          <ActorName row={row} />
        </span>
      );
    default:
      return (
        <span className={classNames("text-sm text-muted", widthOf("at"))}>
          <Instant at={row.recordedAt} precision="second" />
        </span>
      );
  }
}

/** The head above a cell, for those to whom the row is read. */
const Spoken = (props: { readonly children: ReactNode }) => (
  <span className="sr-only">{props.children}: </span>
);

/** Says why the times of an account's rows jump. */
function SandboxClockTag() {
  return (
    <Tag tone="neutral">
      <Trans>Sandbox clock</Trans>
    </Tag>
  );
}

function AuditDetail(props: { readonly row: AuditRow; readonly withAccount: boolean }) {
  const { row, withAccount } = props;
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-4 pt-2 pr-1 pb-5 pl-8 phone:pl-5">
      <AuditDiff before={row.before} after={row.after} />
      <KeyValue
        entries={[
          {
            key: "target",
            label: <Trans>Concerns</Trans>,
            value: (
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span className="text-muted">{row.targetKind}</span>
                <CopyText text={row.targetId} label={t`id`} />
              </span>
            ),
          },
          ...(withAccount && row.accountId !== null
            ? [
                {
                  key: "account",
                  label: <Trans>Account</Trans>,
                  value: (
                    <Link
                      to="/accounts/$accountId"
                      params={{ accountId: row.accountId }}
                      className="text-link"
                    >
                      {row.accountName ?? <code className="font-mono text-sm">{row.accountId}</code>}
                    </Link>
                  ),
                },
              ]
            : []),
          ...(row.decisionId !== null && row.accountId !== null
            ? [
                {
                  key: "decision",
                  label: <Trans>Decision</Trans>,
                  value: (
                    <Link
                      to="/accounts/$accountId/decisions/$decisionId"
                      params={{ accountId: row.accountId, decisionId: row.decisionId }}
                      className="text-link"
                    >
                      <Trans>Open the decision</Trans>
                    </Link>
                  ),
                },
              ]
            : []),
          ...(row.requestId === null
            ? []
            : [
                {
                  key: "request",
                  label: <Trans>Request</Trans>,
                  value: <CopyText text={row.requestId} label={t`request id`} />,
                },
              ]),
          {
            key: "sequence",
            label: <Trans>Place in the chain</Trans>,
            value: (
              <span className="figures">{row.sequence === null ? <Trans>not yet</Trans> : row.sequence}</span>
            ),
          },
        ]}
      />
    </div>
  );
}
