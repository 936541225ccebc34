import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decisionSchema } from "@tenure/core/decision";
import {
  CopyText,
  DecisionSheet,
  Instant,
  KeyValue,
  PageHeader,
  ReceiptActions,
  Section,
  Skeleton,
  useDecisionTitle,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useMemo } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { Replay } from "./replay.tsx";

/** One stored decision: the sheet, its signed receipt, and the two ways to check it. */
export function DecisionPage(props: { readonly decisionId: string }) {
  const { decisionId } = props;
  const { t } = useLingui();
  const titleOf = useDecisionTitle();
  const { account } = useCurrentAccount();
  const stored = useQuery(trpc.decisions.get.queryOptions({ accountId: account.id, decisionId }));
  const decision = useMemo(
    () => (stored.data === undefined ? null : decisionSchema.parse(stored.data.decision)),
    [stored.data],
  );
  const title = decision === null ? t`Decision` : titleOf(decision.kind);
  const subject = stored.data?.subject ?? null;
  return (
    <>
      <PageHeader
        title={subject === null ? title : `${title} ${subject}`}
        back={
          <Link to="/decisions" className="text-link">
            <Trans>All decisions</Trans>
          </Link>
        }
      />
      {stored.isPending && <Skeleton lines={8} />}
      {stored.error && stored.data === undefined && (
        <ProblemState
          thing={t`The decision could not be loaded`}
          error={stored.error}
          onRetry={() => void stored.refetch()}
          retrying={stored.isFetching}
        />
      )}
      {stored.data && decision && (
        <>
          <div className="pb-7">
            <DecisionSheet
              title={
                <Trans>
                  Decided on <Instant plain at={stored.data.decidedAt} precision="second" />
                </Trans>
              }
              decision={decision}
              stage="final"
              receipt={
                <ReceiptActions
                  receipt={stored.data.receipt}
                  fileName={`decision-${stored.data.digest.slice(0, 12)}.receipt.json`}
                />
              }
            />
          </div>
          <Section
            title={t`Check it yourself`}
            description={
              <Trans>
                The receipt holds the decision with its facts. Its signature can be verified years from now,
                without us, with any Ed25519 tool and the published key.
              </Trans>
            }
          >
            <KeyValue
              className="max-w-2xl"
              entries={[
                {
                  key: "digest",
                  label: t`Digest (SHA-256)`,
                  value: <CopyText text={stored.data.digest} label={t`digest`} />,
                },
                {
                  key: "key",
                  label: t`Signed with key`,
                  value: <CopyText text={stored.data.receipt.keyId} label={t`key id`} />,
                },
              ]}
            />
            <Replay decisionId={decisionId} />
          </Section>
        </>
      )}
    </>
  );
}
