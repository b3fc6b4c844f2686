import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { YNotebook } from '@jupyter/ydoc';
import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { Model } from '../../labextension/src/model';
import { DEFAULTS, IFinding, ILintAnswer, ILiveCell } from '../../labextension/src/tokens';

export const trans = nullTranslator.load('mlops_bridge');

/** A real answer of the server, recorded and checked by tests/server/test_recorded.py. */
export function recorded(name: string): any {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../api/${name}.json`), 'utf8'));
}

/** The cells of the recorded lint request. */
export function recordedCells(): ILiveCell[] {
  const { cells, sources } = recorded('lint').request;
  return cells.map(([id, kind]: string[]) => ({
    id,
    kind,
    source: sources[id],
    tags: [],
    count: null,
    run: null,
    outputs: []
  }));
}

export function recordedAnswer(): ILintAnswer {
  return recorded('lint').reply;
}

/** The first recorded finding of a rule. */
export function recordedFinding(code: string): IFinding {
  const all = Object.values(recordedAnswer().cells).flat();
  const found = all.find(finding => finding.code === code);
  if (!found) {
    throw new Error(`tests/api/lint.json has no ${code}`);
  }
  return found;
}

/** A model that shows the recorded findings. */
export function recordedModel(changes = {}): Model {
  const model = new Model({ ...DEFAULTS, ...changes });
  model.reset('work/churn.ipynb');
  model.apply(recordedAnswer(), recordedCells());
  return model;
}

/** A shared notebook of the recorded cells; each has an undo history of its own, as is usual. */
export function recordedNotebook(oneHistory = false): YNotebook {
  const notebook = new YNotebook({ disableDocumentWideUndoRedo: !oneHistory });
  for (const { id, kind, source } of recordedCells()) {
    notebook.addCell({ cell_type: kind, source, id } as any);
  }
  return notebook;
}

/** Draw into the page; returns the node and how to take it away. */
export function draw(element: React.ReactElement): { node: HTMLElement; remove: () => void } {
  const node = document.body.appendChild(document.createElement('div'));
  const root = createRoot(node);
  act(() => root.render(element));
  return {
    node,
    remove: () => {
      act(() => root.unmount());
      node.remove();
    }
  };
}

export { act };

export function button(node: HTMLElement, text: string): HTMLButtonElement {
  const all = [...node.querySelectorAll('button')];
  const found = all.find(
    item => item.textContent?.trim() === text || item.getAttribute('aria-label') === text
  );
  if (!found) {
    throw new Error(`no button "${text}" among: ${all.map(item => item.textContent).join(' | ')}`);
  }
  return found;
}
