import { NotFoundError, RefusedError, TenureError } from "@tenure/sdk";

/** An error of Tenure as an answer to the page: a refusal says why and what would help. */
export function problem(error: unknown): Response {
  if (error instanceof RefusedError) {
    const { code, message, clause, help } = error;
    return Response.json({ code, message, clause, help }, { status: 402 });
  }
  if (error instanceof NotFoundError)
    return Response.json({ code: error.code, message: "There is no such thing." }, { status: 404 });
  const code = error instanceof TenureError ? error.code : "failed";
  return Response.json({ code, message: "Try again in a moment." }, { status: 503 });
}
