import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BillingDetails,
  checkBillingDetails,
  COUNTRIES,
  findRegion,
  POSTAL_CODES,
  regionsOf,
  requiredBillingFields,
  WITHOUT_POSTAL_CODES,
} from "../../src/billing-details/index.ts";

/** Complete in Germany. */
const berlin: BillingDetails = {
  fullName: "Ada Berg",
  companyName: null,
  email: "ada@example.com",
  country: "DE",
  addressLine: "Invalidenstr. 1",
  city: "Berlin",
  region: null,
  postalCode: "10115",
  taxId: null,
};
const check = (change: Partial<BillingDetails>) => {
  const { missing, invalid } = checkBillingDetails({ ...berlin, ...change });
  return [...missing, ...invalid.map(({ field, code }) => `${field}: ${code}`)];
};

describe("complete details (T1.2)", () => {
  it("T1.2: are complete where nothing is missing, and none of the old required fields is forgotten", () => {
    expect(check({})).toEqual([]);
    expect(requiredBillingFields("DE")).toEqual([
      "fullName",
      "email",
      "country",
      "addressLine",
      "city",
      "postalCode",
    ]);
  });

  it("T1.2: name every missing field in the order of the form; blank is missing", () => {
    const empty = {
      fullName: null,
      companyName: null,
      email: " ",
      country: "US",
      addressLine: null,
      city: "\u00a0 ",
      region: null,
      postalCode: "",
      taxId: null,
    };
    expect(checkBillingDetails(empty)).toEqual({
      missing: ["fullName", "email", "addressLine", "city", "region", "postalCode"],
      invalid: [],
    });
  });

  it.each<[string, Partial<BillingDetails>, readonly string[]]>([
    ["T1.2: the United States need a state", { country: "US", postalCode: "94105" }, ["region"]],
    ["T1.2: a state as its code", { country: "US", postalCode: "94105", region: "CA" }, []],
    ["T1.2: a state by its name", { country: "US", postalCode: "94105-1234", region: "california" }, []],
    [
      "T1.2: a state that is none",
      { country: "US", postalCode: "94105", region: "Bavaria" },
      ["region: region_unknown"],
    ],
    ["T1.2: China by the Chinese name", { country: "CN", postalCode: "200000", region: "上海" }, []],
    ["T1.2: Japan by the Chinese name", { country: "JP", postalCode: "100-0001", region: "东京" }, []],
    ["T1.2: Germany asks for no state and takes any", { region: "Bayern" }, []],
    [
      "T1.2: Hong Kong has no postal codes and is one city",
      { country: "HK", postalCode: null, city: null },
      [],
    ],
    [
      "T1.2: in the Emirates a postal code is no matter, the emirate is",
      { country: "AE", postalCode: "?", region: "DU" },
      [],
    ],
    [
      "T1.2: Singapore is one city with postal codes",
      { country: "SG", city: null, postalCode: "018989" },
      [],
    ],
    ["T1.2: Germany without a postal code", { postalCode: null }, ["postalCode"]],
    ["T1.2: a country whose codes may be left out", { country: "KE", postalCode: null }, []],
    ["T1.2: … and are loosely checked", { country: "KE", postalCode: "#" }, ["postalCode: postal_code_odd"]],
    ["T1.2: no country", { country: null }, ["country"]],
    ["T1.2: a country that does not exist", { country: "XX" }, ["country: country_unknown"]],
    ["a country in small letters", { country: "de" }, []],
    ["T1.2: an address without any letter", { addressLine: "---" }, ["addressLine: without_letters"]],
    ["names in every script are names", { fullName: "张伟", city: "서울" }, []],
    ["T1.2: two lines in one field", { city: "Ber\nlin" }, ["city: control_character"]],
    ["T1.2: 121 characters of name", { fullName: "n".repeat(121) }, ["fullName: too_long"]],
    ["120 characters of four bytes each", { fullName: "𠮷".repeat(120) }, []],
    ["T1.2: no e-mail", { email: "ada" }, ["email: email_malformed"]],
  ])("%s", (_, change, expected) => {
    expect(check(change)).toEqual(expected);
  });
});

describe("postal codes (T1.2)", () => {
  it.each([
    ["US", "94105", true],
    ["US", "9410", false],
    ["US", "94105-12", false],
    ["CA", "K1A 0B1", true],
    ["CA", "k1a0b1", true],
    ["CA", "D1A 0B1", false],
    ["GB", "SW1A 1AA", true],
    ["GB", "M1 1AE", true],
    ["GB", "B33 8TH", true],
    ["GB", "CR2 6XH", true],
    ["GB", "DN55 1PT", true],
    ["GB", "EC1A 1BB", true],
    ["GB", "W1A 0AX", true],
    ["GB", "SW1A", false],
    ["GB", "12345", false],
    ["DE", "1011", false],
    ["FR", "75001", true],
    ["FR", "7500A", false],
    ["CN", "100000", true],
    ["CN", "10000", false],
    ["JP", "100-0001", true],
    ["JP", "1000001", true],
    ["JP", "10-00001", false],
    ["AU", "2000", true],
    ["AU", "20000", false],
    ["IN", "110 001", true],
    ["IN", "010001", false],
    ["BR", "01310-100", true],
    ["BR", "0131-0100", false],
    ["NL", "1012 AB", true],
    ["NL", "0012 AB", false],
    ["ES", "53001", false],
    ["PL", "00001", false],
  ] as const)("T1.2: %s %s is one: %s", (country, postalCode, valid) => {
    expect(check({ country, postalCode, region: regionsOf(country)[0]?.code ?? null })).toEqual(
      valid ? [] : ["postalCode: postal_code_malformed"],
    );
  });

  it("accept their own examples, and no country both has and lacks them", () => {
    for (const [country, { pattern, example }] of Object.entries(POSTAL_CODES)) {
      expect(example, country).toMatch(pattern);
      expect(COUNTRIES).toContain(country);
      expect(WITHOUT_POSTAL_CODES.has(country), country).toBe(false);
    }
    for (const country of WITHOUT_POSTAL_CODES) expect(COUNTRIES).toContain(country);
  });
});

describe("regions (T1.2)", () => {
  // Counted in ISO 3166-2: 50 states, the District, 5 territories and 3 military posts; 10 provinces and 3
  // territories; 22 provinces, 5 regions and 4 municipalities; 47 prefectures; 6 states and 2 territories; 28 states
  // and 8 union territories; 26 states and the district; 7 emirates.
  it.each([
    ["US", 59],
    ["CA", 13],
    ["CN", 31],
    ["JP", 47],
    ["AU", 8],
    ["IN", 36],
    ["BR", 27],
    ["AE", 7],
    ["DE", 0],
    ["toString", 0],
  ])("%s has %i", (country, count) => {
    const regions = regionsOf(country);
    expect(regions).toHaveLength(count);
    expect(new Set(regions.map(({ code }) => code)).size).toBe(count);
    for (const { code, name } of regions) {
      expect(code).toMatch(/^[A-Z\d]{2,3}$/);
      expect(name.en).toMatch(/^[\p{L}. ]{3,}$/u);
      expect(findRegion(country, name.zh)?.code).toBe(code);
    }
  });
});

it("knows 249 countries, as many as ISO 3166-1 assigns", () => {
  expect(new Set(COUNTRIES).size).toBe(249);
  expect([...COUNTRIES].sort()).toEqual(COUNTRIES);
});

it("never throws, whatever is typed, and finds either a problem or nothing", { tags: ["deep"] }, () => {
  const text = fc.option(fc.string({ unit: "binary", maxLength: 40 }));
  fc.assert(
    fc.property(
      fc.record({
        fullName: text,
        companyName: text,
        email: text,
        country: fc.oneof(fc.constantFrom(...COUNTRIES), text),
        addressLine: text,
        city: text,
        region: text,
        postalCode: text,
        taxId: text,
      }),
      (details) => {
        const { missing, invalid } = checkBillingDetails(details);
        for (const { field } of invalid) expect(missing).not.toContain(field);
      },
    ),
    { seed: 20261120, numRuns: 2000 },
  );
});
