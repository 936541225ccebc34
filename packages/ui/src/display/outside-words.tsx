/**
 * What a bank or a payment provider said, in its own words with its code behind (T6.2). Set apart, so that nothing in it
 * reaches the text around it; it may be in any language.
 */
export function OutsideWords(props: { readonly message: string | null; readonly code: string | null }) {
  const { message, code } = props;
  const words = message ?? code ?? "—";
  return (
    <bdi className="wrap-anywhere" data-untranslated>
      {words}
      {code !== null && code !== words && <span className="text-muted"> ({code})</span>}
    </bdi>
  );
}
