import * as React from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Findings } from '../../labextension/src/findings';
import { Model } from '../../labextension/src/model';
import { IFindingActions } from '../../labextension/src/row';
import { DEFAULTS } from '../../labextension/src/tokens';
import { act, button, draw, recorded, recordedFinding, recordedModel, trans } from './recorded';

let drawn: ReturnType<typeof draw>;
afterEach(() => drawn.remove());

function show(model: Model, changes: Partial<IFindingActions> = {}) {
  const actions: IFindingActions = {
    canEdit: () => true,
    jump: vi.fn(),
    fix: vi.fn(),
    fixAll: vi.fn(async () => ({ count: 1, undo: vi.fn() })),
    ignore: vi.fn(),
    generate: vi.fn(),
    show: vi.fn(),
    leave: vi.fn(),
    enable: vi.fn(),
    open: vi.fn(),
    convert: vi.fn(),
    rules: vi.fn(async () => [recorded('rule')]),
    documentation: vi.fn(async () => recorded('rule').documentation),
    setGroupBy: vi.fn(),
    ...changes
  };
  drawn = draw(<Findings model={model} actions={actions} trans={trans} />);
  return { node: drawn.node, actions };
}

const row = (node: HTMLElement, code: string) =>
  node.querySelector<HTMLElement>(`[data-code="${code}"]`)!;

const press = (target: Element, key: string) =>
  act(() => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));

describe('Findings', () => {
  it('lists the recorded findings under their cells', () => {
    const model = recordedModel();
    const { node } = show(model);
    const finding = recordedFinding('ENV104');
    const group = row(node, 'ENV104').closest('section')!;
    expect(group.querySelector('h3')!.textContent).toContain(`Cell ${finding.cell}`);
    expect(group.querySelector('h3')!.textContent).toContain('Split the data');
    expect(row(node, 'ENV104').textContent).toContain(`line ${finding.line}`);
    expect(node.querySelectorAll('.jp-MlopsBridge-row').length).toBe(model.certain.length);
  });

  it('shows names as code and never a back-tick', () => {
    const { node } = show(recordedModel());
    const message = row(node, 'ENV104').querySelector('.jp-MlopsBridge-message')!;
    expect(message.querySelector('code')).not.toBeNull();
    expect(message.textContent).not.toContain('`');
  });

  it('agrees in chips and list', () => {
    const model = recordedModel();
    const { node } = show(model);
    const chips = [...node.querySelectorAll('.jp-MlopsBridge-chip')].map(chip => chip.textContent);
    expect(chips).toEqual(Object.values(model.counts).map(String));
  });

  it('jumps when the message is clicked', () => {
    const { node, actions } = show(recordedModel());
    act(() => row(node, 'ENV104').querySelector<HTMLElement>('.jp-MlopsBridge-jump')!.click());
    expect(actions.jump).toHaveBeenCalledWith(recordedFinding('ENV104'));
  });

  it('fixes at once what is certain', () => {
    const model = recordedModel();
    const finding = model.of('split').find(found => found.code === 'ENV104')!;
    finding.fix!.kind = 'A';
    const { node, actions } = show(model);
    act(() => button(row(node, 'ENV104'), 'Fix').click());
    expect(actions.fix).toHaveBeenCalledWith(finding);
  });

  it('opens the diff first where the fix needs an eye', async () => {
    const model = recordedModel();
    model.of('split').find(found => found.code === 'ENV104')!.fix!.kind = 'S';
    const { node, actions } = show(model);
    await act(async () => button(row(node, 'ENV104'), 'Fix').click());
    expect(actions.fix).not.toHaveBeenCalled();
    expect(row(node, 'ENV104').querySelector('ins')!.textContent).toMatch(/^\+ /);
    act(() => button(row(node, 'ENV104'), 'Apply').click());
    expect(actions.fix).toHaveBeenCalledTimes(1);
  });

  it('shows the files of a fix, and then writes them', async () => {
    const model = recordedModel();
    const finding = model.of('split').find(found => found.code === 'ENV104')!;
    finding.fix = { ...finding.fix!, kind: 'G', edits: [], generates: 'model-card' };
    const change = { path: 'MODEL_CARD.md', before: null, after: '# Model', status: 'new' };
    const write = vi.fn(async () => ['MODEL_CARD.md']);
    const generate = vi.fn(async () => ({ made: { changes: [change], diff: '', notes: [] }, write }));
    const { node, actions } = show(model, { generate });
    await act(async () => button(row(node, 'ENV104'), 'Files').click());
    await act(async () => button(row(node, 'ENV104'), 'Show the files').click());
    act(() => button(row(node, 'ENV104'), 'MODEL_CARD.md').click());
    expect(actions.show).toHaveBeenCalledWith('MODEL_CARD.md', '# Model');
    expect(write).not.toHaveBeenCalled();
    await act(async () => button(row(node, 'ENV104'), 'Write 1 file').click());
    expect(write).toHaveBeenCalledTimes(1);
    expect(row(node, 'ENV104').textContent).toContain('Written.');
  });

  it('says why files cannot be made', async () => {
    const model = recordedModel();
    const finding = model.of('split').find(found => found.code === 'ENV104')!;
    finding.fix = { ...finding.fix!, kind: 'G', edits: [], generates: 'model-card' };
    const generate = vi.fn(async () => Promise.reject(new Error('the kernel is not here')));
    const { node } = show(model, { generate });
    await act(async () => button(row(node, 'ENV104'), 'Files').click());
    await act(async () => button(row(node, 'ENV104'), 'Show the files').click());
    expect(row(node, 'ENV104').querySelector('[role=alert]')!.textContent).toContain('not here');
    expect(button(row(node, 'ENV104'), 'Show the files').disabled).toBe(false);
  });

  it('draws the first rows of a long list, and more when asked', () => {
    const model = new Model(DEFAULTS);
    const [finding] = recordedModel().of('split');
    const cells = Array.from({ length: 300 }, (_, index) => ({
      id: `c${index}`, kind: 'code', source: '', tags: [], count: null, run: null, outputs: []
    }));
    const found = cells.map(({ id }, index) => [id, [{ ...finding, cell_id: id, cell: index + 1 }]]);
    model.reset('a.ipynb');
    model.apply({ version: 1, base: null, cells: Object.fromEntries(found), notebook: [], ms: 1 }, cells);
    const { node } = show(model);
    const count = () => node.querySelectorAll('.jp-MlopsBridge-row').length;
    const first = count();
    expect(first).toBeLessThan(100);
    act(() => button(node, 'Show more').click());
    expect(count()).toBeGreaterThan(first);
    expect(node.querySelector('.jp-MlopsBridge-chip[aria-label*="300"]')).not.toBeNull();
  });

  it('says which outputs and cells a fix takes away', async () => {
    const model = recordedModel();
    const finding = model.of('split').find(found => found.code === 'ENV104')!;
    finding.fix = {
      title: 'Clear and delete',
      kind: 'S',
      edits: [],
      generates: null,
      clears: ['split', 'score'],
      deletes: ['setup']
    };
    const { node, actions } = show(model);
    await act(async () => button(row(node, 'ENV104'), 'Fix').click());
    expect(row(node, 'ENV104').querySelector('del')!.textContent).toBe(
      '- outputs and execution counts of 2 cells\n- 1 cell\n'
    );
    act(() => button(row(node, 'ENV104'), 'Apply').click());
    expect(actions.fix).toHaveBeenCalledTimes(1);
  });

  it('offers no edit of a cell that cannot be edited', () => {
    const { node, actions } = show(recordedModel(), { canEdit: () => false });
    const texts = () =>
      [...row(node, 'ENV104').querySelectorAll('button')].map(item => item.textContent);
    expect(texts()).not.toContain('Fix');
    act(() => button(row(node, 'ENV104'), 'Ignore').click());
    expect(texts()).not.toContain('On this line');
    act(() => button(row(node, 'ENV104'), 'ENV104 in the project').click());
    expect(actions.ignore).toHaveBeenCalledWith(recordedFinding('ENV104'), 'project', '');
  });

  it('asks where to ignore, and why', () => {
    const { node, actions } = show(recordedModel());
    act(() => button(row(node, 'ENV104'), 'Ignore').click());
    const box = row(node, 'ENV104').querySelector('input')!;
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(box, 'a demo');
      box.dispatchEvent(new Event('input', { bubbles: true }));
    });
    act(() => button(row(node, 'ENV104'), 'On this line').click());
    expect(actions.ignore).toHaveBeenCalledWith(recordedFinding('ENV104'), 'line', 'a demo');
  });

  it('shows the page of the rule in the detail', async () => {
    const { node } = show(recordedModel());
    await act(async () => button(row(node, 'ENV104'), 'Details').click());
    expect(row(node, 'ENV104').querySelector('.jp-MlopsBridge-page')!.textContent).toBeTruthy();
  });

  it('opens the row whose explanation was asked for in the editor', async () => {
    const model = recordedModel();
    const { node } = show(model);
    await act(async () => model.reveal(recordedFinding('ENV104')));
    expect(row(node, 'ENV104').querySelector('.jp-MlopsBridge-detail')).not.toBeNull();
  });

  it('filters by text, says how many, and clears', () => {
    const { node } = show(recordedModel());
    const all = node.querySelectorAll('.jp-MlopsBridge-row').length;
    const box = node.querySelector('input')!;
    act(() => {
      const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
      setter.call(box, 'env104');
      box.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(node.querySelectorAll('.jp-MlopsBridge-row').length).toBe(1);
    expect(node.textContent).toContain(`1 of ${all} shown`);
    act(() => button(node, 'Clear filter').click());
    expect(node.querySelectorAll('.jp-MlopsBridge-row').length).toBe(all);
  });

  it('hides a severity by its chip', () => {
    const model = recordedModel();
    const { node } = show(model);
    act(() => button(node, '1 warning').click());
    expect(row(node, 'ENV104')).toBeNull();
    expect(button(node, '1 warning').getAttribute('aria-pressed')).toBe('false');
  });

  it('is walked, opened and fixed by keys', async () => {
    const { node, actions } = show(recordedModel());
    const stops = [...node.querySelectorAll<HTMLElement>('[data-nav]')];
    stops[0].focus();
    press(stops[0], 'ArrowDown');
    expect(document.activeElement).toBe(stops[1]);
    press(document.activeElement!, 'ArrowUp');
    expect(document.activeElement).toBe(stops[0]);
    const first = row(node, 'ENV104').querySelector<HTMLElement>('[data-nav]')!;
    first.focus();
    press(first, 'ArrowRight');
    await act(async () => undefined);
    expect(row(node, 'ENV104').querySelector('.jp-MlopsBridge-detail')).not.toBeNull();
    press(first, 'ArrowLeft');
    expect(row(node, 'ENV104').querySelector('.jp-MlopsBridge-detail')).toBeNull();
    press(first, 'Escape');
    expect(actions.leave).toHaveBeenCalledTimes(1);
  });

  it('offers to take back what was fixed', async () => {
    const undo = vi.fn();
    const model = recordedModel();
    model.of('split').find(found => found.code === 'ENV104')!.fix!.kind = 'A';
    const { node } = show(model, { fixAll: async () => ({ count: 1, undo }) });
    await act(async () => button(node, 'Fix all safe (1)').click());
    expect(node.textContent).toContain('1 fixed.');
    act(() => button(node, 'Undo').click());
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['no notebook', (model: Model) => model.reset(''), 'Open a notebook to see its findings.'],
    [
      'a notebook without findings',
      (model: Model) =>
        model.apply({ version: 1, base: null, cells: {}, notebook: [], ms: 1 }, [
          { id: 'c', kind: 'code', source: '', tags: [], count: null, run: null, outputs: [] }
        ]),
      'No findings in 1 cell.'
    ],
    ['a missing server part', (model: Model) => model.setPhase('broken', 'Restart.'), 'Restart.'],
    ['checks turned off', (model: Model) => model.setPhase('off', 'It is off.'), 'It is off.']
  ])('says what is the case with %s', (_, arrange, text) => {
    const model = new Model(DEFAULTS);
    model.reset('a.ipynb');
    arrange(model);
    expect(show(model).node.textContent).toContain(text);
  });

  it('keeps the rows and says that they are old when the server is gone', () => {
    const model = recordedModel();
    model.setPhase('old', 'Failed to fetch (14:02)');
    const { node } = show(model);
    expect(node.textContent).toContain('Failed to fetch (14:02)');
    expect(row(node, 'ENV104')).not.toBeNull();
  });
});
