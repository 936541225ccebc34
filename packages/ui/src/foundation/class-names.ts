/** Joins class names, leaving out what is absent; the last one wins nothing: order is the stylesheet's. */
export function classNames(...names: ReadonlyArray<string | false | null | undefined>): string {
  return names.filter(Boolean).join(" ");
}
