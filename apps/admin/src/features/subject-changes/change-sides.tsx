import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { fullNameOf, holderOf, type NameWarning } from "@tenure/core/subjects";
import { Callout, CopyText, Instant, KeyValue, Section, Tag } from "@tenure/ui";
import type { ReactNode } from "react";
import type { DeskChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** Both sides beside each other: what is proven about each, and what the form says of the new one (C2.1). */
export function ChangeSides(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const { form } = change;
  const named = form === null ? null : nameIn(form.newSubject);
  const next = named === null ? null : holderOf({ profileName: named, verifiedName: change.toName });
  const before = holderOf({ profileName: change.account.name, verifiedName: change.fromName });
  const warnings = new Set<NameWarning>([...(next?.warnings ?? []), ...before.warnings]);
  return (
    <Section title={t`Both sides`}>
      {warnings.size > 0 && (
        <Callout tone="warning" title={t`A name here is written to look like another`}>
          <Trans>Letters of two alphabets, or marks heaped on a letter. Compare letter by letter.</Trans>
        </Callout>
      )}
      <div className="grid grid-cols-2 gap-x-10 gap-y-6 phone:grid-cols-1">
        <OriginalSide change={change} warnings={before.warnings} />
        <NewSide change={change} warnings={next?.warnings ?? []} differs={next?.profileDiffers ?? false} />
      </div>
      {form !== null && form.explanation !== "" && (
        <div>
          <h3 className="font-medium">
            <Trans>What the applicant explains</Trans>
          </h3>
          <p className="max-w-prose wrap-anywhere whitespace-pre-line">{form.explanation}</p>
        </div>
      )}
    </Section>
  );
}

type Named = NonNullable<DeskChange["form"]>["newSubject"];

const nameIn = (named: Named): string =>
  named.kind === "individual" ? fullNameOf({ given: named.given, family: named.family }) : named.legalName;

function Side(props: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1 font-medium">{props.title}</h3>
      {props.children}
    </section>
  );
}

function ProvenName(props: { readonly name: string | null; readonly warnings: readonly NameWarning[] }) {
  const { name, warnings } = props;
  const { t } = useLingui();
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      {name === null ? (
        <Tag tone="waiting">{t`Nothing proven`}</Tag>
      ) : (
        <>
          <bdi className="font-medium">{name}</bdi>
          <Tag tone="done">{t`Verified`}</Tag>
          <NameWarnings warnings={warnings} />
        </>
      )}
    </span>
  );
}

function NameWarnings(props: { readonly warnings: readonly NameWarning[] }) {
  const words = useChangeWords();
  return props.warnings.map((warning) => (
    <Tag key={warning} tone="waiting">
      {words.warning(warning)}
    </Tag>
  ));
}

function OriginalSide(props: { readonly change: DeskChange; readonly warnings: readonly NameWarning[] }) {
  const { change, warnings } = props;
  const words = useChangeWords();
  const { applicant, agreement } = change;
  return (
    <Side title={<Trans>Original subject</Trans>}>
      <KeyValue
        entries={[
          {
            key: "name",
            label: <Trans>Verified name</Trans>,
            value: <ProvenName name={change.fromName} warnings={warnings} />,
          },
          {
            key: "account",
            label: <Trans>Account</Trans>,
            value: (
              <Link
                to="/accounts/$accountId/holder"
                params={{ accountId: change.account.id }}
                className="text-link wrap-anywhere"
              >
                {change.account.name}
              </Link>
            ),
          },
          {
            key: "capacity",
            label: <Trans>Applied by</Trans>,
            value: (
              <span className="flex flex-col">
                {words.capacity(change.capacity)}
                {applicant !== null && (
                  <span className="text-sm text-muted wrap-anywhere">
                    <bdi>{applicant.name}</bdi>, {applicant.email}
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "agreement",
            label: <Trans>Agreement accepted</Trans>,
            value:
              agreement === null ? (
                <Trans>not yet</Trans>
              ) : (
                <span className="flex flex-col">
                  <Instant at={agreement.givenAt} precision="second" />
                  <span className="text-sm text-muted">
                    {agreement.wording}, {agreement.language}
                  </span>
                </span>
              ),
          },
        ]}
      />
    </Side>
  );
}

function NewSide(props: {
  readonly change: DeskChange;
  readonly warnings: readonly NameWarning[];
  readonly differs: boolean;
}) {
  const { change, warnings, differs } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const { form, invitation } = change;
  const named = form?.newSubject;
  const state = invitation === null ? null : words.invitation(invitation.state);
  return (
    <Side title={<Trans>New subject</Trans>}>
      <KeyValue
        entries={[
          {
            key: "name",
            label: <Trans>Verified name</Trans>,
            value: <ProvenName name={change.toName} warnings={warnings} />,
          },
          {
            key: "form",
            label: <Trans>As the form says</Trans>,
            value:
              named === undefined ? (
                <Trans>cannot be read any more</Trans>
              ) : (
                <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                  <bdi>{nameIn(named) || "—"}</bdi>
                  <span className="text-muted">{words.subjectKind(named.kind)}</span>
                  {differs && <Tag tone="waiting">{t`Differs`}</Tag>}
                  {change.toName === null && <NameWarnings warnings={warnings} />}
                </span>
              ),
          },
          ...(named === undefined || named.kind === "individual"
            ? []
            : [
                {
                  key: "number",
                  label: <Trans>Registration number</Trans>,
                  value: (
                    <span className="figures">
                      {named.registrationNumber || "—"} {named.country}
                    </span>
                  ),
                },
              ]),
          {
            key: "email",
            label: <Trans>Invited at</Trans>,
            value: <span className="wrap-anywhere">{invitation?.email ?? (form?.email || "—")}</span>,
          },
          ...(invitation === null || state === null
            ? []
            : [
                {
                  key: "invitation",
                  label: <Trans>Invitation</Trans>,
                  value: (
                    <span className="flex flex-col gap-1">
                      <span>
                        <Tag tone={state.tone}>{state.word}</Tag>
                      </span>
                      <InvitationTimes invitation={invitation} />
                    </span>
                  ),
                },
              ]),
          {
            key: "file",
            label: <Trans>Fingerprint of the file</Trans>,
            value: <CopyText text={change.fileVersion} label={t`fingerprint of the file`} />,
          },
        ]}
      />
    </Side>
  );
}

function InvitationTimes(props: { readonly invitation: NonNullable<DeskChange["invitation"]> }) {
  const { invitation } = props;
  const { t } = useLingui();
  const times = [
    { key: "sent", label: t`sent`, at: invitation.sentAt },
    { key: "claimed", label: t`taken up`, at: invitation.claimedAt },
    { key: "verified", label: t`verified`, at: invitation.verifiedAt },
    { key: "accepted", label: t({ message: "accepted", context: "invitation" }), at: invitation.acceptedAt },
    { key: "declined", label: t`declined`, at: invitation.declinedAt },
    ...(invitation.state === "invited" || invitation.state === "lapsed"
      ? [{ key: "expires", label: t`ends`, at: invitation.expiresAt }]
      : []),
  ];
  return (
    <ul className="flex flex-col text-sm text-muted">
      {times.map(({ key, label, at }) =>
        at === null ? null : (
          <li key={key}>
            {label} <Instant at={at} />
          </li>
        ),
      )}
      {invitation.acceptedAt !== null && invitation.overlapHours > 0 && (
        <li>
          <Trans>earlier API keys go on for {invitation.overlapHours} h</Trans>
        </li>
      )}
    </ul>
  );
}
