import { problem } from "../../../../../lib/problem.ts";
import { tenure } from "../../../../../lib/tenure.ts";

/** `GET /api/orders/{orderId}/refund-preview`: what the page's refund button shows and counts down from. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ orderId: string }> },
): Promise<Response> {
  try {
    const { orderId } = await params;
    const preview = await tenure.refunds.preview(orderId);
    // For this customer at this moment: nobody keeps it.
    return Response.json(preview, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return problem(error);
  }
}
