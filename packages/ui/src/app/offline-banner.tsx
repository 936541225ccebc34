import { Trans } from "@lingui/react/macro";
import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** Says that the device is offline and that what is shown may be old. Renders nothing while online. */
export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" data-print="hide">
      {!online && (
        <p className="flex items-center gap-2 bg-waiting-soft px-10 py-2 text-waiting phone:px-4">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          <Trans>You are offline. What you see may be out of date; nothing is sent until you are back.</Trans>
        </p>
      )}
    </div>
  );
}
