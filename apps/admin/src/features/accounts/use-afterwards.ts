import { useQueryClient } from "@tanstack/react-query";
import { useNotify } from "@tenure/ui";
import { useIdempotencyKey } from "@tenure/ui/app";

/** What every command about a customer's plan shares: one key per intent, everything asked anew afterwards. */
export function useAfterwards(done: string) {
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  return {
    context: { idempotencyKey },
    settle: async () => {
      renew();
      await queryClient.invalidateQueries();
      notify({ tone: "done", title: done });
    },
  };
}
