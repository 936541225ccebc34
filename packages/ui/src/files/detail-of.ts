/** What the server says of a problem; empty where it is no answer of it. */
export function detailOf(body: string): string {
  try {
    const problem: unknown = JSON.parse(body);
    return typeof problem === "object" && problem !== null && "detail" in problem
      ? String(problem.detail)
      : "";
  } catch {
    return "";
  }
}
