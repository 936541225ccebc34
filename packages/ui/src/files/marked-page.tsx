import { useEffect, useRef } from "react";

/** Pictures of papers are rarely larger; a canvas beyond this fails in some browsers. */
const MAX_SIDE_PX = 4096;

/**
 * A picture drawn with whoever looks at it across it: in the pixels themselves, so that what is printed, saved or cut out
 * says whose look it was. It is as wide as its frame times `zoom`.
 */
export function MarkedPage(props: {
  readonly picture: ImageBitmap;
  readonly mark: string;
  readonly quarterTurns: number;
  readonly zoom: number;
  readonly label: string;
}) {
  const { picture, mark, quarterTurns, zoom, label } = props;
  const canvas = useRef<HTMLCanvasElement | null>(null);
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, picture, quarterTurns, mark);
  }, [picture, quarterTurns, mark]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className="block h-auto max-w-none"
      style={{ width: `${zoom * 100}%` }}
    />
  );
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, quarterTurns: number, mark: string): void {
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const lies = quarterTurns % 2 === 1;
  canvas.width = lies ? height : width;
  canvas.height = lies ? width : height;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.save();
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((quarterTurns * Math.PI) / 2);
  context.drawImage(picture, -width / 2, -height / 2, width, height);
  context.restore();
  drawMark(context, canvas.width, canvas.height, mark);
}

/** Lines of the mark over the whole page, dark with a light edge: it is read on any paper. */
function drawMark(context: CanvasRenderingContext2D, width: number, height: number, mark: string): void {
  const size = Math.max(10, Math.round(Math.max(width, height) / 45));
  context.save();
  context.translate(width / 2, height / 2);
  context.rotate(-Math.PI / 8);
  context.font = `600 ${size}px sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = Math.max(2, size / 8);
  context.globalAlpha = 0.32;
  const step = context.measureText(mark).width + size * 4;
  const reach = Math.hypot(width, height) / 2;
  for (let y = -reach, row = 0; y <= reach; y += size * 7, row += 1)
    for (let x = -reach + (row % 2) * (step / 2); x <= reach + step; x += step) {
      context.strokeStyle = "#ffffff";
      context.strokeText(mark, x, y);
      context.fillStyle = "#8c1b15";
      context.fillText(mark, x, y);
    }
  context.restore();
}
