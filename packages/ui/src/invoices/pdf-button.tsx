import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../actions/button.tsx";
import { saveFile } from "../actions/save-file.ts";
import { useNotify } from "../overlays/toast.tsx";

/** The printed form of a document, as the API hands it out. */
export interface InvoicePdf {
  readonly fileName: string;
  readonly contentType: string;
  readonly base64: string;
}

/** Hands the printed form of a document to the person. */
export function PdfButton(props: { readonly number: string; readonly load: () => Promise<InvoicePdf> }) {
  const { number, load } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const [loading, setLoading] = useState(false);
  const download = async () => {
    setLoading(true);
    try {
      const pdf = await load();
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
