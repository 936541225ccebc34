export { CURRENCIES, type Currency, isCurrency, minorDigits } from "./currency.ts";
export { exchangedMinor, exchangedMinorFloor } from "./exchange.ts";
export { formatBps, formatMoney, type Language, localeOf } from "./format.ts";
export { fromMoney, type Money, toMoney } from "./money.ts";
export {
  currencySchema,
  customerMoneySchema,
  exchangeRateSchema,
  moneySchema,
  nanosSchema,
  notNegativeNanosSchema,
} from "./schemas.ts";
export {
  allocate,
  decimalToNanos,
  divideHalfUp,
  floorToMinor,
  MAX_AMOUNT_NANOS,
  minorToNanos,
  NANOS_PER_UNIT,
  nanosPerMinor,
  nanosToDecimal,
  nanosToMinorFloor,
  shareBps,
} from "./nanos.ts";
