import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import {
  CASE_DECLINE_REASON_TEXTS,
  CASE_DECLINE_REASONS,
  type CaseDeclineReason,
} from "@tenure/core/refund-cases";
import { REFUSAL_TEXTS, type RefusalCode, refusalCodeSchema } from "@tenure/core/text";
import { Button, Checkbox, Dialog, Textarea, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Case } from "./types.ts";

/** What stands against approving it like that, not against the request: nothing to tell a customer. */
const OF_THE_APPROVAL: readonly string[] = [
  "second_person_required",
  "override_not_applicable",
  "statutory_window_expired",
];

/** Declines a case: with the clauses that stand against it, or a reason that no clause knows. */
export function DeclineDialog(props: {
  readonly of: Case;
  /** Codes of the refusals that the preview lists. */
  readonly standing: readonly string[];
  readonly onClose: () => void;
}) {
  const { of, standing, onClose } = props;
  const { t } = useLingui();
  const language = useLocale();
  const formId = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [clauses, setClauses] = useState<readonly RefusalCode[]>([]);
  const [reasons, setReasons] = useState<readonly CaseDeclineReason[]>([]);
  const [message, setMessage] = useState("");
  const decline = useStaffAction(
    (idempotencyKey) =>
      trpc.refundCases.desk.decline.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`Declined; the customer is told why` });
      void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
      onClose();
    },
  );
  const codes = standing
    .filter((code) => !OF_THE_APPROVAL.includes(code))
    .flatMap((code) => refusalCodeSchema.safeParse(code).data ?? []);
  const toggled = <Each,>(list: readonly Each[], each: Each, on: boolean): readonly Each[] =>
    on ? [...list, each] : list.filter((other) => other !== each);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      locked={decline.isPending}
      title={t`Decline ${of.number}?`}
      description={<Trans>The customer reads the reasons that you choose, each with its clause.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button
            type="submit"
            form={formId}
            tone="danger"
            loading={decline.isPending}
            disabledReason={clauses.length + reasons.length === 0 ? t`Choose a reason.` : undefined}
          >
            <Trans>Decline the refund</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          decline.mutate({
            caseId: of.id,
            clauses: [...clauses],
            reasons: [...reasons],
            message: message.trim(),
          });
        }}
      >
        <ProblemCallout error={decline.error} />
        {codes.length > 0 && (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 font-medium">
              <Trans>Clauses that stand against it</Trans>
            </legend>
            {codes.map((code) => (
              <Checkbox
                key={code}
                label={REFUSAL_TEXTS[code].reason[language].replaceAll(/\{[^}]*\}/g, "…")}
                checked={clauses.includes(code)}
                onCheckedChange={(on) => {
                  setClauses(toggled(clauses, code, on));
                  decline.renew();
                }}
              />
            ))}
          </fieldset>
        )}
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">
            <Trans>Other reasons</Trans>
          </legend>
          {CASE_DECLINE_REASONS.map((reason) => (
            <Checkbox
              key={reason}
              label={CASE_DECLINE_REASON_TEXTS[reason][language]}
              checked={reasons.includes(reason)}
              onCheckedChange={(on) => {
                setReasons(toggled(reasons, reason, on));
                decline.renew();
              }}
            />
          ))}
        </fieldset>
        <Textarea
          label={t`A word to the customer`}
          required={false}
          value={message}
          maxLength={2000}
          onChange={(event) => {
            setMessage(event.target.value);
            decline.renew();
          }}
        />
      </form>
    </Dialog>
  );
}
