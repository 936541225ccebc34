import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { CHANGE_GROUNDS, type ChangeGround } from "@tenure/core/text";
import { Button, Section, Select, Textarea, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { NewSubjectFields } from "./new-subject-fields.tsx";
import type { ChangeForm, OwnChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

const EMPTY: ChangeForm = {
  newSubject: { kind: "company", legalName: "", registrationNumber: "", country: "" },
  email: "",
  explanation: "",
};

/** Ground, new subject, where it is invited, and why. Parts may stay empty until it is submitted. */
export function ApplyForm(props: {
  /** Null: saving begins an application. */
  readonly change: OwnChange | null;
  readonly onBegun: (changeId: string) => void;
}) {
  const { change, onBegun } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { id: accountId } = useAccount();
  const [ground, setGround] = useState<ChangeGround>(change?.ground ?? "merger");
  const [form, setForm] = useState<ChangeForm>(change?.form ?? EMPTY);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() });
  const begin = useStaffAction(
    (idempotencyKey) => trpc.subjectChanges.begin.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ changeId, created }) => {
      if (!created)
        notify({ tone: "neutral", title: t`You began one before; it is shown, nothing was changed` });
      refresh();
      onBegun(changeId);
    },
  );
  const fill = useStaffAction(
    (idempotencyKey) => trpc.subjectChanges.fill.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The form is saved` });
      refresh();
    },
  );
  const action = change === null ? begin : fill;
  const fixed = change !== null && change.state !== "draft" && change.state !== "open";
  const edit = (next: Partial<ChangeForm>) => {
    setForm({ ...form, ...next });
    action.renew();
  };
  return (
    <Section
      title={t`New subject`}
      description={
        change?.state === "open" ? (
          <Trans>
            Saving makes another file: what reviewers agreed to falls away, and the commitments are given anew
            with the next answer.
          </Trans>
        ) : change === null || change.state === "draft" ? (
          <Trans>What is not optional may stay empty in a draft; it is needed to submit.</Trans>
        ) : undefined
      }
    >
      <form
        className="flex max-w-prose flex-col items-start gap-4 [&>*]:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          if (change === null) begin.mutate({ accountId, ground, form });
          else fill.mutate({ accountId, changeId: change.id, revision: change.revision, ground, form });
        }}
      >
        <ProblemCallout error={action.error} />
        <Select
          label={t({ message: "Ground", context: "change" })}
          disabled={fixed}
          value={ground}
          onChange={(event) => {
            setGround(CHANGE_GROUNDS.find((each) => each === event.target.value) ?? ground);
            action.renew();
          }}
          options={CHANGE_GROUNDS.map((value) => ({ value, label: words.ground(value) }))}
        />
        <NewSubjectFields
          value={form.newSubject}
          disabled={fixed}
          onChange={(newSubject) => edit({ newSubject })}
        />
        <TextInput
          label={t`E-mail address of the new subject`}
          hint={t`The invitation goes there when it is submitted; never to somebody of this account.`}
          type="email"
          required={false}
          disabled={fixed}
          value={form.email}
          maxLength={254}
          onChange={(event) => edit({ email: event.target.value })}
        />
        <Textarea
          label={t`Explanation`}
          hint={t`What happened, and how the new subject comes to hold the account.`}
          required={false}
          disabled={fixed}
          value={form.explanation}
          rows={5}
          maxLength={4000}
          onChange={(event) => edit({ explanation: event.target.value })}
        />
        {!fixed && (
          <div>
            <Button type="submit" tone={change === null ? "primary" : "secondary"} loading={action.isPending}>
              {change === null ? <Trans>Begin the application</Trans> : <Trans>Save the form</Trans>}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}
