import type { Currency } from "@tenure/core/money";
import { fill, REFUSAL_TEXTS, type RefusalCode } from "@tenure/core/text";
import { useCallback } from "react";
import { useUiSettings } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";

/** A refusal in words: why not, and what would help. */
export interface RefusalWords {
  readonly reason: string;
  readonly help: string;
}

/** Puts a refusal that came without a decision into the words a decision sheet has for it. */
export function useRefusalWords(
  currency: Currency,
): (refusal: {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string>>;
}) => RefusalWords {
  const language = useLocale();
  const { timeZone } = useUiSettings();
  return useCallback(
    ({ code, params }) => {
      const context = { language, zone: timeZone, currency };
      const { reason, help } = REFUSAL_TEXTS[code];
      return { reason: fill(reason, params, context), help: fill(help, params, context) };
    },
    [language, timeZone, currency],
  );
}
