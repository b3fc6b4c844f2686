import { describe, expect, it } from 'vitest';
import { Exchange, hash } from '../../labextension/src/exchange';
import { ILintAnswer } from '../../labextension/src/tokens';
import { textOf } from '../../labextension/src/outputs';
import { recorded, recordedCells } from './recorded';

const answer = (version: number): ILintAnswer => ({ ...recorded('lint').reply, version });

describe('hash', () => {
  it('tells texts apart that differ in one place', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', '🙂', ' ', '\n', 'x = 1', 'x = 2'];
    expect(new Set(texts.map(hash)).size).toBe(texts.length);
  });
});

describe('Exchange', () => {
  it('sends a request of the recorded form', () => {
    const request = new Exchange().compose('', recordedCells());
    expect(Object.keys(request).sort()).toEqual(Object.keys(recorded('lint').request).sort());
    expect(request.sources).toEqual(recorded('lint').request.sources);
  });

  it('sends a source once, and again when it changes', () => {
    const exchange = new Exchange();
    const cells = recordedCells();
    exchange.accept(answer(exchange.compose('', cells).version));
    expect(exchange.compose('', cells).sources).toEqual({});
    const edited = cells.map(cell => (cell.id === 'split' ? { ...cell, source: 'x = 1' } : cell));
    expect(exchange.compose('', edited).sources).toEqual({ split: 'x = 1' });
  });

  it('sends again what the server says it needs, and asks for a full answer', () => {
    const exchange = new Exchange();
    const cells = recordedCells();
    exchange.accept(answer(exchange.compose('', cells).version));
    const { version } = exchange.compose('', cells);
    const { need } = recorded('need').reply;
    expect(exchange.accept({ version, need })).toBe(false);
    const again = exchange.compose('', cells);
    expect(Object.keys(again.sources)).toEqual(need);
    expect(again.base).toBeNull();
  });

  it('builds on the last answer it took', () => {
    const exchange = new Exchange();
    const { version } = exchange.compose('', recordedCells());
    expect(exchange.accept(answer(version))).toBe(true);
    expect(exchange.compose('', recordedCells()).base).toBe(version);
  });

  it('refuses late and stale replies', () => {
    const exchange = new Exchange();
    const first = exchange.compose('', recordedCells()).version;
    const second = exchange.compose('', recordedCells()).version;
    expect(exchange.accept(answer(first))).toBe(false);
    expect(exchange.accept({ version: second, stale: true })).toBe(false);
    expect(exchange.compose('', recordedCells()).base).toBeNull();
  });

  it('sends less than 15 kB for one keystroke in 200 cells', () => {
    const exchange = new Exchange();
    const cells = Array.from({ length: 200 }, (_, index) => ({
      id: `1d3f5a7b-${index}`,
      kind: 'code',
      source: `# cell ${index}\n${'value = compute(value)\n'.repeat(20)}`,
      tags: [],
      count: index,
      run: null,
      outputs: []
    }));
    exchange.accept(answer(exchange.compose('a.ipynb', cells).version));
    cells[7] = { ...cells[7], source: `${cells[7].source}x` };
    expect(JSON.stringify(exchange.compose('a.ipynb', cells)).length).toBeLessThan(15_000);
  });
});

describe('outputs', () => {
  it('are sent once, and again when they change or the server has lost them', () => {
    const exchange = new Exchange();
    const outputs = textOf([{ output_type: 'stream', name: 'stdout', text: ['a', 'b'] }]);
    const cells = recordedCells().map(cell => (cell.id === 'score' ? { ...cell, outputs } : cell));
    const first = exchange.compose('', cells);
    expect(first.outputs).toEqual({
      score: [{ output_type: 'stream', name: 'stdout', text: 'ab' }]
    });
    exchange.accept(answer(first.version));
    const second = exchange.compose('', cells);
    expect(second.outputs).toEqual({});
    exchange.accept({ version: second.version, need: ['score'] });
    expect(Object.keys(exchange.compose('', cells).outputs)).toEqual(['score']);
    exchange.accept(answer(3));
    const cleared = recordedCells();
    expect(exchange.compose('', cleared).outputs).toEqual({ score: [] });
  });

  it('are cut, and pictures stay here', () => {
    const [shown] = textOf([
      { output_type: 'display_data', data: { 'image/png': 'x', 'text/plain': 'y'.repeat(30_000) } }
    ]) as unknown as [{ data: Record<string, string> }];
    expect(Object.keys(shown.data)).toEqual(['text/plain']);
    expect(shown.data['text/plain'].length).toBe(20_000);
  });
});
