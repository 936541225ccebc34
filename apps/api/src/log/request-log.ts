import type { Log } from "./log.ts";

/**
 * The log of one request, made when it says something: most requests never do, and a child of the log (its secrets looked
 * for and taken out) costs as much as reading the request.
 */
export class RequestLog implements Log {
  readonly #log: Log;
  readonly #bindings: Parameters<Log["child"]>[0];
  readonly #options: Parameters<Log["child"]>[1];
  #own: Log | null = null;

  constructor(log: Log, bindings: Parameters<Log["child"]>[0], options?: Parameters<Log["child"]>[1]) {
    this.#log = log;
    this.#bindings = bindings;
    this.#options = options;
  }

  get #child(): Log {
    this.#own ??= this.#log.child(this.#bindings, this.#options);
    return this.#own;
  }

  get level(): string {
    return this.#log.level;
  }

  fatal(...line: readonly unknown[]): void {
    Reflect.apply(this.#child.fatal, this.#child, line);
  }

  error(...line: readonly unknown[]): void {
    Reflect.apply(this.#child.error, this.#child, line);
  }

  warn(...line: readonly unknown[]): void {
    Reflect.apply(this.#child.warn, this.#child, line);
  }

  info(...line: readonly unknown[]): void {
    Reflect.apply(this.#child.info, this.#child, line);
  }

  debug(...line: readonly unknown[]): void {
    Reflect.apply(this.#child.debug, this.#child, line);
  }

  trace(...line: readonly unknown[]): void {
    Reflect.apply(this.#child.trace, this.#child, line);
  }

  silent(): void {
    // Says nothing, as its name has it.
  }

  child(...of: Parameters<Log["child"]>): Log {
    return this.#child.child(...of);
  }
}
