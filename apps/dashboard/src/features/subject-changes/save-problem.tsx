import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Callout } from "@tenure/ui";
import { ProblemCallout, problemOf } from "@tenure/ui/app";

/** Why a step was not saved. After a conflict what there is can be loaded; what was typed is then given up. */
export function SaveProblem(props: {
  readonly error: unknown;
  readonly outdated: boolean;
  readonly onReload: () => void;
}) {
  const { error, outdated, onReload } = props;
  const { t } = useLingui();
  if (!outdated) return <ProblemCallout error={error} />;
  const { detail } = problemOf(error);
  return (
    <Callout
      tone="warning"
      live
      title={t`Not saved: this application is not as it was shown here`}
      action={
        <Button size="sm" onClick={onReload}>
          <Trans>Load it again</Trans>
        </Button>
      }
    >
      {detail} <Trans>Loading it gives up what you typed here and did not save.</Trans>
    </Callout>
  );
}
