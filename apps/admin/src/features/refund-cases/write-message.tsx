import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { CASE_ANSWER_TEXTS, type CaseAnswerText } from "@tenure/core/refund-cases";
import { Button, Checkbox, Select, Textarea, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Case } from "./types.ts";

/** Writes to whoever asked, beginning with a text that is there already, in the customer's language. */
export function WriteMessage(props: { readonly of: Case }) {
  const { of } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const canAsk = of.actions.includes("ask");
  const [body, setBody] = useState("");
  const [asks, setAsks] = useState(false);
  const write = useStaffAction(
    (idempotencyKey) =>
      trpc.refundCases.desk.write.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      setBody("");
      setAsks(false);
      notify({ tone: "done", title: t`The message is on its way` });
      void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
    },
  );
  const words: Record<CaseAnswerText, string> = {
    missing: t`Ask for what is missing`,
    which_order: t`Ask which order is meant`,
    from_owner: t`Ask the owner to write`,
    takes_longer: t`Say that it takes longer`,
  };
  const change = (text: string) => {
    setBody(text);
    write.renew();
  };
  return (
    <form
      className="flex max-w-prose flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ caseId: of.id, body: body.trim(), asks: asks && canAsk });
      }}
    >
      <ProblemCallout error={write.error} />
      <Select
        className="w-72 phone:w-full"
        label={t`Begin with`}
        required={false}
        value=""
        onChange={(event) => {
          const chosen = (Object.keys(words) as CaseAnswerText[]).find((each) => each === event.target.value);
          if (chosen === undefined) return;
          change(CASE_ANSWER_TEXTS[chosen][of.language]);
          setAsks(canAsk && chosen !== "takes_longer");
        }}
        options={[
          { value: "", label: t`An empty message` },
          ...Object.entries(words).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Textarea
        className="w-full"
        label={t`Message to ${of.requester}`}
        hint={of.language === "zh" ? t`The customer writes Chinese.` : t`The customer writes English.`}
        value={body}
        maxLength={5000}
        onChange={(event) => change(event.target.value)}
      />
      {canAsk && (
        <Checkbox
          label={t`The case waits for the answer`}
          checked={asks}
          onCheckedChange={(checked) => {
            setAsks(checked);
            write.renew();
          }}
        />
      )}
      <Button type="submit" loading={write.isPending}>
        <Trans>Send the message</Trans>
      </Button>
    </form>
  );
}
