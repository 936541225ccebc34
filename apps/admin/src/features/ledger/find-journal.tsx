import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Button, Section, TextInput } from "@tenure/ui";
import { useState } from "react";

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Finds a movement by its id, as it stands in exports, decisions and statements. */
export function FindJournal() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const journalId = typed.trim();
  const bad = asked && !ID.test(journalId);
  return (
    <Section title={t`Find a movement`}>
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (ID.test(journalId)) void navigate({ to: "/ledger/journals/$journalId", params: { journalId } });
        }}
      >
        <TextInput
          className="w-96 phone:w-full"
          label={t`Journal id`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={bad && t`This is no journal id.`}
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button type="submit" className="mt-7 phone:mt-0">
          <Trans>Show movement</Trans>
        </Button>
      </form>
    </Section>
  );
}
