import { useMutation, type UseMutationOptions, type UseMutationResult } from "@tanstack/react-query";
import type { AppRouter } from "@tenure/api/trpc";
import { useIdempotencyKey } from "@tenure/ui/app";
import type { TRPCClientErrorLike } from "@trpc/client";

type Problem = TRPCClientErrorLike<AppRouter>;

/**
 * A write of staff under one idempotency key per intent. `optionsFor` makes the procedure's options under the key:
 * `trpc.x.y.mutationOptions({ trpc: { context: { idempotencyKey } } })`; `onDone` comes after a success, when the next
 * write is a new intent. Call `renew` when what is asked for changed.
 */
export function useStaffAction<Input, Answer>(
  optionsFor: (idempotencyKey: string) => UseMutationOptions<Answer, Problem, Input>,
  onDone: (answer: Answer) => void,
): UseMutationResult<Answer, Problem, Input> & { readonly renew: () => void } {
  const { idempotencyKey, renew } = useIdempotencyKey();
  const action = useMutation<Answer, Problem, Input>({
    ...optionsFor(idempotencyKey),
    onSuccess: (answer) => {
      renew();
      onDone(answer);
    },
  });
  return { ...action, renew };
}
