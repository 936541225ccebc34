import { Trans, useLingui } from "@lingui/react/macro";
import { PageHeader } from "@tenure/ui";
import { ImportReport } from "./import-report.tsx";
import { ModelPrices } from "./model-prices.tsx";
import { PlanPrices } from "./plan-prices.tsx";

/** What is charged: plans, models, and what the last import of a price list did. Prices change only by a new version. */
export function PricesPage(props: { readonly query: string; readonly onQuery: (query: string) => void }) {
  const { t } = useLingui();
  return (
    <>
      <PageHeader
        title={t`Prices`}
        description={
          <Trans>
            The prices in force. A price never changes: a new one is a new version, and a term keeps the
            version it was bought at.
          </Trans>
        }
      />
      <PlanPrices />
      <ImportReport />
      <ModelPrices query={props.query} onQuery={props.onQuery} />
    </>
  );
}
