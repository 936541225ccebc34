import { useMemo } from "react";
import { encode } from "uqr";

/**
 * A QR code. Always dark on white, in both themes: many scanners do not read inverted codes.
 * Never the only way: show the same secret as text beside it.
 */
export function QrCode(props: { readonly text: string; readonly label: string; readonly sizePx?: number }) {
  const { text, label, sizePx = 176 } = props;
  const { size, path } = useMemo(() => {
    const code = encode(text, { border: 2 });
    const cells = code.data.flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { size: code.size, path: cells.join("") };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      width={sizePx}
      height={sizePx}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="rounded-md border border-hairline"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
