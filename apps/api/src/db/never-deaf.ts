import { EventEmitter } from "node:events";
import pg from "pg";

const ignore = () => undefined;
let done = false;

/**
 * An error of a connection that nobody listens to ends the process. It happened when PostgreSQL was killed under load:
 * between being taken from a pool and being listened to, or after its owner gave it up (the queue takes every listener
 * off then), a socket reported that the server had reset it. The query under way fails by it in any case, so each client
 * keeps one listener that does nothing, from its connecting on.
 */
export function neverDeaf(): void {
  if (done) return;
  done = true;
  const { connect, removeAllListeners } = pg.Client.prototype;
  pg.Client.prototype.connect = function heard(this: pg.Client, ...how: unknown[]) {
    this.on("error", ignore);
    return Reflect.apply(connect, this, how);
  };
  pg.Client.prototype.removeAllListeners = function heard(
    this: pg.Client,
    ...which: [event?: string | symbol]
  ) {
    Reflect.apply(removeAllListeners ?? EventEmitter.prototype.removeAllListeners, this, which);
    return this.on("error", ignore);
  };
}
