import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass } from "@tenure/ui";
import type { ReactNode } from "react";
import type { StepKey } from "./step-keys.ts";

/** What leads on from a step; on a phone it stays in reach at the bottom. */
export function StepActions(props: {
  readonly children: ReactNode;
  /** The step before, if there is one. */
  readonly back?: { readonly changeId: string; readonly step: StepKey };
}) {
  const { children, back } = props;
  return (
    <div className="flex flex-wrap items-start gap-2 pt-1 phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:z-10 phone:-mx-4 phone:border-t phone:border-hairline phone:bg-page phone:px-4 phone:py-3">
      {children}
      {back && (
        <Link
          to="/ownership/change/$changeId"
          params={{ changeId: back.changeId }}
          search={{ step: back.step }}
          className={buttonClass("quiet")}
        >
          <Trans>Back</Trans>
        </Link>
      )}
    </div>
  );
}
