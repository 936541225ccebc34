export { CURRENCIES, type Currency, isCurrency, minorDigits } from "./currency.ts";
export { exchangedMinor, exchangedMinorFloor, exchangeRateSchema } from "./exchange.ts";
export { formatBps, formatMoney, type Language, localeOf } from "./format.ts";
export {
  currencySchema,
  customerMoneySchema,
  fromMoney,
  type Money,
  moneySchema,
  nanosSchema,
  toMoney,
} from "./money.ts";
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
