/** A text as its characters; all of them are ASCII here. */
const characters = (text: string): string[] => Array.from(text);

/** Sum of digits times weights, both from the left. */
const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);

/** Luhn (ISO/IEC 7812-1): every second digit from the right doubled, the sum divides by ten. */
export const luhn = (digits: string): boolean =>
  characters(digits)
    .reverse()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return sum + (value > 9 ? value - 9 : value);
    }, 0) %
    10 ===
  0;

/** ISO 7064 MOD 11,10: Germany. */
export function mod11Ten(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10;
    product = (2 * (sum === 0 ? 10 : sum)) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** Whether a weighted sum of all digits, the check digit included, divides by a number. */
export const divides = (weights: readonly number[], divisor: number) => (digits: string) =>
  weighted(digits, weights) % divisor === 0;

/** Whether the last digit is the weighted sum of the others modulo 11; a remainder of ten never exists. */
export const mod11 = (weights: readonly number[]) => (digits: string) =>
  weighted(digits, weights) % 11 === Number(digits.at(-1));

/** As {@link mod11}, a remainder of ten counts as nought: Greece. */
export const mod11TenIsNought = (weights: readonly number[]) => (digits: string) =>
  (weighted(digits, weights) % 11) % 10 === Number(digits.at(-1));

/** Whether the last digit is 11 less the weighted sum modulo 11, where 10 and 11 count as nought: Portugal. */
export const elevenLess = (weights: readonly number[]) => (digits: string) => {
  const check = 11 - (weighted(digits, weights) % 11);
  return (check > 9 ? 0 : check) === Number(digits.at(-1));
};

/** The last two digits are 97 less the rest modulo 97: Belgium. */
export const belgian = (digits: string): boolean =>
  97 - (Number(digits.slice(0, -2)) % 97) === Number(digits.slice(-2));

/** The first two digits are a key of the other nine: France. Newer keys with letters are not checked. */
export const french = (text: string): boolean =>
  !/^\d{11}$/.test(text) || (12 + 3 * (Number(text.slice(2)) % 97)) % 97 === Number(text.slice(0, 2));

/** The last two digits are the rest modulo 89: Luxembourg. */
export const luxembourgish = (digits: string): boolean =>
  Number(digits.slice(0, 6)) % 89 === Number(digits.slice(6));

/** Austria: Luhn over seven digits, moved by four. */
export const austrian = (text: string): boolean => {
  const sum = characters(text.slice(1, 8)).reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - ((sum + 4) % 10)) % 10 === Number(text[8]);
};

/** Great Britain: the weighted sum and the last two digits divide by 97, in newer numbers after adding 55. */
export const british = (text: string): boolean => {
  if (!/^\d{9}(\d{3})?$/.test(text)) return true;
  const rest = (weighted(text, [8, 7, 6, 5, 4, 3, 2]) + Number(text.slice(7, 9))) % 97;
  return rest === 0 || rest === 42;
};

const CREDIT_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** China, GB 32100-2015: powers of three modulo 31 over an alphabet without I, O, S, V, Z. */
export const chinese = (text: string): boolean => {
  const sum = characters(text.slice(0, 17)).reduce((total, character, index) => {
    const weight = Number(3n ** BigInt(index) % 31n);
    return total + weight * CREDIT_CODE.indexOf(character);
  }, 0);
  return CREDIT_CODE[(31 - (sum % 31)) % 31] === text[17];
};

/** Australia: the first digit less one, then the weighted sum divides by 89. */
export const australian = (digits: string): boolean =>
  (weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;

const BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** India: Luhn modulo 36, every second character from the left doubled. */
export const indian = (text: string): boolean => {
  const sum = characters(text.slice(0, 14)).reduce((total, character, index) => {
    const product = BASE_36.indexOf(character) * (index % 2 === 0 ? 1 : 2);
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return BASE_36[(36 - (sum % 36)) % 36] === text[14];
};

/** Brazil: two check digits modulo 11; letters count as their code less 48, as the numbers of 2026 have them. */
export const brazilian = (text: string): boolean =>
  [12, 13].every((length) => {
    const sum = characters(text.slice(0, length)).reduce(
      (total, character, index) => total + (((length - 1 - index) % 8) + 2) * (character.charCodeAt(0) - 48),
      0,
    );
    const rest = sum % 11;
    return (rest < 2 ? 0 : 11 - rest) === Number(text[length]);
  });

/** Japan: the first digit is nine less a sum modulo nine, weights one and two from the right. */
export const japanese = (digits: string): boolean => {
  const sum = characters(digits.slice(1))
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return 9 - (sum % 9) === Number(digits[0]);
};
