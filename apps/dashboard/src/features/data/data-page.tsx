import { ClosingSection } from "./closing-section.tsx";
import { ExportSection } from "./export-section.tsx";

/** What an account holds, to take along; and closing it. */
export function DataPage() {
  return (
    // A box of its own, so that its first section is the first: the tabs' line is line enough.
    <div>
      <ExportSection />
      <ClosingSection />
    </div>
  );
}
