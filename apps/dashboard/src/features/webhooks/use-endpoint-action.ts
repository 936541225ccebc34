import { useMutation, type UseMutationOptions, useQueryClient } from "@tanstack/react-query";
import type { AppRouter } from "@tenure/api/trpc";
import { useIdempotencyKey } from "@tenure/ui/app";
import type { TRPCClientErrorLike } from "@trpc/client";
import { trpc } from "../../trpc.ts";

type Problem = TRPCClientErrorLike<AppRouter>;

/** A write about an endpoint under one idempotency key per intent; afterwards everything of webhooks is read again. */
export function useEndpointAction<Input, Answer>(
  optionsFor: (idempotencyKey: string) => UseMutationOptions<Answer, Problem, Input>,
  onDone: (answer: Answer) => void = () => undefined,
) {
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  return useMutation<Answer, Problem, Input>({
    ...optionsFor(idempotencyKey),
    onSuccess: (answer) => {
      renew();
      onDone(answer);
    },
    // Refused means that something changed meanwhile.
    onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.webhookEndpoints.pathKey() }),
  });
}
