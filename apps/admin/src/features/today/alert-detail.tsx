import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { isCurrency } from "@tenure/core/money";
import { CodeBlock, KeyValue, Money } from "@tenure/ui";
import type { ReactNode } from "react";
import type { Alert } from "./types.ts";

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What was noted when the alert opened: the known parts in words, the rest as it was written. */
export function AlertDetail(props: { readonly alert: Alert }) {
  const { alert } = props;
  const { t } = useLingui();
  const { detail } = alert;
  const note = typeof detail === "object" && detail !== null && !Array.isArray(detail) ? detail : {};
  const { problem, message, reason, code, type, amountNanos, currency, job, ...rest } = note;
  const currencyCode = text(currency);
  const entries: { key: string; label: ReactNode; value: ReactNode }[] = [];
  const amount = text(amountNanos);
  if (
    amount !== undefined &&
    /^-?\d{1,30}$/.test(amount) &&
    currencyCode !== undefined &&
    isCurrency(currencyCode)
  )
    entries.push({
      key: "amount",
      label: <Trans>Amount owed</Trans>,
      value: <Money nanos={BigInt(amount)} currency={currencyCode} />,
    });
  const words = text(problem) ?? text(message) ?? text(reason);
  if (words !== undefined || text(code) !== undefined)
    entries.push({
      key: "problem",
      label: alert.kind.startsWith("refund") ? <Trans>The provider says</Trans> : <Trans>Problem</Trans>,
      value: (
        <span className="wrap-anywhere">
          {words !== text(code) && words}{" "}
          {text(code) !== undefined && <code className="font-mono text-sm">{text(code)}</code>}
        </span>
      ),
    });
  const eventType = text(type);
  if (eventType !== undefined)
    entries.push({
      key: "event",
      label: <Trans>Notification</Trans>,
      value: (
        <Link to="/payment-events" search={{ object: alert.reference }} className="text-link">
          {eventType}
        </Link>
      ),
    });
  if (alert.kind === "job_parked" || alert.kind === "schedule_failing")
    entries.push({
      key: "job",
      label: <Trans>Job</Trans>,
      value: (
        <Link to="/jobs" className="text-link">
          {text(job) ?? alert.reference}
        </Link>
      ),
    });
  if ((alert.kind === "notice_failed" || alert.kind === "notice_bounced") && alert.accountId !== null)
    entries.push({
      key: "notices",
      label: <Trans context="notice">E-mail</Trans>,
      value: (
        <Link to="/accounts/$accountId/notices" params={{ accountId: alert.accountId }} className="text-link">
          <Trans>Notices of the account</Trans>
        </Link>
      ),
    });
  if (alert.kind === "payment_disputed")
    entries.push({
      key: "dispute",
      label: <Trans>Where</Trans>,
      value: (
        <Link to="/disputes" search={{ state: "open" }} className="text-link">
          <Trans>Disputes, with the evidence to download</Trans>
        </Link>
      ),
    });
  if (alert.kind === "reconciliation_differences")
    entries.push({
      key: "reconciliation",
      label: <Trans>Where</Trans>,
      value: (
        <Link to="/reconciliations" className="text-link">
          <Trans>Reconciliation</Trans>
        </Link>
      ),
    });
  if (alert.kind === "refund_case_overdue" || alert.kind === "refund_case_message")
    entries.push({
      key: "case",
      label: <Trans>Refund case</Trans>,
      value: (
        <Link
          to="/refund-cases"
          search={{
            search: alert.reference,
            ...(alert.kind === "refund_case_message" ? { show: "decided" as const } : {}),
          }}
          className="figures text-link"
        >
          {alert.reference}
        </Link>
      ),
    });
  else if (alert.kind === "goodwill_refund_proposed" && alert.accountId !== null)
    entries.push({
      key: "goodwill",
      label: <Trans>Goodwill refund</Trans>,
      value: (
        <Link
          to="/accounts/$accountId/orders"
          params={{ accountId: alert.accountId }}
          hash="goodwill"
          className="text-link"
        >
          <Trans>Goodwill refunds of the account</Trans>
        </Link>
      ),
    });
  else if (alert.kind.startsWith("refund") && alert.accountId !== null)
    entries.push({
      key: "refunds",
      label: <Trans>Refund</Trans>,
      value: (
        <Link to="/accounts/$accountId/orders" params={{ accountId: alert.accountId }} className="text-link">
          <Trans>Orders and refunds of the account</Trans>
        </Link>
      ),
    });
  return (
    <>
      {entries.length > 0 && <KeyValue entries={entries} />}
      {Object.keys(rest).length > 0 && (
        <CodeBlock label={t`Noted with it`} code={JSON.stringify(rest, null, 2)} />
      )}
    </>
  );
}
