import { CodeCellModel } from '@jupyterlab/cells';
import { describe, expect, it } from 'vitest';
import { applyFixes, cellOf, ignoreCell, ignoreEdit, takeBack } from '../../labextension/src/edit';
import { recordedFinding, recordedNotebook } from './recorded';

const fixOf = (code: string) => recordedFinding(code).fix!;

describe('applyFixes', () => {
  it('applies a recorded fix, and Undo takes back just the fix', () => {
    const notebook = recordedNotebook();
    const cell = cellOf(notebook, 'split')! as any;
    cell.updateSource(0, 0, '# typed\n');
    cell.updateSource(0, 8, '');
    cell.updateSource(cell.getSource().length, cell.getSource().length, '\ntyped = 1');
    const typed = cell.getSource();
    const { count } = applyFixes(notebook, [fixOf('ENV104')]);
    expect(count).toBe(1);
    expect(cell.getSource()).not.toBe(typed);
    cell.undo();
    expect(cell.getSource()).toBe(typed);
  });

  it('edits nothing when the text has moved on', () => {
    const notebook = recordedNotebook();
    const edit = { ...fixOf('ENV104').edits[0], expect: 'other text' };
    const before = cellOf(notebook, 'split')!.getSource();
    expect(applyFixes(notebook, [{ edits: [edit] }])).toEqual({ changes: [], count: 0 });
    expect(cellOf(notebook, 'split')!.getSource()).toBe(before);
  });

  it('leaves locked cells alone', () => {
    const notebook = recordedNotebook();
    cellOf(notebook, 'split')!.setMetadata('editable', false);
    expect(applyFixes(notebook, [fixOf('ENV104')]).count).toBe(0);
  });

  it('leaves out a fix that overlaps one before it', () => {
    const notebook = recordedNotebook();
    const edit = {
      cell_id: 'setup',
      line: 1,
      column: 1,
      end_line: 1,
      end_column: 7,
      expect: 'import',
      text: 'IMPORT'
    };
    const { count } = applyFixes(notebook, [{ edits: [edit] }, { edits: [edit] }]);
    expect(count).toBe(1);
    expect(cellOf(notebook, 'setup')!.getSource()).toMatch(/^IMPORT numpy/);
  });

  it('gives the old text back when all is undone, but not over later typing', () => {
    const notebook = recordedNotebook();
    const cell = cellOf(notebook, 'split')!;
    const before = cell.getSource();
    const { changes } = applyFixes(notebook, [fixOf('ENV104')]);
    takeBack(changes);
    expect(cell.getSource()).toBe(before);
    const again = applyFixes(notebook, [fixOf('ENV104')]);
    (cell as any).updateSource(0, 0, 'x');
    takeBack(again.changes);
    expect(cell.getSource()).toBe(`x${again.changes[0].after}`);
  });
});

describe('a fix that clears and deletes', () => {
  const printed = [{ output_type: 'stream', name: 'stdout', text: '80\n' }];

  /** The recorded cells; `score` ran and printed, and an empty cell stands before it. */
  function ran(oneHistory = false) {
    const notebook = recordedNotebook(oneHistory);
    notebook.insertCell(4, { cell_type: 'code', id: 'empty', source: '' } as any);
    const score = cellOf(notebook, 'score') as any;
    score.setOutputs(printed);
    score.execution_count = 7;
    notebook.undoManager.clear();
    notebook.cells.forEach(cell => (cell as any).undoManager.clear());
    return { notebook, score, ids: () => notebook.cells.map(cell => cell.getId()) };
  }

  const edit = {
    cell_id: 'score',
    line: 1,
    column: 1,
    end_line: 1,
    end_column: 6,
    expect: 'print',
    text: 'display'
  };

  it('clears outputs, the count and edits in one step, which Undo takes back', () => {
    const { notebook, score } = ran();
    const before = score.getSource();
    expect(applyFixes(notebook, [{ edits: [edit], clears: ['score'] }]).count).toBe(1);
    expect(score.getSource()).toMatch(/^display/);
    expect([score.getOutputs(), score.execution_count]).toEqual([[], null]);
    score.undo();
    expect(score.getSource()).toBe(before);
    expect([score.getOutputs(), score.execution_count]).toEqual([printed, 7]);
    expect(score.canUndo()).toBe(false);
  });

  it('deletes the cell, and gives it back where it was', () => {
    const { notebook, ids } = ran();
    const before = ids();
    const { changes } = applyFixes(notebook, [{ edits: [], deletes: ['empty', 'setup'] }]);
    expect(ids()).toEqual(before.filter(id => id !== 'empty' && id !== 'setup'));
    takeBack(changes);
    expect(ids()).toEqual(before);
    expect(cellOf(notebook, 'setup')!.getSource()).toMatch(/^import numpy/);
  });

  it('shows in the model that JupyterLab draws', () => {
    const { notebook, score } = ran();
    const model = new CodeCellModel({ sharedModel: score });
    const { changes } = applyFixes(notebook, [{ edits: [], clears: ['score'] }]);
    expect([model.outputs.length, model.executionCount]).toEqual([0, null]);
    takeBack(changes);
    expect([model.outputs.length, model.executionCount]).toEqual([1, 7]);
    expect(model.outputs.get(0).toJSON()).toMatchObject({ text: '80\n' });
  });

  it('gives all back where the whole notebook has one history', () => {
    const { notebook, score, ids } = ran(true);
    const [before, source] = [ids(), score.getSource()];
    const all = { edits: [edit], clears: ['score'], deletes: ['empty'] };
    const { changes } = applyFixes(notebook, [all, fixOf('ENV104')]);
    takeBack(changes);
    expect(ids()).toEqual(before);
    expect([score.getSource(), score.execution_count]).toEqual([source, 7]);
    expect(notebook.undoManager.undoStack.length).toBe(0);
  });

  it('does not take back what the user did since', () => {
    const { notebook, score, ids } = ran();
    const { changes } = applyFixes(notebook, [
      { edits: [], clears: ['score'] },
      { edits: [], deletes: ['empty'] }
    ]);
    score.setOutputs([]);
    score.execution_count = 8;
    notebook.addCell({ cell_type: 'code', id: 'new', source: '' } as any);
    takeBack(changes);
    expect(score.execution_count).toBe(8);
    expect(ids()).toContain('new');
    expect(ids()).not.toContain('empty');
  });

  it.each([
    ['a cell that is gone', { clears: ['nowhere'] }, {}],
    ['text, which has no outputs', { clears: ['about'] }, {}],
    ['a locked cell', { clears: ['score'] }, { editable: false }],
    ['a cell that may not go', { deletes: ['score'] }, { deletable: false }]
  ])('does nothing to %s', (_, repair, metadata) => {
    const { notebook, score, ids } = ran();
    const before = ids();
    Object.entries(metadata).forEach(([key, value]) => score.setMetadata(key, value));
    expect(applyFixes(notebook, [{ edits: [], ...repair }])).toEqual({ changes: [], count: 0 });
    expect(ids()).toEqual(before);
    expect(score.getOutputs()).toEqual(printed);
  });

  it('leaves the edit of a cell that goes, and the deletion of a cell that is edited', () => {
    const { notebook, ids } = ran();
    const gone = { edits: [], deletes: ['score'] };
    const edited = { edits: [edit] };
    expect(applyFixes(notebook, [edited, gone]).count).toBe(1);
    expect(ids()).toContain('score');
    expect(applyFixes(ran().notebook, [gone, edited]).count).toBe(1);
  });
});

describe('ignoreEdit', () => {
  const finding = (line: number) => ({ ...recordedFinding('ENV104'), line });

  it.each([
    ['after the statement', 'f(x)', 1, 'f(x)  # nb2prod: ignore[ENV104]'],
    ['in a comment that is there', 'f(x)  # nb2prod: ignore[A1]', 1, 'f(x)  # nb2prod: ignore[A1, ENV104]']
  ])('writes the comment %s', (_, source, line, text) => {
    expect(ignoreEdit(source, finding(line))!.text).toBe(text);
  });

  it.each([
    ['a line that continues', 'f(x, \\\ny)', 1],
    ['a magic', '%time f(x)', 1],
    ['a text over several lines', 'a = """\nb\n"""', 2],
    ['a line that is gone', 'f(x)', 3]
  ])('writes none on %s', (_, source, line) => {
    expect(ignoreEdit(source, finding(line))).toBeNull();
  });
});

describe('ignoreCell', () => {
  it('adds the tag once and keeps the others', () => {
    const cell = cellOf(recordedNotebook(), 'split')!;
    cell.setMetadata('tags', ['keep']);
    ignoreCell(cell);
    ignoreCell(cell);
    expect(cell.getMetadata('tags')).toEqual(['keep', 'nb2prod-ignore']);
  });
});
