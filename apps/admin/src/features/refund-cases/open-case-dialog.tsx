import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dialog, Select, Textarea, TextInput } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

/** Takes down what a customer asked for by phone or letter; it is acknowledged like a message. */
export function OpenCaseDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [requester, setRequester] = useState("");
  const [language, setLanguage] = useState<"en" | "zh">("en");
  const [text, setText] = useState("");
  const open = useStaffAction(
    (idempotencyKey) => trpc.refundCases.desk.open.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ caseId }) => {
      void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
      void navigate({ to: "/refund-cases/$caseId", params: { caseId } });
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      locked={open.isPending}
      title={t`Record a request`}
      description={
        <Trans>For what came by phone or letter. The customer gets its number and date by e-mail.</Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={open.isPending}>
            <Trans>Open the case</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate({
            accountId: null,
            requester: requester.trim(),
            language,
            subject: "",
            text: text.trim(),
          });
        }}
      >
        <ProblemCallout error={open.error} />
        <TextInput
          label={t`E-mail address of whoever asks`}
          type="email"
          value={requester}
          maxLength={320}
          onChange={(event) => {
            setRequester(event.target.value);
            open.renew();
          }}
        />
        <Select
          label={t`Language`}
          value={language}
          onChange={(event) => {
            setLanguage(event.target.value === "zh" ? "zh" : "en");
            open.renew();
          }}
          options={[
            { value: "en", label: "English" },
            { value: "zh", label: "简体中文" },
          ]}
        />
        <Textarea
          label={t`What was said`}
          hint={t`Account, purchase time (YYYY-MM-DD HH:mm), amount, unused balance, reason: one per line.`}
          value={text}
          maxLength={5000}
          onChange={(event) => {
            setText(event.target.value);
            open.renew();
          }}
        />
      </form>
    </Dialog>
  );
}
