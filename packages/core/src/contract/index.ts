export { type FieldError, fieldErrorSchema, PROBLEMS, type Problem, type ProblemCode, problemSchema } from "./problem.ts";
