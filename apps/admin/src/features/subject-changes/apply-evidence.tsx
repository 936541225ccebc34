import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { EVIDENCE_KINDS, type EvidenceKind } from "@tenure/core/text";
import { Button, Callout, EmptyState, Instant, Section, Select, Tag } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { OwnChange } from "./types.ts";
import { uploadEvidence } from "./upload-evidence.ts";
import { useChangeWords } from "./use-change-words.ts";

/** What the ground asks for, what was handed in, and handing in more (C3.1, C3.3). */
export function ApplyEvidence(props: { readonly change: OwnChange }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  return (
    <Section
      title={t`Evidence`}
      description={<Trans>PDF, PNG or JPEG, 10 MB each. Kept encrypted; reviewers alone look at it.</Trans>}
    >
      <ul className="flex flex-col gap-1">
        {change.required.map(({ anyOf, given }) => (
          <li key={anyOf.join()} className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            {given ? <Tag tone="done">{t`Handed in`}</Tag> : <Tag tone="waiting">{t`Missing`}</Tag>}
            {anyOf.map((kind) => words.evidence(kind)).join(" / ")}
          </li>
        ))}
      </ul>
      {change.evidence.length === 0 ? (
        <EmptyState>
          <Trans>Nothing was handed in yet.</Trans>
        </EmptyState>
      ) : (
        <ul className="flex flex-col border-t border-hairline">
          {change.evidence.map((piece) => (
            <Piece key={piece.id} change={change} piece={piece} />
          ))}
        </ul>
      )}
      {(change.state === "draft" || change.state === "open") && (
        <Upload key={change.ground} change={change} />
      )}
    </Section>
  );
}

function Piece(props: { readonly change: OwnChange; readonly piece: OwnChange["evidence"][number] }) {
  const { change, piece } = props;
  const words = useChangeWords();
  const queryClient = useQueryClient();
  const remove = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.removeEvidence.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() }),
  );
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-hairline py-2.5">
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{words.evidence(piece.kind)}</span>
        <span className="text-sm text-muted">
          <bdi className="wrap-anywhere">{piece.name}</bdi> · <Instant at={piece.addedAt} />
        </span>
      </span>
      {piece.removable && (
        <Button
          size="sm"
          loading={remove.isPending}
          onClick={() =>
            remove.mutate({ accountId: change.accountId, changeId: change.id, evidenceId: piece.id })
          }
        >
          <Trans>Take away</Trans>
        </Button>
      )}
      <ProblemCallout error={remove.error} />
    </li>
  );
}

function Upload(props: { readonly change: OwnChange }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const queryClient = useQueryClient();
  const inputId = useId();
  const asked = change.required.flatMap(({ anyOf }) => anyOf);
  const first = change.required.find(({ given }) => !given)?.anyOf[0] ?? asked[0] ?? "supporting_document";
  const [kind, setKind] = useState<EvidenceKind>(first);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const add = async (files: readonly File[]) => {
    setSending(true);
    setProblem(null);
    for (const file of files) {
      const found = await uploadEvidence({ accountId: change.accountId, changeId: change.id, kind }, file);
      if (found !== null) setProblem(`${file.name}: ${found || t`it could not be sent; try again`}`);
    }
    setSending(false);
    await queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() });
  };
  const others = EVIDENCE_KINDS.filter((each) => !asked.includes(each));
  return (
    <div className="flex max-w-prose flex-col gap-3">
      {problem !== null && (
        <Callout tone="refused" live title={t`A file was not taken`}>
          {problem}
        </Callout>
      )}
      <Select
        label={t`What the file is`}
        value={kind}
        onChange={(event) => setKind(EVIDENCE_KINDS.find((each) => each === event.target.value) ?? kind)}
        options={[...new Set([...asked, ...others])].map((value) => ({
          value,
          label: words.evidence(value),
        }))}
      />
      <div className="flex flex-col gap-1">
        <label htmlFor={inputId} className="font-medium">
          <Trans>Add a file</Trans>
        </label>
        <input
          id={inputId}
          type="file"
          multiple
          accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
          disabled={sending}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            void add(files);
          }}
        />
        <p role="status" className="text-sm text-muted">
          {sending && <Trans>Sending…</Trans>}
        </p>
      </div>
    </div>
  );
}
