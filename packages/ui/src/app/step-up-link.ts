import type { TRPCLink } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { requestStepUp } from "../identity/step-up-request.ts";
import { problemOf } from "./api-problem.ts";

/**
 * Sends a write, or a query whose context says `stepUp`, again, once, after the person has proved their second factor when the API asked for that. Screens see
 * only the outcome: the answer of the second try, or the refusal when the person declined. The second try carries the
 * same idempotency key.
 */
export function stepUpLink<Router extends AnyRouter>(): TRPCLink<Router> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let unsubscribed = false;
        let current = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (error) => {
            // Other queries run without anybody having asked for them: a page must not open with a question.
            const mayAsk = op.type === "mutation" || op.context["stepUp"] === true;
            if (!mayAsk || problemOf(error).code !== "step_up_required") {
              observer.error(error);
              return;
            }
            void requestStepUp().then((proved) => {
              if (unsubscribed) return;
              if (proved) current = next(op).subscribe(observer);
              else observer.error(error);
            });
          },
        });
        return () => {
          unsubscribed = true;
          current.unsubscribe();
        };
      });
}
