import { useMutation } from "@tanstack/react-query";
import { type DecisionJson, decisionSchema } from "@tenure/core/decision";

/**
 * What a preview's query is asked with: by a button, so never from the cache, and after a fresh proof of identity
 * where the API wants one.
 */
export const asked = { trpc: { context: { stepUp: true } }, staleTime: 0 } as const;

/** A preview that a button asks for. */
export function usePreview<Input>(ask: (input: Input) => Promise<DecisionJson>) {
  return useMutation({ mutationFn: async (input: Input) => decisionSchema.parse(await ask(input)) });
}
