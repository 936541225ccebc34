import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/**
 * Leads to sign-in, once, with the way back. The address is read when the session ended: while the sign-in page loads
 * this is still shown and the address is sign-in's already, which would lead to itself without end.
 */
export function ToSignIn(props: { readonly from: string }) {
  const navigate = useNavigate();
  const [next] = useState(props.from);
  useEffect(() => void navigate({ to: "/sign-in", search: { next }, replace: true }), [navigate, next]);
  return null;
}
