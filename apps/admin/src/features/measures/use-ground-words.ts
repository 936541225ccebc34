import { VIOLATION_GROUND_TEXTS, type ViolationGround } from "@tenure/core/text";
import { useLocale } from "@tenure/ui";

/** What each ground says, in the words of the notice. */
export function useGroundWords(): (ground: ViolationGround) => string {
  const language = useLocale();
  return (ground) => VIOLATION_GROUND_TEXTS[ground][language];
}
