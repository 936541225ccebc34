import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass, PageHeader } from "@tenure/ui";
import type { ReactNode } from "react";
import { GivenSection } from "./given-section.tsx";
import { ReceivedSection } from "./received-section.tsx";
import { RedeemSection } from "./redeem-section.tsx";

/** Subscriptions given to somebody else and received from somebody else (R2.7). */
export function GiftsPage(props: { readonly checkout: ReactNode }) {
  const { t } = useLingui();
  return (
    <>
      <PageHeader
        title={t`Gifts`}
        description={<Trans>Give a plan to somebody, or redeem one that was given to you.</Trans>}
        actions={
          <Link to="/gifts/new" className={buttonClass("primary")}>
            <Trans>Give a subscription</Trans>
          </Link>
        }
      />
      {props.checkout}
      <RedeemSection />
      <GivenSection />
      <ReceivedSection />
    </>
  );
}
