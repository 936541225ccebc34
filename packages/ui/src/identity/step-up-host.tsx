import { Suspense, useEffect, useState } from "react";
import { loadRestOfTexts } from "../app/activate-locale.ts";
import { answerStepUpRequests } from "./step-up-request.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

const StepUpDialog = lazyPiece(async () => {
  const [dialog] = await Promise.all([import("./step-up-dialog.tsx"), loadRestOfTexts()]);
  return { default: dialog.StepUpDialog };
});

/**
 * Asks for a fresh proof of the second factor whenever a write needs one (`step_up_required`); the write is then sent
 * again by `stepUpLink`. One per app, inside the signed-in frame.
 */
export function StepUpHost(props: {
  /** Checks a code of the authenticator app: the API's `identity.stepUp`. Rejects when it is wrong. */
  readonly verifyCode: (code: string) => Promise<unknown>;
}) {
  const [answer, setAnswer] = useState<((proved: boolean) => void) | null>(null);
  useEffect(
    () =>
      answerStepUpRequests(
        () =>
          new Promise<boolean>((resolve) => {
            setAnswer(() => resolve);
          }),
      ),
    [],
  );
  if (answer === null) return null;
  const close = (proved: boolean) => {
    setAnswer(null);
    answer(proved);
  };
  return (
    <Suspense>
      <StepUpDialog
        open
        onCode={props.verifyCode}
        onProven={() => close(true)}
        onCancel={() => close(false)}
      />
    </Suspense>
  );
}
