import { describe, expect, it } from 'vitest';
import { offsetAt, offsetsOf } from '../../labextension/src/offsets';

describe('offsetAt', () => {
  it.each([
    ['the first character', 'ab\ncd', 1, 1, 0],
    ['a later line', 'ab\ncd', 2, 2, 4],
    ['behind an emoji, which is two code units', '🙂 = f(x)', 1, 5, 5],
    ['the end of a line, not the next one', 'ab\ncd', 1, 9, 2],
    ['behind the last line', 'ab\ncd', 5, 1, 5],
    ['an empty source', '', 1, 1, 0]
  ])('finds %s', (_, source, line, column, offset) => {
    expect(offsetAt(source, line, column)).toBe(offset);
  });

  it('never turns a range around', () => {
    const range = { cell_id: 'c', line: 1, column: 3, end_line: 1, end_column: 1 };
    expect(offsetsOf('abcd', range)).toEqual({ from: 2, to: 2 });
  });
});
