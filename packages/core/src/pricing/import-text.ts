import type { Text } from "../text/index.ts";
import type { ImportWarning, SkipReason } from "./price-import.ts";

/** Why a model of a price list was left out, for the operator. */
export const SKIP_REASON_TEXTS: Record<SkipReason, Text> = {
  sample_entry: { en: "Describes the format; not a model", zh: "格式说明条目，不是模型" },
  bad_model_name: { en: "The model name cannot be used", zh: "模型名称不可用" },
  duplicate_model: { en: "Listed more than once", zh: "模型重复出现" },
  not_an_object: { en: "Not a set of fields", zh: "不是字段集合" },
  bad_field_name: { en: "A field name cannot be used", zh: "字段名称不可用" },
  duplicate_field: { en: "A field occurs more than once", zh: "字段重复出现" },
  conflicting_fields: {
    en: "Two fields state different prices for the same thing",
    zh: "两个字段对同一项目给出不同价格",
  },
  no_prices: { en: "No price given", zh: "未给出价格" },
  not_a_number: { en: "A price is not a number", zh: "价格不是数字" },
  negative: { en: "A price is negative", zh: "价格为负数" },
  too_large: { en: "A price is too large to be real", zh: "价格过大" },
  too_precise: { en: "A price has too many digits", zh: "价格位数过多" },
};

/** What an operator should know about an imported model. */
export const IMPORT_WARNING_TEXTS: Record<ImportWarning["reason"], Text> = {
  unknown_price: { en: "Kept as written; rating does not use it", zh: "已原样保留，计费时不使用" },
  multiplier_not_applied: { en: "Multiplier kept; rating does not apply it", zh: "已保留倍率，计费时不应用" },
  bad_limit: { en: "Token limit unusable; ignored", zh: "令牌上限无效，已忽略" },
  source_note: { en: "Remark of the price list, please read", zh: "价格表备注，请查看" },
};
