import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { ChangeCheck } from "@tenure/core/text";
import { Button, Checkbox, ClauseReference, Textarea, useNotify, useNow, useRefusalWords } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { CircleSlash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { agreementRefusals } from "./agreement-refusals.ts";
import type { DeskChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** The checklist of the ground, ticked point by point, and the agreement to the file that was read (C5.3). */
export function AgreeForm(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { currency } = useAccount();
  const refusalWords = useRefusalWords(currency);
  const nowMs = useNow(1000);
  const [checked, setChecked] = useState<readonly ChangeCheck[]>([]);
  const [note, setNote] = useState("");
  const agree = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.agree.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ platformAgrees }) => {
      notify({
        tone: "done",
        title: platformAgrees
          ? t`The platform agrees to this change`
          : t`Your agreement is recorded; a second person decides`,
      });
      setNote("");
      void queryClient.invalidateQueries();
    },
  );
  const refusals = agreementRefusals(change, nowMs);
  const unchecked = change.checklist.filter((check) => !checked.includes(check)).length;
  const barred = refusals.length > 0 || !change.vouched;
  return (
    <form
      className="flex flex-col items-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        agree.mutate({
          accountId: change.accountId,
          changeId: change.id,
          fileVersion: change.fileVersion,
          checked: [...checked],
          note: note.trim() === "" ? null : note.trim(),
        });
      }}
    >
      <fieldset className="flex flex-col gap-2.5">
        <legend className="mb-2.5 font-medium">
          <Trans>What is to be checked</Trans>
        </legend>
        {change.checklist.map((check) => (
          <Checkbox
            key={check}
            label={words.check(check)}
            checked={checked.includes(check)}
            onCheckedChange={(now) => {
              setChecked(now ? [...checked, check] : checked.filter((each) => each !== check));
              agree.renew();
            }}
          />
        ))}
      </fieldset>
      <Textarea
        className="w-full max-w-prose"
        label={t`Note on your decision`}
        hint={t`Kept with your agreement; neither side reads it.`}
        optional
        value={note}
        maxLength={4000}
        onChange={(event) => {
          setNote(event.target.value);
          agree.renew();
        }}
      />
      <ProblemCallout error={agree.error} />
      {barred && (
        <ul aria-label={t`Why you cannot agree yet`} className="flex max-w-prose flex-col gap-1.5 text-muted">
          {!change.vouched && (
            <Reason clause="C5.1">
              <Trans>The applicant does not vouch for the file as it is.</Trans>
            </Reason>
          )}
          {refusals.map(({ code, clause, params }) => {
            const { reason, help } = refusalWords({ code, params });
            return (
              <Reason key={code} clause={clause}>
                {reason} {help}
              </Reason>
            );
          })}
        </ul>
      )}
      <Button
        type="submit"
        tone="primary"
        loading={agree.isPending}
        disabledReason={
          barred
            ? t`What is named above stands against it.`
            : unchecked > 0
              ? t`${plural(unchecked, { one: "# point is not ticked yet.", other: "# points are not ticked yet." })}`
              : undefined
        }
      >
        <Trans>Agree to this file</Trans>
      </Button>
    </form>
  );
}

function Reason(props: {
  readonly clause: Parameters<typeof ClauseReference>[0]["id"];
  readonly children: ReactNode;
}) {
  return (
    <li className="flex items-start gap-2">
      <CircleSlash2 aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
      <span>
        {props.children} <ClauseReference id={props.clause} />
      </span>
    </li>
  );
}
