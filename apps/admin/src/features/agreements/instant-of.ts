/** The instant a `datetime-local` field holds; it knows no zone, so what is written counts as UTC. Null while empty. */
export const instantOf = (written: string): string | null =>
  written === "" ? null : new Date(`${written}Z`).toISOString();
