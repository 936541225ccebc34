import { useLingui } from "@lingui/react/macro";
import { type DocumentProblem, type DocumentType } from "@tenure/core/subjects";
import { useCallback } from "react";

/** How files that prove something are said: their type, their size, and what is wrong with one. */
export function useDocumentWords() {
  const { t, i18n } = useLingui();
  const types: Readonly<Record<DocumentType, string>> = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
  };
  const problems: Readonly<Record<DocumentProblem, string>> = {
    empty: t`The file is empty.`,
    too_large: t`The file is larger than 10 MB.`,
    type: t`Only PDF, PNG and JPEG files are taken.`,
    damaged: t`The file is damaged, or something stands behind its end.`,
    too_many_pixels: t`The picture is larger than 50 million points.`,
    active: t`The PDF holds a script, a form, another file or a password. Print it to a plain PDF.`,
  };
  const size = useCallback(
    (bytes: number) => {
      const [unit, amount] =
        bytes < 1_048_576 ? ["kilobyte", Math.ceil(bytes / 1024)] : ["megabyte", bytes / 1_048_576];
      return new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1, style: "unit", unit }).format(
        amount,
      );
    },
    [i18n.locale],
  );
  return {
    type: (type: DocumentType) => types[type],
    problem: (problem: DocumentProblem) => problems[problem],
    size,
  };
}
