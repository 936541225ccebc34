import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { PageHeader, Stepper } from "@tenure/ui";
import type { ReactNode } from "react";
import { STEP_KEYS, type StepKey } from "./step-keys.ts";

/** Head and steps; before the first step is saved they lead nowhere. */
export function WizardFrame(props: {
  readonly current: StepKey;
  readonly done: ReadonlySet<StepKey>;
  readonly changeId: string | null;
  readonly children: ReactNode;
}) {
  const { current, done, changeId, children } = props;
  const { t } = useLingui();
  const labels: Readonly<Record<StepKey, string>> = {
    ground: t`Ground`,
    subject: t`New holder`,
    evidence: t`Evidence`,
    agreement: t`Agreement`,
    proof: t`Your confirmation`,
    review: t`What will happen`,
  };
  return (
    <>
      <PageHeader
        title={t`Change of holder`}
        back={
          <Link to="/ownership" className="text-link">
            <Trans>Account ownership</Trans>
          </Link>
        }
      />
      <div className="mb-7">
        <Stepper
          label={t`Steps of the application`}
          current={STEP_KEYS.indexOf(current)}
          steps={STEP_KEYS.map((key) => ({ key, label: labels[key], done: done.has(key) }))}
          {...(changeId === null
            ? {}
            : {
                renderStep: (key: string, content: ReactNode) => (
                  <Link
                    to="/ownership/change/$changeId"
                    params={{ changeId }}
                    search={{ step: STEP_KEYS.find((each) => each === key) ?? "ground" }}
                    className="rounded-sm underline-offset-4 hover:underline"
                  >
                    {content}
                  </Link>
                ),
              })}
        />
      </div>
      {children}
    </>
  );
}
