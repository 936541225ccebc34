import { createFileRoute } from "@tanstack/react-router";
import { JournalPage } from "../../features/ledger/journal-page.tsx";

export const Route = createFileRoute("/_signed-in/ledger/journals/$journalId")({
  component: function Journal() {
    const { journalId } = Route.useParams();
    return <JournalPage key={journalId} journalId={journalId} />;
  },
});
