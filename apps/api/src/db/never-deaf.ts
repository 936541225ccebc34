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
  const connect: unknown = Reflect.get(pg.Client.prototype, "connect");
  const removeAllListeners: unknown = Reflect.get(pg.Client.prototype, "removeAllListeners");
  if (typeof connect !== "function" || typeof removeAllListeners !== "function")
    throw new Error("the driver's client has changed its shape");
  Object.assign(pg.Client.prototype, {
    connect(this: pg.Client, ...how: unknown[]): unknown {
      this.on("error", ignore);
      return Reflect.apply(connect, this, how);
    },
    removeAllListeners(this: pg.Client, ...which: unknown[]): pg.Client {
      Reflect.apply(removeAllListeners, this, which);
      return this.on("error", ignore);
    },
  });
}
