import { useKept } from "../foundation/kept.ts";
import { chosenColumns, columnChoiceKey, readColumnChoice } from "./column-choice.ts";
import type { Column } from "./column.ts";

/** The columns somebody chose to see of a list, in their order; all of them without a name. */
export function useColumns<Each extends Pick<Column<never>, "key" | "rowHead" | "unlabelled">>(
  table: string | undefined,
  columns: readonly Each[],
): readonly Each[] {
  const kept = useKept(table === undefined ? undefined : columnChoiceKey(table));
  return chosenColumns(columns, readColumnChoice(kept));
}
