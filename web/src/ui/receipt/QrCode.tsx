import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

/** Modules of quiet around the code, as its standard asks. */
const quiet = 4;

/** A text as a code for cameras and scanners, drawn as one path: sharp at every size. */
export function QrCode({ text, className }: { text: string; className?: string | undefined }) {
  const { path, size } = useMemo(() => {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    const count = code.getModuleCount();
    const dark: string[] = [];
    for (let row = 0; row < count; row++)
      for (let column = 0; column < count; column++)
        if (code.isDark(row, column)) dark.push(`M${column + quiet} ${row + quiet}h1v1h-1z`);
    return { path: dark.join(''), size: count + 2 * quiet };
  }, [text]);
  return (
    <svg className={className} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
