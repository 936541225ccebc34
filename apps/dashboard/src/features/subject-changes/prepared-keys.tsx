import { Trans, useLingui } from "@lingui/react/macro";
import { Button, ClauseReference, DataTable, Section } from "@tenure/ui";
import { useState } from "react";
import { PrepareKeyDialog } from "./prepare-key-dialog.tsx";
import type { Incoming } from "./types.ts";

const MOST = 5;

/** API keys that start at the moment of effect, so that programs go on without a gap (C4.10). */
export function PreparedKeys(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { t } = useLingui();
  const [preparing, setPreparing] = useState(false);
  const { preparedKeys } = incoming;
  return (
    <Section
      title={t`API keys for the start`}
      description={
        <Trans>
          Optional. A key that you prepare starts at the moment of effect; earlier ones end then, or a little
          later if you choose so below. <ClauseReference id="C4.10" />
        </Trans>
      }
      actions={
        <Button
          disabledReason={
            preparedKeys.length >= MOST ? t`${MOST} keys can be prepared; make others afterwards.` : undefined
          }
          onClick={() => setPreparing(true)}
        >
          <Trans>Prepare a key…</Trans>
        </Button>
      }
    >
      {preparedKeys.length > 0 && (
        <DataTable
          caption={t`Prepared keys`}
          rows={preparedKeys}
          rowKey={(row) => row.id}
          empty={null}
          columns={[
            {
              key: "name",
              head: <Trans>Name</Trans>,
              rowHead: true,
              cell: (row) => <bdi>{row.name}</bdi>,
            },
            {
              key: "prefix",
              head: <Trans>Key</Trans>,
              cell: (row) => <code className="font-mono">{row.prefix}…</code>,
            },
          ]}
        />
      )}
      {preparing && <PrepareKeyDialog changeId={incoming.id} onClose={() => setPreparing(false)} />}
    </Section>
  );
}
