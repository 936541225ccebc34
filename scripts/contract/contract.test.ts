import { describe, expect, it } from "vitest";
import { breaksOf } from "./compatibility.ts";
import { contractOf } from "./contract.ts";
import { contractNow, publishedContract } from "./publish.ts";

/** An order that is made with a body and answered with one. */
const document = (request: object, answer: object, operation: object = {}) =>
  contractOf({
    paths: {
      "/orders": {
        post: {
          requestBody: { content: { "application/json": { schema: request } } },
          responses: {
            201: { content: { "application/json": { schema: answer } } },
            default: { content: { "application/problem+json": { schema: { type: "string" } } } },
          },
          ...operation,
        },
      },
    },
    components: {
      schemas: {
        Money: {
          type: "object",
          properties: { amount: { type: "string" }, currency: { type: "string", enum: ["USD", "EUR"] } },
          required: ["amount", "currency"],
        },
      },
    },
  });

const object = (properties: object, required: string[] = []) => ({ type: "object", properties, required });
const money = { $ref: "#/components/schemas/Money" };
const request = object(
  { plan: { type: "string", enum: ["pro", "max"] }, seats: { type: "integer", maximum: 10 } },
  ["plan"],
);
const answer = object({ id: { type: "string" }, price: money, note: { type: "string" } }, ["id", "price"]);
const published = document(request, answer);

describe("what breaks a client", () => {
  it("nothing does, where nothing changed", () => expect(breaksOf(published, published)).toEqual([]));

  it.each([
    ["an operation that is gone", {}, ["POST /orders: is gone"]],
    [
      "a field that is no longer taken",
      document(object({ plan: { type: "string", enum: ["pro", "max"] } }, ["plan"]), answer),
      ["POST /orders: body.seats is no longer taken"],
    ],
    [
      "a value that is no longer taken",
      document(object({ ...request.properties, plan: { type: "string", enum: ["pro"] } }, ["plan"]), answer),
      ["POST /orders: body.plan no longer takes max"],
    ],
    [
      "a type that is no longer taken",
      document(object({ ...request.properties, seats: { type: "string" } }, ["plan"]), answer),
      ["POST /orders: body.seats no longer takes integer"],
    ],
    [
      "a field that must be sent now",
      document(object(request.properties, ["plan", "seats"]), answer),
      ["POST /orders: body.seats is required now"],
    ],
    [
      "a new field that must be sent",
      document(object({ ...request.properties, terms: { type: "string" } }, ["plan", "terms"]), answer),
      ["POST /orders: body.terms is new and required"],
    ],
    [
      "less than before",
      document(object({ ...request.properties, seats: { type: "integer", maximum: 5 } }, ["plan"]), answer),
      ["POST /orders: body.seats has a smaller maximum"],
    ],
    [
      "a pattern where there was none",
      document(
        object({ ...request.properties, seats: { type: "integer", maximum: 10, minimum: 1 } }, ["plan"]),
        answer,
      ),
      ["POST /orders: body.seats has a larger minimum"],
    ],
    [
      "a header that must be sent",
      document(request, answer, {
        parameters: [{ in: "header", name: "Tenure-Version", required: true, schema: { type: "string" } }],
      }),
      ["POST /orders: header:Tenure-Version is new and required"],
    ],
    [
      "a field that is no longer answered, also inside another schema",
      document(
        request,
        object({ id: { type: "string" }, price: object({ amount: { type: "string" } }, ["amount"]) }, [
          "id",
          "price",
        ]),
      ),
      [
        "POST /orders: 201.note is no longer answered",
        "POST /orders: 201.price.currency is no longer answered",
      ],
    ],
    [
      "an answer that may be missing or null now",
      document(
        request,
        object(
          {
            ...answer.properties,
            id: { anyOf: [{ type: "string" }, { type: "null" }] },
          },
          ["id"],
        ),
      ),
      ["POST /orders: 201.id may be null now", "POST /orders: 201.price may be missing now"],
    ],
  ])("%s", (_, now, breaks) => expect(breaksOf(published, now).toSorted()).toEqual(breaks.toSorted()));

  it("what is new and may be left alone breaks nobody", () => {
    const more = document(
      object(
        {
          ...request.properties,
          plan: { type: "string", enum: ["pro", "max", "ultra"] },
          seats: { type: "number" },
          buyer: object({ name: { type: "string" } }, ["name"]),
        },
        ["plan"],
      ),
      object({ ...answer.properties, lines: { type: "array", items: money } }, [
        "id",
        "price",
        "note",
        "lines",
      ]),
    );
    expect(breaksOf(published, more)).toEqual([]);
  });
});

it("the API keeps what it published to its clients", () => {
  expect(Object.keys(publishedContract()).length).toBeGreaterThan(70);
  expect(breaksOf(publishedContract(), contractNow())).toEqual([]);
});
