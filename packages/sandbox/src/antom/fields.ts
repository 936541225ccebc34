import { AntomFailure, results } from "./results.ts";
import type { Amount } from "./tables.ts";

/** The body of a call. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  constructor(values: unknown) {
    if (values === null || typeof values !== "object" || Array.isArray(values))
      throw new AntomFailure(results.paramIllegal("the body is not an object"));
    this.#values = { ...values };
  }

  /** A text of 1 to `most` characters. @throws AntomFailure `PARAM_ILLEGAL` */
  text(name: string, most: number): string {
    const value = this.#values[name];
    if (typeof value !== "string" || value === "" || value.length > most)
      throw new AntomFailure(results.paramIllegal(name));
    return value;
  }

  optionalText(name: string, most: number): string | null {
    return this.#values[name] === undefined || this.#values[name] === null ? null : this.text(name, most);
  }

  /** An id of the merchant's: letters, digits, dashes and underscores. */
  id(name: string): string {
    const value = this.text(name, 64);
    if (!/^[\w-]+$/.test(value)) throw new AntomFailure(results.paramIllegal(name));
    return value;
  }

  url(name: string): string {
    const value = this.text(name, 2048);
    if (!URL.canParse(value)) throw new AntomFailure(results.paramIllegal(name));
    return value;
  }

  /** An amount of whole smallest units above zero. */
  amount(name: string): Amount {
    const inner = this.inner(name);
    const value = inner.text("value", 16);
    const currency = inner.text("currency", 3);
    if (!/^[1-9]\d*$/.test(value) || !/^[A-Z]{3}$/.test(currency))
      throw new AntomFailure(results.paramIllegal(name));
    return { currency, value };
  }

  inner(name: string): Fields {
    const value = this.#values[name];
    if (value === undefined) throw new AntomFailure(results.paramIllegal(name));
    return new Fields(value);
  }
}
