import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, EmptyState, Instant, Section, Tag, Textarea } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { DeskChange } from "./types.ts";

/** What was asked and answered, and what staff write for each other. */
export function ChangeEntries(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const notes = change.entries.filter(({ kind }) => kind === "note");
  const said = change.entries.filter(({ kind }) => kind !== "note");
  return (
    <>
      <Section title={t`Requests and answers`}>
        {said.length === 0 ? (
          <EmptyState>
            <Trans>Nothing was asked.</Trans>
          </EmptyState>
        ) : (
          <Entries entries={said} />
        )}
      </Section>
      <Section title={t`Notes`} description={<Trans>Only staff see them; neither side does.</Trans>}>
        {notes.length > 0 && <Entries entries={notes} />}
        <AddNote change={change} />
      </Section>
    </>
  );
}

function Entries(props: { readonly entries: DeskChange["entries"] }) {
  const { t } = useLingui();
  return (
    <ol className="flex flex-col border-t border-hairline">
      {props.entries.map((entry) => (
        <li key={entry.id} className="flex flex-col gap-0.5 border-b border-hairline py-2.5">
          <span className="flex flex-wrap items-center justify-between gap-x-4 text-sm text-muted">
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              {entry.kind === "request" && <Tag tone="waiting">{t`The platform asked`}</Tag>}
              {entry.kind === "answer" && <Tag tone="done">{t`The applicant answered`}</Tag>}
              <bdi className="font-medium text-ink">{entry.by}</bdi>
            </span>
            <Instant at={entry.at} />
          </span>
          <p className="max-w-prose wrap-anywhere whitespace-pre-line">{entry.text}</p>
        </li>
      ))}
    </ol>
  );
}

function AddNote(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const add = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.note.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      setText("");
      void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() });
    },
  );
  return (
    <form
      className="flex max-w-prose flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ accountId: change.accountId, changeId: change.id, text: text.trim() });
      }}
    >
      <ProblemCallout error={add.error} />
      <Textarea
        className="w-full"
        label={t`New note`}
        hint={t`Its text cannot be changed later.`}
        value={text}
        maxLength={4000}
        onChange={(event) => {
          setText(event.target.value);
          add.renew();
        }}
      />
      <Button type="submit" loading={add.isPending}>
        <Trans>Add note</Trans>
      </Button>
    </form>
  );
}
