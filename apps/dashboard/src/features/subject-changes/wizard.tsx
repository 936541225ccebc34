import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { AgreementStep } from "./agreement-step.tsx";
import { EvidenceStep } from "./evidence-step.tsx";
import { GroundStep } from "./ground-step.tsx";
import { ProofStep } from "./proof-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { STEP_KEYS, type StepKey } from "./step-keys.ts";
import { doneSteps, readDecision } from "./steps.ts";
import { SubjectStep } from "./subject-step.tsx";
import type { Change } from "./types.ts";
import { WizardFrame } from "./wizard-frame.tsx";

/** An application step by step; each is saved, and can be gone on with later, here or on another device (C3). */
export function Wizard(props: { readonly change: Change; readonly step: StepKey | undefined }) {
  const { change } = props;
  const { account } = useCurrentAccount();
  const preview = useQuery(
    trpc.subjectChanges.preview.queryOptions(
      { accountId: account.id, changeId: change.id, commitments: null },
      { staleTime: 0 },
    ),
  );
  const decision = useMemo(
    () => (preview.data === undefined ? null : readDecision(preview.data.decision)),
    [preview.data],
  );
  const done = doneSteps(change, decision);
  // Whoever comes back goes on where something is missing.
  const [first] = useState(() => STEP_KEYS.find((key) => !done.has(key)) ?? "review");
  const step = props.step ?? first;
  return (
    <WizardFrame current={step} done={done} changeId={change.id}>
      {step === "ground" && <GroundStep change={change} />}
      {step === "subject" && <SubjectStep change={change} />}
      {step === "evidence" && <EvidenceStep change={change} />}
      {step === "agreement" && <AgreementStep change={change} />}
      {step === "proof" && <ProofStep change={change} decision={decision} />}
      {step === "review" && <ReviewStep change={change} preview={preview} decision={decision} />}
    </WizardFrame>
  );
}
