import { useLingui } from "@lingui/react/macro";
import { Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { usePermission } from "../../account/use-permission.ts";
import { ChangeStatus } from "./change-status.tsx";
import type { StepKey } from "./step-keys.ts";
import { useChange } from "./use-change.ts";
import { Wizard } from "./wizard.tsx";

/** One application: its steps while it is a draft, then where it stands. */
export function ChangePage(props: { readonly changeId: string; readonly step: StepKey | undefined }) {
  const { changeId, step } = props;
  const { t } = useLingui();
  const mayApply = usePermission("subject_change.apply");
  const change = useChange(changeId);
  if (change.isPending) return <Skeleton lines={10} />;
  if (change.data === undefined)
    return (
      <ProblemState
        thing={t`This change of holder could not be loaded`}
        error={change.error}
        onRetry={() => void change.refetch()}
        retrying={change.isFetching}
      />
    );
  return change.data.state === "draft" && mayApply ? (
    <Wizard change={change.data} step={step} />
  ) : (
    <ChangeStatus change={change.data} />
  );
}
