import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { TimelineFact, TimelinePromise } from "@tenure/ui";
import type { ReactNode } from "react";

/** The link to what one can do about a promise until then. */
export function PromiseLink(props: { readonly promise: TimelinePromise }) {
  const { action, subject, clause } = props.promise;
  switch (action) {
    case "request_refund":
      // R1.2: a top-up's row with its button stands on the credits page.
      return subject === null || clause === "R1.2" ? (
        <Link to="/credits" className="text-link">
          <Trans>See transactions</Trans>
        </Link>
      ) : (
        <Link to="/subscription/refund/$orderId" params={{ orderId: subject.id }} className="text-link">
          <Trans>Ask for a refund</Trans>
        </Link>
      );
    case "cancel":
      return (
        <ToSubscription>
          <Trans>Cancel plan</Trans>
        </ToSubscription>
      );
    case "undo_cancellation":
      return (
        <ToSubscription>
          <Trans>Keep the plan</Trans>
        </ToSubscription>
      );
    case "change_plan":
      return (
        <ToSubscription>
          <Trans>See the change</Trans>
        </ToSubscription>
      );
    case "pay_what_is_owed":
      return (
        <ToSubscription>
          <Trans>Pay now</Trans>
        </ToSubscription>
      );
    case "see_gift":
      return (
        <Link to="/gifts" className="text-link">
          <Trans>See the gifts</Trans>
        </Link>
      );
    case "see_subscription":
      return (
        <ToSubscription>
          <Trans>See the plan</Trans>
        </ToSubscription>
      );
    case "see_credits":
      return (
        <Link to="/credits" className="text-link">
          <Trans>See credits</Trans>
        </Link>
      );
    case "see_usage":
      return (
        <Link to="/usage" className="text-link">
          <Trans>See usage</Trans>
        </Link>
      );
    case "see_auto_top_up":
      return (
        <Link to="/credits/automatic" className="text-link">
          <Trans>See the terms</Trans>
        </Link>
      );
    case "see_refund":
      return subject === null ? null : (
        <Link to="/refunds/$refundId" params={{ refundId: subject.id }} className="text-link">
          <Trans>Follow it</Trans>
        </Link>
      );
  }
}

function ToSubscription(props: { readonly children: ReactNode }) {
  return (
    <Link to="/subscription" className="text-link">
      {props.children}
    </Link>
  );
}

/** The link to what a fact is about, where it has a page. */
export function FactLink(props: { readonly fact: TimelineFact }) {
  const { subject, kind } = props.fact;
  if (subject?.kind === "refund")
    return (
      <Link to="/refunds/$refundId" params={{ refundId: subject.id }} className="text-link">
        <Trans>See the refund</Trans>
      </Link>
    );
  if (subject?.kind === "order" && kind === "top_up_paid")
    return (
      <Link to="/credits/receipts/$orderId" params={{ orderId: subject.id }} className="text-link">
        <Trans>Receipt</Trans>
      </Link>
    );
  return null;
}
