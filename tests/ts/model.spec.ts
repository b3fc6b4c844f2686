import { describe, expect, it } from 'vitest';
import { titleCells } from '../../labextension/src/model';
import { IFinding } from '../../labextension/src/tokens';
import { recordedAnswer, recordedCells, recordedFinding, recordedModel } from './recorded';

describe('Model', () => {
  it('counts what the recorded answer holds', () => {
    const model = recordedModel();
    const answer = recordedAnswer();
    const sent = [...Object.values(answer.cells).flat(), ...answer.notebook];
    const certain = sent.filter(finding => finding.confidence >= 0.7);
    const { error, warning, info } = model.counts;
    expect(error + warning + info).toBe(certain.length);
    expect(model.phase).toBe('checked');
  });

  it('says which cells changed, and no other', () => {
    const model = recordedModel();
    const told: string[][] = [];
    model.findingsChanged.connect((_, cells) => told.push([...cells]));
    const answer = { version: 2, base: 1, cells: { setup: [] }, notebook: [], ms: 1 };
    model.apply(answer, recordedCells());
    expect(told).toEqual([['setup']]);
    expect(model.of('split').length).toBeGreaterThan(0);
  });

  it('forgets what an answer in full does not name', () => {
    const model = recordedModel();
    model.apply({ version: 3, base: null, cells: {}, notebook: [], ms: 1 }, recordedCells());
    expect(model.all).toEqual([]);
  });

  it('forgets the findings of a cell that is gone', () => {
    const model = recordedModel();
    const cells = recordedCells().filter(cell => cell.id !== 'split');
    model.apply({ version: 2, base: 1, cells: {}, notebook: [], ms: 1 }, cells);
    expect(model.all.filter(finding => finding.cell_id === 'split')).toEqual([]);
  });

  it('keeps the merely possible out of the counts', () => {
    const before = recordedModel().certain.length;
    const after = recordedModel({ minimumConfidence: 1.01 });
    expect(before).toBeGreaterThan(0);
    expect(after.certain).toEqual([]);
    expect(after.all.length).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['off, by code', { ENV104: 'off' }, undefined],
    ['an error, by code', { ENV104: 'error' }, 'error'],
    ['an info, by family', { ENV: 'info' }, 'info']
  ])('lets the user make a rule %s', (_, rules, severity) => {
    const model = recordedModel({ rules });
    const finding = model.all.find((found: IFinding) => found.code === 'ENV104');
    expect(finding?.severity).toBe(severity);
    expect(recordedFinding('ENV104').severity).toBe('warning');
  });
});

describe('titleCells', () => {
  it('numbers code cells only, and names the heading above', () => {
    expect(titleCells(recordedCells()).map(({ number, heading }) => [number, heading])).toEqual([
      [0, 'Churn'],
      [1, 'Churn'],
      [0, 'Split the data'],
      [2, 'Split the data'],
      [3, 'Split the data']
    ]);
  });
});
