import { useLingui } from "@lingui/react/macro";
import { useNow } from "@tenure/ui";

/** How long something waits: "3d", "5h", "12m". The whole instant is in the title of the case. */
export function Age(props: { readonly since: string }) {
  const { t } = useLingui();
  const minutes = Math.max(0, Math.floor((useNow(60_000) - Date.parse(props.since)) / 60_000));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  return (
    <span className="figures whitespace-nowrap">
      {days > 0 ? t`${days}d` : hours > 0 ? t`${hours}h` : minutes > 0 ? t`${minutes}m` : t`now`}
    </span>
  );
}
