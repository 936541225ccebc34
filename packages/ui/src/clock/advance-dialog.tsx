import { Trans, useLingui } from "@lingui/react/macro";
import { localDateOf, plusDays, startOfDay } from "@tenure/core/statements";
import { useState } from "react";
import { Button } from "../actions/button.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { Dialog } from "../overlays/dialog.tsx";

/** Asks to which day of the account's calendar its clock is sent. */
export function AdvanceDialog(props: {
  readonly now: string;
  readonly timeZone: string;
  readonly onAdvance: (to: string) => void;
  readonly onClose: () => void;
}) {
  const { now, timeZone, onAdvance, onClose } = props;
  const { t } = useLingui();
  const tomorrow = plusDays(localDateOf(now, timeZone), 1);
  const [day, setDay] = useState(tomorrow);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>Advance the clock to a day</Trans>}
      description={
        <Trans>
          Everything that falls due on the way happens at its own instant: renewals, notices, expiries. It
          cannot be taken back.
        </Trans>
      }
      footer={
        <>
          <Button tone="secondary" onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button
            tone="primary"
            onClick={() => {
              if (day < tomorrow) return;
              onAdvance(startOfDay(day, timeZone));
            }}
          >
            <Trans>Advance the clock</Trans>
          </Button>
        </>
      }
    >
      <TextInput
        label={t`Day, ${timeZone}`}
        type="date"
        min={tomorrow}
        value={day}
        onChange={(event) => setDay(event.target.value)}
        error={day < tomorrow ? t`A day ahead of the account's clock` : undefined}
      />
    </Dialog>
  );
}
