import { ExactJsonError, exactJsonText, isExactNumber, isExactObject, parseExactJson } from "./exact-json.ts";
import type { ExactJson, ExactObject } from "./exact-json.ts";
import {
  isLimitField,
  isMultiplierField,
  priceFieldOf,
  searchContextUnits,
  soundsLikeBilling,
  soundsLikePrice,
} from "./price-field.ts";
import { RateError, rateFromMajorText, rateToText } from "./rate.ts";
import type { RateErrorCode } from "./rate.ts";
import { type CountUnit, emptyModelRates, type ModelRates } from "./rate-card.ts";

/** Why the document as a whole cannot be imported. */
export type PriceListErrorCode = "not_json" | "too_large" | "too_deep" | "not_an_object" | "no_models";

/** Thrown when nothing can be imported; `code` is stable, `field` the place or null for the whole document. */
export class PriceListError extends Error {
  readonly code: PriceListErrorCode;
  readonly field: string | null;

  constructor(code: PriceListErrorCode, message: string, field: string | null = null) {
    super(message);
    this.name = "PriceListError";
    this.code = code;
    this.field = field;
  }
}

/** Why a model was left out. A model is imported whole or not at all: half a price list bills wrongly. */
export type SkipReason =
  | RateErrorCode
  | "sample_entry"
  | "bad_model_name"
  | "duplicate_model"
  | "not_an_object"
  | "bad_field_name"
  | "duplicate_field"
  | "conflicting_fields"
  | "no_prices";

/** A model that was left out, with the field at fault where there is one. `detail` is the source text, cut. */
export interface SkippedModel {
  readonly model: string;
  readonly reason: SkipReason;
  readonly field: string | null;
  readonly detail: string;
}

/** Something of an imported model that rating will not use. */
export interface ImportWarning {
  readonly model: string;
  readonly field: string;
  /**
   * `unknown_price`: kept as written, never applied. `multiplier_not_applied`: region or speed. `bad_limit`: ignored.
   * `source_note`: a remark of the list's author, such as an end date of a promotion, for a person to read.
   */
  readonly reason: "unknown_price" | "multiplier_not_applied" | "bad_limit" | "source_note";
  readonly detail: string;
}

/** A model with its exact prices. */
export interface ImportedModel {
  readonly model: string;
  /** As LiteLLM names it, for example `anthropic`; null where the source does not say. */
  readonly provider: string | null;
  /** `chat`, `embedding`, `image_generation` …; null where the source does not say. */
  readonly mode: string | null;
  readonly maxInputTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly rates: ModelRates;
}

/** Every model of the document is in `models` or in `skipped`, in source order. */
export interface PriceImport {
  readonly models: readonly ImportedModel[];
  readonly skipped: readonly SkippedModel[];
  readonly warnings: readonly ImportWarning[];
}

// LiteLLM's own price list opens with an entry that documents the fields and is no model.
const SAMPLE_ENTRY = "sample_spec";
const LIST_CURRENCY = "USD";
const MAX_NAME_LENGTH = 200;
const reservedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const fieldName = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

/**
 * Reads a price list in the format of LiteLLM's `model_prices_and_context_window.json` (USD per unit). Rates are
 * taken from the source text, never through a float.
 * @throws PriceListError when the document itself is unusable. Faults of one model land in `skipped`.
 */
export function importPriceList(jsonText: string): PriceImport {
  const { entries, duplicateModels, duplicateFields } = readDocument(jsonText);
  const models: ImportedModel[] = [];
  const skipped: SkippedModel[] = [];
  const warnings: ImportWarning[] = [];
  for (const [model, entry] of entries) {
    try {
      if (duplicateModels.has(model)) throw new Skip("duplicate_model", null, model);
      const duplicate = duplicateFields.get(model);
      if (duplicate !== undefined) throw new Skip("duplicate_field", duplicate, duplicate);
      const imported = importModel(model, entry);
      models.push(imported.model);
      warnings.push(...imported.warnings);
    } catch (error) {
      if (!(error instanceof Skip)) throw error;
      skipped.push({ model, reason: error.reason, field: error.field, detail: error.detail });
    }
  }
  return { models, skipped, warnings };
}

class Skip extends Error {
  readonly reason: SkipReason;
  readonly field: string | null;
  readonly detail: string;

  constructor(reason: SkipReason, field: string | null, detail: string) {
    super(reason);
    this.reason = reason;
    this.field = field;
    this.detail = detail.slice(0, 80);
  }
}

function readDocument(jsonText: string): {
  entries: ExactObject;
  duplicateModels: ReadonlySet<string>;
  duplicateFields: ReadonlyMap<string, string>;
} {
  let document: ReturnType<typeof parseExactJson>;
  try {
    document = parseExactJson(jsonText);
  } catch (error) {
    if (error instanceof ExactJsonError) throw new PriceListError(error.code, error.message);
    throw error;
  }
  if (!isExactObject(document.value)) {
    throw new PriceListError("not_an_object", "a price list is an object: model name → prices");
  }
  if (document.value.size === 0) throw new PriceListError("no_models", "the price list names no model");
  const duplicateModels = new Set<string>();
  const duplicateFields = new Map<string, string>();
  for (const [model = "", ...fields] of document.duplicateKeys) {
    if (fields.length === 0) duplicateModels.add(model);
    else duplicateFields.set(model, fields.join("."));
  }
  return { entries: document.value, duplicateModels, duplicateFields };
}

function importModel(model: string, entry: ExactJson): { model: ImportedModel; warnings: ImportWarning[] } {
  if (model === SAMPLE_ENTRY) throw new Skip("sample_entry", null, model);
  if (!isUsableName(model)) throw new Skip("bad_model_name", null, model);
  if (!isExactObject(entry)) throw new Skip("not_an_object", null, exactJsonText(entry));

  const warnings: ImportWarning[] = [];
  const card = new RateCardBuilder();
  for (const [field, value] of entry) {
    if (!fieldName.test(field) || reservedNames.has(field)) throw new Skip("bad_field_name", field, field);
    const warning = placeField(card, field, value);
    if (warning !== null) warnings.push({ model, field, ...warning });
  }
  if (!card.hasPrices()) throw new Skip("no_prices", null, model);

  const limit = (field: string): number | null => {
    const value = entry.get(field);
    if (value === undefined || value === null) return null;
    const number = isExactNumber(value) ? Number(value.numberText) : Number.NaN;
    if (Number.isSafeInteger(number) && number > 0) return number;
    warnings.push({ model, field, reason: "bad_limit", detail: exactJsonText(value).slice(0, 80) });
    return null;
  };
  const text = (field: string): string | null => {
    const value = entry.get(field);
    return typeof value === "string" ? value.slice(0, MAX_NAME_LENGTH) : null;
  };
  return {
    model: {
      model,
      provider: text("litellm_provider"),
      mode: text("mode"),
      maxInputTokens: limit("max_input_tokens"),
      maxOutputTokens: limit("max_output_tokens"),
      rates: card.build(),
    },
    warnings,
  };
}

function isUsableName(model: string): boolean {
  const usable = model.length > 0 && model.length <= MAX_NAME_LENGTH && model.trim() === model;

  return usable && model.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(model) && !reservedNames.has(model);
}

type FieldWarning = Pick<ImportWarning, "reason" | "detail">;

/** Puts one field where it belongs; answers what must be reported about it, or null. Throws {@link Skip}. */
function placeField(card: RateCardBuilder, field: string, value: ExactJson): FieldWarning | null {
  // LiteLLM writes null for "no such price".
  if (value === null) return null;
  const known = priceFieldOf(field);
  if (known !== null) {
    const rateText = rateTextOf(field, value);
    if (known.kind === "count") card.setCount(known.unit, rateText, field);
    else card.setToken(known, rateText, field);
    return null;
  }
  if (field === "search_context_cost_per_query") return placeSearchPrices(card, field, value);
  if (isMultiplierField(field) || field === "provider_specific_entry") {
    return placeMultipliers(card, field, value);
  }
  if (isLimitField(field)) return null;
  if (field === "_comment" || field === "comment") {
    return { reason: "source_note", detail: exactJsonText(value).slice(0, 400) };
  }
  // In words how something is sold, such as searches by the query: no number, yet a person must know it.
  if (soundsLikeBilling(field) && typeof value === "string") {
    return { reason: "source_note", detail: exactJsonText(value).slice(0, 400) };
  }
  if (soundsLikePrice(field) && isExactNumber(value)) rateTextOf(field, value);
  if (!soundsLikePrice(field) && !holdsNumber(value)) return null;
  const detail = exactJsonText(value);
  card.unrated.set(field, detail);
  return { reason: "unknown_price", detail: detail.slice(0, 80) };
}

function placeSearchPrices(card: RateCardBuilder, field: string, value: ExactJson): FieldWarning | null {
  if (!isExactObject(value)) throw new Skip("not_a_number", field, exactJsonText(value));
  const unknown: string[] = [];
  for (const [size, price] of value) {
    const unit = Object.hasOwn(searchContextUnits, size) ? searchContextUnits[size] : undefined;
    const path = `${field}.${size}`;
    if (unit !== undefined) card.setCount(unit, rateTextOf(path, price), path);
    else {
      unknown.push(size);
      card.unrated.set(path, exactJsonText(price));
    }
  }
  return unknown.length === 0 ? null : { reason: "unknown_price", detail: unknown.join(", ").slice(0, 80) };
}

function placeMultipliers(card: RateCardBuilder, field: string, value: ExactJson): FieldWarning {
  const parts: readonly (readonly [string, ExactJson])[] = isExactObject(value)
    ? [...value].map(([name, factor]) => [`${field}.${name}`, factor] as const)
    : [[field, value]];
  for (const [path, factor] of parts) {
    rateTextOf(path, factor);
    card.multipliers.set(path, exactJsonText(factor));
  }
  return { reason: "multiplier_not_applied", detail: exactJsonText(value).slice(0, 80) };
}

/** The canonical nanos text of a price in USD. A text such as "3e-7" is refused: it may be anything. */
function rateTextOf(field: string, value: ExactJson): string {
  if (!isExactNumber(value)) throw new Skip("not_a_number", field, exactJsonText(value));
  try {
    return rateToText(rateFromMajorText(value.numberText));
  } catch (error) {
    if (error instanceof RateError) throw new Skip(error.code, field, error.text);
    throw error;
  }
}

function holdsNumber(value: ExactJson): boolean {
  if (value === null || typeof value !== "object") return false;
  if (isExactNumber(value)) return true;
  return [...value.values()].some(holdsNumber);
}

/** Collects the prices of one model; two fields that mean the same price must agree. */
class RateCardBuilder {
  readonly multipliers = new Map<string, string>();
  readonly unrated = new Map<string, string>();
  readonly #rates: ModelRates = emptyModelRates(LIST_CURRENCY);
  #prices = 0;

  setCount(unit: CountUnit, rateText: string, field: string): void {
    this.#put(this.#rates.counts, unit, rateText, field);
  }

  setToken(
    place: Extract<ReturnType<typeof priceFieldOf>, { kind: "tokens" }>,
    rateText: string,
    field: string,
  ): void {
    const rates = place.thresholdTokens === null ? this.#rates.base : this.#above(place.thresholdTokens);
    this.#put(rates[place.tier], place.unit, rateText, field);
  }

  hasPrices(): boolean {
    return this.#prices > 0;
  }

  build(): ModelRates {
    return {
      ...this.#rates,
      above: this.#rates.above.toSorted((a, b) => a.thresholdTokens - b.thresholdTokens),
      multipliers: Object.fromEntries(this.multipliers),
      unrated: Object.fromEntries(this.unrated),
    };
  }

  #above(thresholdTokens: number): ModelRates["base"] {
    const existing = this.#rates.above.find((step) => step.thresholdTokens === thresholdTokens);
    if (existing !== undefined) return existing.rates;
    const rates = emptyModelRates(LIST_CURRENCY).base;
    this.#rates.above.push({ thresholdTokens, rates });
    return rates;
  }

  #put<Unit extends string>(
    table: Partial<Record<Unit, string>>,
    unit: Unit,
    rateText: string,
    field: string,
  ): void {
    const existing = table[unit];
    if (existing !== undefined && existing !== rateText)
      throw new Skip("conflicting_fields", field, rateText);
    table[unit] = rateText;
    this.#prices += 1;
  }
}
