import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

/** On phones, where the case stands in the place of the queue: the way back to it. */
export function BackToQueue(props: { readonly resolved: boolean }) {
  return (
    <p className="hidden text-sm phone:block">
      <Link to="/" search={props.resolved ? { resolved: true } : {}} className="text-link">
        <Trans>Back to the queue</Trans>
      </Link>
    </p>
  );
}
