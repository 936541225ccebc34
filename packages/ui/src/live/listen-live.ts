/** What the tabs of a browser say to each other about one stream. */
interface Said {
  /** Kinds of what changed. */
  readonly changed?: readonly string[];
  /** Whether the stream stands. */
  readonly live?: boolean;
  /** Changes may have gone untold before now. */
  readonly missed?: boolean;
  /** Asked by a tab that has just come. */
  readonly isItLive?: boolean;
}

/** Who hears what a stream of `GET /api/live` tells. */
export interface LiveListener {
  /** Something of these kinds changed, such as `refund`. */
  readonly changed: (kinds: readonly string[]) => void;
  /** Something may have changed untold: what is shown is to be asked for anew. */
  readonly missed: () => void;
  /** Whether changes are told from now on. */
  readonly live: (is: boolean) => void;
}

/** The first wait after an answer that was no stream; doubled up to the last one. */
const FIRST_WAIT_MS = 2_000;
const LAST_WAIT_MS = 60_000;

/**
 * Listens to a stream of server-sent events, together with every other tab that listens to the same: whichever holds the
 * lock keeps it open and repeats what it says, because a browser has six connections to a host and tabs are many.
 * @returns what stops it
 */
export function listenLive(url: string, listener: LiveListener): () => void {
  const name = `tenure.live:${url}`;
  const leaving = new AbortController();
  const channel = new BroadcastChannel(name);
  let holds = false;
  let stands = false;

  const hear = (said: Said) => {
    if (said.live !== undefined && said.live !== stands) {
      stands = said.live;
      listener.live(stands);
    }
    if (said.changed !== undefined) listener.changed(said.changed);
    if (said.missed === true) listener.missed();
  };
  const say = (said: Said) => {
    channel.postMessage(said);
    hear(said);
  };
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.isItLive === true) {
      if (holds) channel.postMessage({ live: stands } satisfies Said);
    } else hear(data);
  };

  const hold = (waited: boolean) => {
    // Aborted while the lock was being granted.
    if (leaving.signal.aborted) return Promise.resolve();
    holds = true;
    return keepOpen(url, leaving.signal, say, waited);
  };
  if (typeof navigator.locks === "undefined") void hold(false);
  else {
    let waited = false;
    navigator.locks
      .request(name, { signal: leaving.signal }, () => hold(waited))
      // Given up while it waited for its turn.
      .catch(() => undefined);
    channel.postMessage({ isItLive: true } satisfies Said);
    // Whoever gets the lock later takes over from a tab that closed, and does not know what it missed.
    setTimeout(() => {
      waited = true;
    }, 1_000);
  }
  return () => {
    leaving.abort();
    channel.close();
  };
}

/** Keeps the stream open until it is to stop. */
function keepOpen(
  url: string,
  stop: AbortSignal,
  say: (said: Said) => void,
  missedBefore: boolean,
): Promise<void> {
  return new Promise((resolve) => {
    let missed = missedBefore;
    let waitMs = FIRST_WAIT_MS;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource;
    const open = () => {
      source = new EventSource(url);
      source.onopen = () => {
        waitMs = FIRST_WAIT_MS;
        say({ live: true, missed });
        missed = true;
      };
      source.onmessage = ({ data }: MessageEvent<string>) => {
        say({ changed: (JSON.parse(data) as { readonly changed: readonly string[] }).changed });
      };
      source.onerror = () => {
        // A stream that ended the browser opens again by itself. An answer that was none, it does not: a session that is
        // over shows itself in what is asked for anew.
        const refused = source.readyState === EventSource.CLOSED;
        say({ live: false, missed: refused });
        if (!refused) return;
        waiting = setTimeout(open, waitMs);
        waitMs = Math.min(2 * waitMs, LAST_WAIT_MS);
      };
    };
    open();
    stop.addEventListener("abort", () => {
      clearTimeout(waiting);
      source.close();
      resolve();
    });
  });
}
