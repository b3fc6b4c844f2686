import { IRange } from './tokens';

/**
 * The UTF-16 offset of a position: the server counts code points, editors count code units.
 *
 * Positions behind the end of a line or of the source are moved to that end.
 */
export function offsetAt(source: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = source.indexOf('\n', start);
    if (end < 0) {
      return source.length;
    }
    start = end + 1;
  }
  const end = source.indexOf('\n', start);
  const stop = end < 0 ? source.length : end;
  let offset = start;
  for (let at = 1; at < column && offset < stop; at++) {
    offset += source.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The UTF-16 offsets of a range. */
export function offsetsOf(source: string, range: IRange): { from: number; to: number } {
  const from = offsetAt(source, range.line, range.column);
  return { from, to: Math.max(from, offsetAt(source, range.end_line, range.end_column)) };
}
