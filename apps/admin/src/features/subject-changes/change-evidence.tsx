import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import {
  Button,
  buttonClass,
  Callout,
  CopyText,
  EmptyState,
  FileViewer,
  Instant,
  Section,
  Tag,
} from "@tenure/ui";
import { useState } from "react";
import { useStaffName } from "../../staff/use-staff.ts";
import type { DeskChange, Evidence } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** What the ground asks for and what was handed in: looked at here, each look written down (C3.1, C5.4). */
export function ChangeEvidence(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const missing = change.required.filter(({ given }) => !given);
  return (
    <Section
      title={t`Evidence`}
      description={
        <Trans>
          Every look is written into the audit trail, and your name and the time are drawn on the page.
        </Trans>
      }
    >
      {change.state === "open" && !change.vouched && (
        <Callout tone="warning" title={t`The applicant does not vouch for the file as it is`}>
          <Trans>
            Something was changed after the commitments were given (C5.1). Ask for proof: whoever answers
            vouches for the file anew.
          </Trans>
        </Callout>
      )}
      {missing.length > 0 && (
        <ul className="flex flex-col gap-1">
          {missing.map(({ anyOf }) => (
            <li key={anyOf.join()} className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Tag tone="waiting">{t`Missing`}</Tag>
              {anyOf.map((kind) => words.evidence(kind)).join(" / ")}
            </li>
          ))}
        </ul>
      )}
      {change.evidence.length === 0 ? (
        <EmptyState>
          <Trans>Nothing was handed in yet.</Trans>
        </EmptyState>
      ) : (
        <ul className="flex flex-col border-t border-hairline">
          {change.evidence.map((piece) => (
            <li key={piece.id} className="border-b border-hairline py-3">
              <Piece change={change} piece={piece} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Piece(props: { readonly change: DeskChange; readonly piece: Evidence }) {
  const { change, piece } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const viewer = useStaffName();
  const [shown, setShown] = useState(false);
  const address = `/v1/accounts/${change.accountId}/subject-changes/${change.id}/evidence/${piece.id}`;
  const isPdf = piece.type === "application/pdf";
  const kilobytes = Math.ceil(piece.sizeBytes / 1024);
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-col">
          <span className="font-medium">{words.evidence(piece.kind)}</span>
          <span className="text-sm text-muted">
            <bdi className="wrap-anywhere">{piece.name}</bdi> · {kilobytes} KB ·{" "}
            <Instant at={piece.addedAt} />
          </span>
          <span className="text-sm text-muted">
            SHA-256 <CopyText text={piece.sha256} label={t`SHA-256`} wrap />
          </span>
        </div>
        <span className="flex gap-2">
          <Button size="sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? <Trans>Hide</Trans> : <Trans>Show</Trans>}
          </Button>
          {isPdf && (
            <a href={address} download className={buttonClass("quiet", "sm")}>
              <Trans>Download the PDF</Trans>
            </a>
          )}
        </span>
      </div>
      {change.duplicates
        .filter(({ evidenceId }) => evidenceId === piece.id)
        .map((each) => (
          <Callout
            key={each.accountId}
            tone="warning"
            title={t`The same file was handed in for another account`}
          >
            <Link
              to="/accounts/$accountId/holder"
              params={{ accountId: each.accountId }}
              className="text-link"
            >
              {each.accountName}
            </Link>
          </Callout>
        ))}
      {shown && <FileViewer address={address} name={piece.name} type={piece.type} viewer={viewer} />}
    </div>
  );
}
