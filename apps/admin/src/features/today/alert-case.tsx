import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Instant, KeyValue, Tag } from "@tenure/ui";
import { useEffect, useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { AlertDetail } from "./alert-detail.tsx";
import { BackToQueue } from "./back-to-queue.tsx";
import { ResolveDialog } from "./resolve-dialog.tsx";
import type { Alert } from "./types.ts";
import { useAlertWords } from "./use-alert-words.ts";

/** One alert: what happened, what to do, where to look, and closing it with what was done. */
export function AlertCase(props: {
  readonly alert: Alert;
  /** Whether resolved alerts are listed too: the way back leads to the same list. */
  readonly resolved: boolean;
  readonly onResolved: () => void;
}) {
  const { alert, resolved, onResolved } = props;
  const { t } = useLingui();
  const words = useAlertWords()(alert);
  const denial = useDenial()("operations.manage");
  const [resolving, setResolving] = useState(false);
  const closable = alert.resolvedAt === null && denial === undefined;
  useResolveKey(closable, () => setResolving(true));
  return (
    <article aria-labelledby="alert-title" className="flex flex-col gap-4">
      <BackToQueue resolved={resolved} />
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="alert-title" className="text-lg font-semibold wrap-anywhere">
          {words.verb} {words.line}
        </h2>
        {alert.resolvedAt === null ? (
          <Tag tone="waiting">{t`Open`}</Tag>
        ) : (
          <Tag tone="done">{t`Resolved`}</Tag>
        )}
      </header>
      <p>{words.happened}</p>
      {alert.resolvedAt === null && (
        <p>
          <span className="font-medium">
            <Trans>Next:</Trans>
          </span>{" "}
          {words.todo}
        </p>
      )}
      <KeyValue
        entries={[
          {
            key: "opened",
            label: <Trans>Noticed</Trans>,
            value: <Instant at={alert.openedAt} precision="second" />,
          },
          ...(alert.resolvedAt === null
            ? []
            : [
                {
                  key: "resolved",
                  label: <Trans>Resolved</Trans>,
                  value: <Instant at={alert.resolvedAt} precision="second" />,
                },
              ]),
          ...(alert.accountId === null
            ? []
            : [
                {
                  key: "account",
                  label: <Trans>Account</Trans>,
                  value: <AccountLink accountId={alert.accountId} />,
                },
              ]),
        ]}
      />
      <AlertDetail alert={alert} />
      {alert.resolvedAt === null && (
        <div className="flex flex-col items-start gap-2 phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:-mx-4 phone:border-t phone:border-hairline phone:bg-page phone:px-4 phone:py-3">
          <Button tone="primary" disabledReason={denial} onClick={() => setResolving(true)}>
            <Trans>Resolve</Trans>
          </Button>
          {words.closesItself && (
            <p className="text-sm text-muted">
              <Trans>It also closes by itself once its cause is gone.</Trans>
            </p>
          )}
        </div>
      )}
      {resolving && (
        <ResolveDialog alert={alert} onClose={() => setResolving(false)} onResolved={onResolved} />
      )}
    </article>
  );
}

/** The key "a" acts on the open case, wherever the focus is on the page. */
function useResolveKey(active: boolean, act: () => void): void {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
      if (event.key !== "a" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      if (document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [active, act]);
}

function AccountLink(props: { readonly accountId: string }) {
  const { accountId } = props;
  const account = useQuery(trpc.accounts.get.queryOptions({ accountId }));
  return (
    <Link to="/accounts/$accountId" params={{ accountId }} className="text-link">
      {account.data?.name ?? accountId}
    </Link>
  );
}
