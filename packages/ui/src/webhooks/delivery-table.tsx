import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { WebhookDeliveryState } from "@tenure/core/webhooks";
import type { ReactNode } from "react";
import { CopyText } from "../actions/copy-text.tsx";
import { DataTable } from "../display/data-table.tsx";
import { Instant } from "../display/instant.tsx";
import { Tag } from "../display/tag.tsx";
import { EmptyState } from "../feedback/empty-state.tsx";
import { useWebhookWords } from "./use-webhook-words.ts";

/** A delivery as the API lists it. */
export interface WebhookDeliveryRow {
  readonly id: string;
  readonly state: WebhookDeliveryState;
  readonly event: { readonly id: string; readonly type: string; readonly objectId: string };
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly log: readonly {
    readonly id: string;
    readonly attemptedAt: string;
    readonly durationMs: number;
    readonly status: number | null;
    readonly problem: string | null;
    readonly response: string;
  }[];
}

/** What was sent to an endpoint and what it answered, newest first. */
export function WebhookDeliveryTable<Row extends WebhookDeliveryRow>(props: {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error?: ReactNode;
  /** What may be done with a row, such as sending it again. */
  readonly actions: (row: Row) => ReactNode;
}) {
  const { rows, loading, error, actions } = props;
  const { t } = useLingui();
  return (
    <DataTable
      wide
      name="webhook-deliveries"
      caption={t`Deliveries`}
      rows={rows}
      rowKey={(row) => row.id}
      loading={loading}
      error={error}
      empty={
        <EmptyState>
          <Trans>Nothing was sent yet. It begins with the next event, or with a test.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "event",
          head: <Trans>Event</Trans>,
          rowHead: true,
          cell: (row) => (
            <span className="inline-flex flex-col items-start gap-0.5">
              <code className="font-mono text-sm wrap-anywhere">{row.event.type}</code>
              <span className="text-sm font-normal text-muted">
                <CopyText text={row.event.id} label={t`event id`} />
              </span>
            </span>
          ),
        },
        {
          key: "created",
          head: <Trans>Happened</Trans>,
          cell: (row) => <Instant at={row.createdAt} />,
        },
        { key: "state", head: <Trans>State</Trans>, cell: (row) => <DeliveryState delivery={row} /> },
        { key: "answer", head: <Trans>Last answer</Trans>, cell: (row) => <Answers delivery={row} /> },
        {
          key: "actions",
          head: <span className="sr-only">{t`Actions`}</span>,
          align: "end",
          unlabelled: true,
          cell: actions,
        },
      ]}
    />
  );
}

function DeliveryState(props: { readonly delivery: WebhookDeliveryRow }) {
  const { state, attempts, nextAttemptAt } = props.delivery;
  const words = useWebhookWords();
  const { tone, word } = state === "pending" && attempts > 0 ? words.retrying : words.delivery[state];
  return (
    <span className="inline-flex flex-col items-start gap-1 @max-3xl:items-end">
      <Tag tone={tone}>{word}</Tag>
      <span className="text-sm text-muted">
        <Plural value={attempts} one="# attempt" other="# attempts" />
      </span>
      {nextAttemptAt !== null && attempts > 0 && (
        <span className="text-sm whitespace-nowrap text-muted">
          <Trans>
            next <Instant at={nextAttemptAt} />
          </Trans>
        </span>
      )}
    </span>
  );
}

/** The newest answer, with those before behind a line that opens. */
function Answers(props: { readonly delivery: WebhookDeliveryRow }) {
  const [newest, ...older] = props.delivery.log;
  if (newest === undefined) return "—";
  return (
    <span className="flex min-w-0 flex-col gap-1">
      <Answer attempt={newest} />
      {older.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-link">
            <Plural value={older.length} one="# earlier attempt" other="# earlier attempts" />
          </summary>
          <span className="flex flex-col gap-2 pt-2">
            {older.map((attempt) => (
              <Answer key={attempt.id} attempt={attempt} />
            ))}
          </span>
        </details>
      )}
    </span>
  );
}

function Answer(props: { readonly attempt: WebhookDeliveryRow["log"][number] }) {
  const { status, problem, durationMs, response, attemptedAt } = props.attempt;
  const problems = useProblemWords();
  return (
    <span className="flex min-w-0 flex-col">
      <span>
        {status === null && problem !== null && problems[problem] !== undefined ? (
          <span title={problem}>{problems[problem]}</span>
        ) : (
          // The receiver's own number, or a code that the system gave and that has no words.
          <code className="font-mono text-sm" data-untranslated>
            {status ?? problem}
          </code>
        )}{" "}
        <span className="text-sm text-muted">
          <Trans>
            after {durationMs} ms, <Instant at={attemptedAt} />
          </Trans>
        </span>
      </span>
      {response !== "" && (
        <code className="line-clamp-3 font-mono text-xs text-muted wrap-anywhere" data-untranslated>
          {response}
        </code>
      )}
    </span>
  );
}

/** Why there was no answer: what the sender says of itself, and what systems say most. */
function useProblemWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    timed_out: t`No answer in time`,
    ECONNREFUSED: t`Connection refused`,
    ECONNRESET: t`Connection cut off`,
    ENOTFOUND: t`No such host`,
    EAI_AGAIN: t`Name could not be looked up`,
    ETIMEDOUT: t`Could not be reached`,
    EHOSTUNREACH: t`Could not be reached`,
    CERT_HAS_EXPIRED: t`Its certificate has expired`,
  };
}
