import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, saveFile, useNotify } from "@tenure/ui";
import { useState } from "react";
import { trpc } from "../../trpc.ts";

/** Hands the printed form of a document to the person. */
export function PdfButton(props: {
  readonly accountId: string;
  readonly invoiceId: string;
  readonly number: string;
}) {
  const { accountId, invoiceId, number } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [loading, setLoading] = useState(false);
  const download = async () => {
    setLoading(true);
    try {
      const pdf = await queryClient.fetchQuery(
        trpc.invoices.pdf.queryOptions({ accountId, invoiceId }, { staleTime: Number.POSITIVE_INFINITY }),
      );
      const bytes = Uint8Array.from(atob(pdf.base64), (each) => each.charCodeAt(0));
      saveFile({ name: pdf.fileName, type: pdf.contentType, content: bytes });
    } catch {
      notify({ tone: "refused", title: t`${number} could not be downloaded`, detail: t`Please try again.` });
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button
      size="sm"
      loading={loading}
      aria-label={t`Download ${number} as PDF`}
      onClick={() => void download()}
    >
      PDF
    </Button>
  );
}
