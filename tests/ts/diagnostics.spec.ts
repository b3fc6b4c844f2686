import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { describe, expect, it, vi } from 'vitest';
import { markers, toDiagnostic } from '../../labextension/src/diagnostics';
import { recordedCells, recordedFinding, recordedModel, trans } from './recorded';

const actions = { canEdit: () => true, fix: vi.fn(), ignore: vi.fn(), explain: vi.fn() };
const source = recordedCells().find(cell => cell.id === 'split')!.source;

function editor(model = recordedModel(), sharedModel: object = { getId: () => 'split' }) {
  const made = markers(model, actions, () => true, trans).factory({ model: { sharedModel } } as any);
  return made && new EditorView({ doc: source, extensions: made.instance(undefined as any) });
}

const painted = () => new Promise(resolve => setTimeout(resolve, 0));
const underlined = (view: EditorView) =>
  [...view.dom.querySelectorAll('.jp-MlopsBridge-mark')].map(mark => mark.textContent).join('');

describe('markers', () => {
  it('underline the exact text, and bar the line', async () => {
    const view = editor(recordedModel({ rules: { SEC: 'off', NB: 'off', DATA: 'off' } }))!;
    await painted();
    expect(underlined(view)).toMatch(/^train_test_split/);
    expect(source).toContain(underlined(view));
    expect(view.dom.querySelectorAll('.jp-MlopsBridge-bar').length).toBe(1);
    view.destroy();
  });

  it('go when the findings go, and follow typing meanwhile', async () => {
    const model = recordedModel({ rules: { SEC: 'off', NB: 'off', DATA: 'off' } });
    const view = editor(model)!;
    await painted();
    const before = underlined(view);
    view.dispatch({ changes: { from: 0, insert: '\n\n' } });
    expect(underlined(view)).toBe(before);
    model.apply({ version: 2, base: 1, cells: { split: [] }, notebook: [], ms: 1 }, recordedCells());
    await painted();
    expect(underlined(view)).toBe('');
    expect(view.dom.querySelectorAll('.jp-MlopsBridge-bar').length).toBe(0);
    view.destroy();
  });

  it('are left alone in editors of files', () => {
    expect(editor(recordedModel(), {})).toBeNull();
  });

  it('can be turned off', async () => {
    const model = recordedModel();
    const view = editor(model)!;
    await painted();
    model.settings = { ...model.settings, squiggles: false };
    await painted();
    expect(underlined(view)).toBe('');
    view.destroy();
  });

  it('repaint no editor whose cell did not change', async () => {
    const model = recordedModel();
    const view = editor(model)!;
    await painted();
    const dispatch = vi.spyOn(view, 'dispatch');
    const answer = { version: 2, base: 1, cells: { setup: [] }, notebook: [], ms: 1 };
    model.apply(answer, recordedCells());
    await painted();
    expect(dispatch).not.toHaveBeenCalled();
    view.destroy();
  });
});

describe('toDiagnostic', () => {
  it('gives a finding without width one character, so that no text moves', () => {
    const finding = { ...recordedFinding('ENV104'), line: 1, column: 1, end_line: 1, end_column: 1 };
    const { from, to } = toDiagnostic(EditorState.create({ doc: 'ab' }), finding, actions, trans);
    expect([from, to]).toEqual([0, 1]);
  });

  it('offers a fix where there is one', () => {
    const state = EditorState.create({ doc: source });
    const { actions: offered } = toDiagnostic(state, recordedFinding('ENV104'), actions, trans);
    expect(offered!.map(action => action.name)).toEqual(['Fix', 'Ignore', 'Explain']);
  });
});
