import { type Node, Visitor } from "oxc-parser";
import { parse, type SourceFile } from "./source-file.ts";

const OPERATORS = new Set(["+", "-", "*", "/", "%", "**"]);
const AMOUNT = /(Nanos|Minor|_nanos|_minor)$/;

/** A place where an amount takes part in a sum, difference, product or quotient. */
export interface Arithmetic {
  readonly offset: number;
  readonly operator: string;
  readonly name: string;
}

/** Finds arithmetic on names that end in Nanos or Minor. Negating and comparing an amount is no arithmetic. */
export function amountArithmetic(file: SourceFile): Arithmetic[] {
  const found: Arithmetic[] = [];
  const look = (start: number, operator: string, ...operands: Node[]) => {
    const name = operands.map(amountIn).find((each) => each !== null);
    if (OPERATORS.has(operator) && typeof name === "string") found.push({ offset: start, operator, name });
  };
  new Visitor({
    BinaryExpression: ({ start, operator, left, right }) => look(start, operator, left, right),
    AssignmentExpression: ({ start, operator, left, right }) =>
      look(start, operator.replace(/=$/, ""), left, right),
    UpdateExpression: ({ start, operator, argument }) => look(start, operator.slice(0, 1), argument),
  }).visit(parse(file).program);
  return found;
}

/** The amount a value is read from, through casts, conversions and defaults; null when it is none. */
function amountIn(node: Node): string | null {
  switch (node.type) {
    case "Identifier":
      return AMOUNT.test(node.name) ? node.name : null;
    case "MemberExpression":
      return node.property.type === "Literal"
        ? amountText(node.property.value)
        : node.property.type === "PrivateIdentifier"
          ? amountText(node.property.name)
          : amountIn(node.property);
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "ChainExpression":
      return amountIn(node.expression);
    case "UnaryExpression":
      return amountIn(node.argument);
    case "LogicalExpression":
      return amountIn(node.left) ?? amountIn(node.right);
    case "ConditionalExpression":
      return amountIn(node.consequent) ?? amountIn(node.alternate);
    case "CallExpression": {
      const [argument] = node.arguments;
      const converts =
        node.callee.type === "Identifier" && ["BigInt", "Number", "String"].includes(node.callee.name);
      return converts && argument !== undefined ? amountIn(argument) : null;
    }
    default:
      return null;
  }
}

const amountText = (value: unknown): string | null =>
  typeof value === "string" && AMOUNT.test(value) ? value : null;
