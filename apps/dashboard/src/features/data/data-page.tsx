import { ClosingSection } from "./closing-section.tsx";
import { ExportSection } from "./export-section.tsx";

/** What an account holds, to take along; and closing it. */
export function DataPage() {
  return (
    <>
      <ExportSection />
      <ClosingSection />
    </>
  );
}
