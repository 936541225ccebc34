import { Trans, useLingui } from "@lingui/react/macro";
import { PageHeader } from "@tenure/ui";
import { ArriveTogether } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { CardAdded } from "./card-added.tsx";
import { PaymentMethodsPage } from "./payment-methods-page.tsx";

/** Everything about being billed: the cards, who is billed, every document. */
export function BillingPage(props: {
  /** The page on which a card was just added; the provider leads back here. */
  readonly setupId: string | undefined;
  readonly details: ReactNode;
  readonly invoices: ReactNode;
}) {
  const { t } = useLingui();
  return (
    <>
      <PageHeader
        title={t`Billing`}
        description={<Trans>How you pay, who is billed, and every document of it.</Trans>}
      />
      {props.setupId !== undefined && <CardAdded setupId={props.setupId} />}
      <ArriveTogether>
        <PaymentMethodsPage />
        {props.details}
        {props.invoices}
      </ArriveTogether>
    </>
  );
}
