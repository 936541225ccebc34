import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";

/** What each quantity of a request is called; one of a later build by its own name, made readable. */
export function useQuantityWords(): (name: string) => string {
  const { t } = useLingui();
  return useCallback(
    (name) => {
      switch (name) {
        case "inputTokens":
          return t`input tokens`;
        case "cachedInputTokens":
          return t`of them from cache`;
        case "cacheCreationTokens":
          return t`of them written to cache`;
        case "outputTokens":
          return t`output tokens`;
        case "reasoningTokens":
          return t`of them for reasoning`;
        case "inputImages":
          return t`images in`;
        case "outputImages":
          return t`images out`;
        case "inputCharacters":
          return t`characters in`;
        case "outputCharacters":
          return t`characters out`;
        case "inputMilliseconds":
        case "inputAudioMilliseconds":
          return t`milliseconds in`;
        case "outputMilliseconds":
          return t`milliseconds out`;
        case "inputQueries":
          return t`queries`;
        case "pages":
          return t`pages`;
        default:
          return name.replaceAll(/([A-Z])/g, " $1").toLowerCase();
      }
    },
    [t],
  );
}
