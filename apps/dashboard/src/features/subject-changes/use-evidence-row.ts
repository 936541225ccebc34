import { useLingui } from "@lingui/react/macro";
import { EVIDENCE_TEXTS, type EvidenceKind } from "@tenure/core/text";
import { useLocale } from "@tenure/ui";
import { useCallback } from "react";
import { useChangeWords } from "./use-change-words.ts";

/** Names a row of evidence, any one of which is enough: "Court decision, or statement of the verified subject". */
export function useEvidenceRow(): (kinds: readonly EvidenceKind[]) => string {
  const { t } = useLingui();
  const language = useLocale();
  const words = useChangeWords();
  return useCallback(
    (kinds) =>
      kinds
        .map((kind, index) => (index === 0 ? words.evidence(kind) : EVIDENCE_TEXTS[kind][language]))
        .reduce((some, one) => t`${some}, or ${one}`),
    [t, language, words],
  );
}
