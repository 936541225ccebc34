import { Trans, useLingui } from "@lingui/react/macro";
import { Section } from "@tenure/ui";
import { LotsTable } from "./lots-table.tsx";

/** Every lot of credits with what is left of it. */
export function LotsSection() {
  const { t } = useLingui();
  return (
    <Section
      title={t`Lots`}
      description={<Trans>Each grant or purchase is a lot of its own, with its own expiry.</Trans>}
    >
      <LotsTable />
    </Section>
  );
}
