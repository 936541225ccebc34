import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import type { EvidenceKind } from "@tenure/core/text";
import { FileUpload, Select, sendFile, Tag } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Change } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";
import { useChangesChanged } from "./use-change.ts";
import { useEvidenceRow } from "./use-evidence-row.ts";

/** What further material is filed under. */
const FURTHER: EvidenceKind = "supporting_document";

/** The evidence of a change, row by row: what is asked for, what is there, adding and taking away (C3.1). */
export function EvidenceRows(props: {
  readonly change: Change;
  /** Nothing is added or taken away any more. */
  readonly closed?: boolean;
}) {
  const { change, closed = false } = props;
  const { t } = useLingui();
  const changed = useChangesChanged();
  const rowWords = useEvidenceRow();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const remove = useMutation(
    trpc.subjectChanges.removeEvidence.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        await changed();
      },
    }),
  );
  const shared = {
    change,
    closed,
    onRemove: (evidenceId: string) =>
      remove.mutate({ accountId: account.id, changeId: change.id, evidenceId }),
    removingId: remove.isPending ? remove.variables.evidenceId : undefined,
  };
  const asked = new Set(change.required.flatMap(({ anyOf }) => anyOf));
  const further = [
    ...new Set([
      ...(asked.has(FURTHER) ? [] : [FURTHER]),
      ...change.evidence.map(({ kind }) => kind).filter((kind) => !asked.has(kind)),
    ]),
  ];
  const hasFurther = change.evidence.some(({ kind }) => !asked.has(kind));
  return (
    <div className="flex max-w-2xl flex-col">
      {change.required.map(({ anyOf, given }) => (
        <Row
          key={anyOf.join(" ")}
          {...shared}
          title={rowWords(anyOf)}
          kinds={anyOf}
          tag={given ? <Tag tone="done">{t`There`}</Tag> : <Tag tone="waiting">{t`Missing`}</Tag>}
        />
      ))}
      {further.length > 0 && (!closed || hasFurther) && (
        <Row {...shared} title={t`Anything else that shows it`} kinds={further} adds={[FURTHER]} />
      )}
      <div className="mt-3">
        <ProblemCallout error={remove.error} />
      </div>
    </div>
  );
}

function Row(props: {
  readonly change: Change;
  readonly closed: boolean;
  readonly title: string;
  readonly kinds: readonly EvidenceKind[];
  /** What can be added here, if not all of them. */
  readonly adds?: readonly EvidenceKind[];
  readonly tag?: React.ReactNode;
  readonly onRemove: (evidenceId: string) => void;
  readonly removingId: string | undefined;
}) {
  const { change, closed, title, kinds, adds = kinds, tag, onRemove, removingId } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const [kind, setKind] = useState(adds[0] ?? FURTHER);
  const send = (file: File, onProgress: (percent: number) => void) =>
    sendFile(`/v1/accounts/${account.id}/subject-changes/${change.id}/evidence`, file, onProgress, {
      "x-evidence-kind": kind,
    });
  return (
    <section className="flex flex-col gap-2.5 border-t border-hairline py-4 first:border-t-0 first:pt-0">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
        {title} {tag}
      </h3>
      {adds.length > 1 && !closed && (
        <Select
          className="max-w-sm"
          label={t`What you add`}
          value={kind}
          onChange={(event) => setKind(adds.find((each) => each === event.target.value) ?? kind)}
          options={adds.map((value) => ({ value, label: words.evidence(value) }))}
        />
      )}
      <FileUpload
        label={t`Add a file: ${words.evidence(kind)}`}
        files={change.evidence
          .filter((each) => kinds.includes(each.kind))
          .map((each) => ({ ...each, removable: each.removable && !closed }))}
        {...(closed ? {} : { send })}
        onSent={changed}
        onRemove={onRemove}
        removingId={removingId}
      />
      {closed && !change.evidence.some((each) => kinds.includes(each.kind)) && (
        <p className="text-muted">
          <Trans>Nothing was handed in.</Trans>
        </p>
      )}
    </section>
  );
}
