import { expect, it } from "vitest";
import { addressLines, billingRefusals } from "../../src/billing-details/index.ts";

it("T1.2: names what is missing and what cannot be right, each with a code of its own", () => {
  const refusals = billingRefusals({
    missingBillingFields: ["city", "region"],
    invalidBillingFields: ["postalCode"],
  });
  expect(refusals.map(({ code, clause, params }) => [code, clause, params])).toEqual([
    ["billing_details_incomplete", "T1.2", { fields: "city, region" }],
    ["billing_details_invalid", "T1.2", { fields: "postalCode" }],
  ]);
});

it("T1.2: says nothing where nothing is wrong, nor where an old decision did not look", () => {
  expect(billingRefusals({ missingBillingFields: [], invalidBillingFields: [] })).toEqual([]);
  expect(billingRefusals({ missingBillingFields: [] })).toEqual([]);
});

const details = {
  fullName: "王小明",
  companyName: "示例公司",
  email: "wang@example.com",
  country: "CN",
  addressLine: "中关村大街1号",
  city: "北京",
  region: "BJ",
  postalCode: "100000",
  taxId: null,
};

it("writes an address as its country does, the largest part first in China, and names a city that is a province once", () => {
  expect(addressLines(details, "zh")).toEqual(["示例公司", "王小明", "100000 北京", "中关村大街1号", "中国"]);
  const american = {
    ...details,
    companyName: null,
    fullName: "Ida",
    country: "US",
    addressLine: "1 Main St",
  };
  expect(addressLines({ ...american, city: "Austin", region: "TX", postalCode: "78701" }, "en")).toEqual([
    "Ida",
    "1 Main St",
    "78701 Austin",
    "Texas",
    "United States",
  ]);
});
