import { useLingui } from "@lingui/react/macro";
import type { EvidenceKind } from "@tenure/core/text";
import { useCallback } from "react";
import { useChangeWords } from "./use-change-words.ts";

/** Names a row of evidence, any one of which is enough: "Court decision or statement of the verified subject". */
export function useEvidenceRow(): (kinds: readonly EvidenceKind[]) => string {
  const { t } = useLingui();
  const words = useChangeWords();
  return useCallback(
    (kinds) => kinds.map((kind) => words.evidence(kind)).reduce((some, one) => t`${some}, or: ${one}`),
    [t, words],
  );
}
