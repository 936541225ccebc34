import type { LotKind } from "@tenure/core/policy";
import { useBookWords } from "./use-book-words.ts";

/** An account of the chart: its name, and the code the accountant knows it by. */
export function AccountCode(props: {
  readonly code: string;
  readonly reference?: string | null;
  /** Of the account of a credit lot. */
  readonly lotKind?: LotKind | null;
}) {
  const { code, reference = null, lotKind = null } = props;
  const { codes, lots } = useBookWords();
  const name = lotKind === null ? codes[code] : lots[lotKind];
  return (
    <span className="flex flex-col phone:items-end">
      {name !== undefined && <span>{name}</span>}
      <span className="font-mono text-xs text-muted wrap-anywhere">
        {code}
        {reference !== null && ` · ${reference}`}
      </span>
    </span>
  );
}
