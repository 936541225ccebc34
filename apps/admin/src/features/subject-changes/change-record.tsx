import { Trans, useLingui } from "@lingui/react/macro";
import { buttonClass, Section } from "@tenure/ui";
import type { DeskChange } from "./types.ts";

/** Everything that is kept about the change, as one archive whose manifest names each file with its hash (C5.4). */
export function ChangeRecord(props: { readonly change: DeskChange }) {
  const { accountId, id } = props.change;
  const { t } = useLingui();
  return (
    <Section
      title={t`Record`}
      description={
        <Trans>
          Form, evidence, agreements, decisions, notices and what followed, as one ZIP whose manifest names
          every file with its SHA-256 (C5.4). Downloading it is written down.
        </Trans>
      }
      actions={
        <a
          href={`/v1/accounts/${accountId}/subject-changes/${id}/record`}
          download
          className={buttonClass("secondary", "sm")}
        >
          <Trans>Download the record</Trans>
        </a>
      }
    >
      {null}
    </Section>
  );
}
