import { useEffect, useState } from "react";

const QUIET = 4;

/** A code for the camera, dark on white in both lights; the library that draws it is loaded only here. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string }>();
  useEffect(() => {
    let gone = false;
    void import("lean-qr").then(({ generate }) => {
      if (gone) return;
      const code = generate(text);
      let path = "";
      for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
      setDrawn({ size: code.size, path });
    }, () => undefined);
    return () => { gone = true; };
  }, [text]);
  if (drawn === undefined) return null;
  const side = drawn.size + 2 * QUIET;
  return (
    <svg className="qr" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path className="qr-paper" d={`M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z`} /><path d={drawn.path} />
    </svg>
  );
}
