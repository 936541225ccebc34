import { expect, it } from "vitest";
import { readEnv, StartError } from "../../src/env.ts";
import { taxByTable } from "../../src/orders/tax-table.ts";

const tax = taxByTable({
  DE: { bps: 1900, reverseCharge: true },
  CN: { bps: 600, reverseCharge: false },
});

it.each([
  ["a German who is no company", "DE", null, 1900],
  ["a German company with its number: it accounts for the tax", "DE", "DE136695976", 0],
  ["a German company whose number has a wrong check digit", "DE", "DE136695977", 1900],
  ["a Chinese company: no reverse charge there", "CN", "91110000600037341L", 600],
  ["a country that is not in the table", "US", null, 0],
  ["what is no country but every object has", "constructor", null, 0],
])("T1.2: charges %s", async (_who, country, taxId, bps) => {
  expect(await tax.rateBps({ country, taxId })).toBe(bps);
});

it("an operator's table and seller are read from the environment, and refused with the place that is wrong", () => {
  const env = readEnv({
    TENURE_TAX_TABLE: '{"DE":{"bps":1900,"reverseCharge":true},"CN":{"bps":600}}',
    TENURE_SELLER:
      '{"name":"Example Ltd","address":["1 Example Way"],"taxId":"IE6433435F","zone":"Europe/Dublin"}',
  });
  expect(env.taxTable).toEqual({
    DE: { bps: 1900, reverseCharge: true },
    CN: { bps: 600, reverseCharge: false },
  });
  expect(env.seller).toEqual({
    name: "Example Ltd",
    address: ["1 Example Way"],
    email: null,
    taxId: "IE6433435F",
    zone: "Europe/Dublin",
    reverseCharge: ["DE"],
  });
  for (const table of ["no json", '{"XX":{"bps":1900}}', '{"DE":{"bps":19.5}}', '{"DE":{"bps":10001}}'])
    expect(() => readEnv({ TENURE_TAX_TABLE: table })).toThrow(StartError);
});
