import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ClauseReference, Instant, KeyValue, PageHeader, Section, Tag } from "@tenure/ui";
import { usePermission } from "../../account/use-permission.ts";
import { ChangeEnded } from "./change-ended.tsx";
import { Conditions } from "./conditions.tsx";
import { CorrectForm } from "./correct-form.tsx";
import { Entries } from "./entries.tsx";
import { EvidenceRows } from "./evidence-rows.tsx";
import { InvitationSection } from "./invitation-section.tsx";
import { nameOfNewSubject } from "./name-of-new-subject.ts";
import { StandsInTheWay } from "./stands-in-the-way.tsx";
import type { Change } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";
import { WithdrawSection } from "./withdraw-section.tsx";

/** Where an application stands: what is still missing, who has to do something, what stands still meanwhile. */
export function ChangeStatus(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const mayApply = usePermission("subject_change.apply");
  const { word, tone } = words.state(change.state);
  const isOpen = change.state === "open";
  return (
    <>
      <PageHeader
        title={t`Change of holder`}
        back={
          <Link to="/ownership" className="text-link">
            <Trans>Account ownership</Trans>
          </Link>
        }
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {words.ground(change.ground)} <Tag tone={tone}>{word}</Tag>
          </span>
        }
      />
      <div>
        <ChangeEnded change={change} />
        {isOpen && (
          <Section
            title={t`Three conditions`}
            description={
              <Trans>
                The change takes effect at once when all three hold at the same time.{" "}
                <ClauseReference id="C1.2" />
              </Trans>
            }
          >
            <Conditions change={change} />
          </Section>
        )}
        {(isOpen || change.entries.length > 0) && <Entries change={change} mayAnswer={mayApply} />}
        {isOpen && <StandsInTheWay change={change} />}
        <Named change={change} mayCorrect={isOpen && mayApply} />
        {isOpen && change.invitation !== null && (
          <InvitationSection invitation={change.invitation} changeId={change.id} mayInvite={mayApply} />
        )}
        {(change.evidence.length > 0 || isOpen) && (
          <Section title={t`Evidence`} anchor="evidence">
            <EvidenceRows change={change} closed />
          </Section>
        )}
        {isOpen && <WithdrawSection change={change} />}
      </div>
    </>
  );
}

/** Whom the application names, and when it was made. */
function Named(props: { readonly change: Change; readonly mayCorrect: boolean }) {
  const { change, mayCorrect } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const { form } = change;
  return (
    <Section title={t`The application`}>
      <KeyValue
        entries={[
          ...(form === null
            ? []
            : [
                {
                  key: "name",
                  label: <Trans>New holder</Trans>,
                  value: (
                    <>
                      <bdi className="font-medium">{nameOfNewSubject(form.newSubject)}</bdi>{" "}
                      <span className="text-muted">{words.kind(form.newSubject.kind)}</span>
                    </>
                  ),
                },
                {
                  key: "explanation",
                  label: <Trans>Described as</Trans>,
                  value: <span className="whitespace-pre-line wrap-anywhere">{form.explanation}</span>,
                },
              ]),
          ...(change.submittedAt === null
            ? []
            : [
                {
                  key: "submitted",
                  label: <Trans>Submitted at</Trans>,
                  value: <Instant at={change.submittedAt} />,
                },
              ]),
          ...(change.expiresAt === null || change.state !== "open"
            ? []
            : [
                {
                  key: "expires",
                  label: <Trans>Open until</Trans>,
                  value: <Instant at={change.expiresAt} />,
                },
              ]),
        ]}
      />
      {mayCorrect && form !== null && change.invitation?.verifiedAt == null && (
        <CorrectForm change={change} form={form} />
      )}
    </Section>
  );
}
