import { PassThrough, type Readable } from "node:stream";
import type { Change, ChangeFeed } from "./change-feed.ts";

/** How a stream goes. */
export interface StreamPace {
  /** What changes within this time is told in one message, milliseconds. */
  readonly gatherMs: number;
  /** A line that says nothing, so that proxies keep the connection and a lost right is noticed, milliseconds. */
  readonly beatMs: number;
}

/** What one stream tells to whom. */
export interface StreamParts {
  readonly feed: ChangeFeed;
  /** Whether a change is told here. */
  readonly concerns: (change: Change) => boolean;
  /** Asked before anything is told: rejects once the reader may not hear it any more. */
  readonly mayHear: () => Promise<void>;
  readonly pace: StreamPace;
}

/** When the browser tries again after a stream ended, milliseconds. */
const RETRY_MS = 2000;
/** A reader that takes nothing in is let go of with so much waiting for it, bytes. */
const MAX_WAITING_BYTES = 64 * 1024;

/**
 * Opens a stream of server-sent events (WHATWG HTML, section 9.2): `{"changed":["refund"]}`, the kinds of what changed,
 * and nothing of what they became. It ends when its reader is gone, may not hear it any more, or changes may have been
 * missed; whoever opens it again asks anew for what it shows.
 * @throws AppError `unavailable` where nothing can be heard now
 */
export async function openStream({ feed, concerns, mayHear, pace }: StreamParts): Promise<Readable> {
  const stream = new PassThrough();
  const changed = new Set<string>();
  let gathering: NodeJS.Timeout | null = null;

  const end = () => {
    stream.end();
  };
  const tell = async (text: string) => {
    try {
      await mayHear();
    } catch {
      // Why is said to whoever opens it again.
      return end();
    }
    if (stream.writableEnded) return;
    stream.write(text);
    if (stream.writableLength > MAX_WAITING_BYTES) stream.destroy();
  };
  const tellChanged = () => {
    gathering = null;
    const kinds = [...changed].toSorted();
    changed.clear();
    void tell(`data: ${JSON.stringify({ changed: kinds })}\n\n`);
  };

  const stop = await feed.listen({
    changed(change) {
      if (!concerns(change)) return;
      changed.add(change.kind);
      gathering ??= setTimeout(tellChanged, pace.gatherMs);
    },
    ended: end,
  });
  const beating = setInterval(() => void tell(":\n\n"), pace.beatMs);
  stream.once("close", () => {
    stop();
    clearInterval(beating);
    if (gathering !== null) clearTimeout(gathering);
  });
  stream.write(`retry: ${RETRY_MS}\n\n`);
  return stream;
}
