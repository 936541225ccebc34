import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Button, Section, TextInput } from "@tenure/ui";
import { useState } from "react";

/** Where a code is typed; what it brings is shown on the next page, before anything happens. */
export function RedeemSection() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <Section
      title={t`Redeem a code`}
      description={<Trans>The code is in the e-mail that brought the gift.</Trans>}
    >
      <form
        noValidate
        className="flex max-w-md flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(true);
          if (code.trim() !== "") void navigate({ to: "/redeem/$code", params: { code: code.trim() } });
        }}
      >
        <div className="min-w-60 flex-1">
          <TextInput
            name="code"
            label={t`Code`}
            placeholder="7K3M-0A1B-2C3D-4E5F"
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={missing && code.trim() === "" && t`Type the code first.`}
          />
        </div>
        <Button type="submit">
          <Trans>See the gift</Trans>
        </Button>
      </form>
    </Section>
  );
}
