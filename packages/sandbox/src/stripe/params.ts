import { invalidParameter } from "./errors.ts";
import type { FormObject, FormValue } from "./form.ts";

const METADATA_MAX_KEYS = 50;
const METADATA_MAX_NAME = 40;
const METADATA_MAX_VALUE = 500;

/**
 * Reads the parameters of one request. Every parameter must be asked for: `finish()` refuses what is left,
 * as Stripe does, so that a misspelt parameter never passes silently.
 */
export class Params {
  readonly #values: FormObject;
  readonly #read = new Set<string>();
  readonly #prefix: string;
  readonly #children: Params[] = [];

  constructor(values: FormObject, prefix = "") {
    this.#values = values;
    this.#prefix = prefix;
  }

  /** The parameter's full name, as error messages and `error.param` give it. */
  nameOf(name: string): string {
    return this.#prefix === "" ? name : `${this.#prefix}[${name}]`;
  }

  #take(name: string): FormValue | undefined {
    this.#read.add(name);
    return this.#values[name];
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  optionalString(name: string): string | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    if (typeof value !== "string") {
      throw invalidParameter("Invalid string: not a text", this.nameOf(name), "parameter_invalid_string");
    }
    return value;
  }

  /** Text, with the empty string meaning "unset". */
  clearableString(name: string): string | null | undefined {
    const value = this.optionalString(name);
    return value === "" ? null : value;
  }

  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined || value === "") {
      throw invalidParameter(
        `Missing required param: ${this.nameOf(name)}.`,
        this.nameOf(name),
        "parameter_missing",
      );
    }
    return value;
  }

  /** One of the values given; anything else is refused naming them. */
  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.optionalString(name);
    if (value === undefined) return undefined;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) {
      const message = `Invalid ${this.nameOf(name)}: must be one of ${choices.join(", ")}`;
      throw invalidParameter(message, this.nameOf(name), "parameter_invalid_value");
    }
    return found;
  }

  optionalInteger(name: string, minimum = 0): number | undefined {
    const value = this.optionalString(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number) || number < minimum) {
      const what = minimum > 0 ? "positive integer" : "integer";
      throw invalidParameter(`Invalid ${what}`, this.nameOf(name), "parameter_invalid_integer");
    }
    return number;
  }

  integer(name: string, minimum = 0): number {
    const value = this.optionalInteger(name, minimum);
    if (value === undefined) {
      throw invalidParameter(
        `Missing required param: ${this.nameOf(name)}.`,
        this.nameOf(name),
        "parameter_missing",
      );
    }
    return value;
  }

  boolean(name: string): boolean | undefined {
    const value = this.choice(name, ["true", "false"]);
    return value === undefined ? undefined : value === "true";
  }

  strings(name: string): string[] {
    const value = this.#take(name);
    if (value === undefined || value === "") return [];
    const list = Array.isArray(value) ? value : [value];
    return list.map((item) => {
      if (typeof item !== "string")
        throw invalidParameter("Invalid array", this.nameOf(name), "parameter_invalid_array");
      return item;
    });
  }

  /** Named values as parameters of their own; `finish()` of the parent covers them. */
  nested(name: string): Params | undefined {
    const value = this.#take(name);
    if (value === undefined || value === "") return undefined;
    if (typeof value === "string" || Array.isArray(value)) {
      throw invalidParameter("Invalid object", this.nameOf(name), "parameter_invalid_object");
    }
    return this.#child(value, this.nameOf(name));
  }

  /** A list of objects: `line_items[0][quantity]=1`. */
  nestedList(name: string): Params[] {
    const value = this.#take(name);
    if (value === undefined || value === "") return [];
    if (!Array.isArray(value))
      throw invalidParameter("Invalid array", this.nameOf(name), "parameter_invalid_array");
    return value.map((item, index) => {
      if (typeof item === "string" || Array.isArray(item)) {
        throw invalidParameter(
          "Invalid object",
          `${this.nameOf(name)}[${index}]`,
          "parameter_invalid_object",
        );
      }
      return this.#child(item, `${this.nameOf(name)}[${index}]`);
    });
  }

  #child(values: FormObject, prefix: string): Params {
    const child = new Params(values, prefix);
    this.#children.push(child);
    return child;
  }

  /**
   * Metadata after this request: given pairs replace, empty values remove, an empty parameter clears all.
   * Undefined when the request does not mention it.
   */
  metadata(
    current: Readonly<Record<string, string>> = {},
    name = "metadata",
  ): Record<string, string> | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    if (value === "") return {};
    if (typeof value === "string")
      throw invalidParameter("Invalid object", this.nameOf(name), "parameter_invalid_object");
    const merged: Record<string, string> = { ...current };
    // A map whose names happen to be 0…n−1 was read as a list; for metadata they are names.
    const given = Array.isArray(value) ? Object.fromEntries(value.entries()) : value;
    for (const [key, text] of Object.entries(given)) {
      if (typeof text !== "string" || key.length > METADATA_MAX_NAME || text.length > METADATA_MAX_VALUE) {
        const message = `Metadata names have at most ${METADATA_MAX_NAME} characters, values ${METADATA_MAX_VALUE}: '${key}'`;
        throw invalidParameter(message, this.nameOf(name), "metadata_invalid");
      }
      if (text === "") delete merged[key];
      else merged[key] = text;
    }
    if (Object.keys(merged).length > METADATA_MAX_KEYS) {
      throw invalidParameter(
        `Metadata can have at most ${METADATA_MAX_KEYS} keys`,
        this.nameOf(name),
        "metadata_invalid",
      );
    }
    return merged;
  }

  /** Accepts parameters that change nothing here, each for a reason given by the caller. */
  ignore(...names: string[]): void {
    for (const name of names) this.#read.add(name);
  }

  /** Refuses the parameters that nobody asked for. */
  finish(): void {
    if (this.has("payment_method_types") && !this.#read.has("payment_method_types")) {
      throw invalidParameter(
        "The payment_method_types parameter is no longer supported. Use allowed_payment_method_types.",
        this.nameOf("payment_method_types"),
        "payment_method_types_no_longer_supported",
      );
    }
    for (const name of Object.keys(this.#values)) {
      if (!this.#read.has(name)) {
        throw invalidParameter(
          `Received unknown parameter: ${this.nameOf(name)}`,
          this.nameOf(name),
          "parameter_unknown",
        );
      }
    }
    for (const child of this.#children) child.finish();
  }
}
