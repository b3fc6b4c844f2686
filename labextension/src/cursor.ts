import { Cell } from '@jupyterlab/cells';
import { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import { Model } from './model';
import { offsetsOf } from './offsets';
import { IFinding, IRange } from './tokens';

/** The cursor in a notebook: where it stands, and how it gets to a finding. */
export class Cursor {
  constructor(
    private _panel: () => NotebookPanel | null,
    private _model: Model,
    private _activate: (panel: NotebookPanel) => void
  ) {}

  /** Show the place: the cell in view, the cursor at the line and column. */
  async jump(place: IRange): Promise<void> {
    const panel = this._panel();
    const cells = panel?.content.widgets ?? [];
    const wanted = place.cell_id || cells[0]?.model.id;
    const index = cells.findIndex(cell => cell.model.sharedModel.getId() === wanted);
    if (!panel || index < 0) {
      return;
    }
    const notebook = panel.content;
    const cell = cells[index];
    this._activate(panel);
    notebook.activeCellIndex = index;
    notebook.deselectAll();
    cell.inputHidden = false;
    // Far cells are drawn when idle: without this the scroll would wait for all before them.
    notebook.renderCellOutputs(index);
    await notebook.scrollToCell(cell, 'auto');
    await cell.ready;
    if (cell.isDisposed || notebook.activeCell !== cell) {
      return;
    }
    notebook.mode = 'edit';
    const editor = cell.editor;
    if (editor) {
      const { from } = offsetsOf(cell.model.sharedModel.getSource(), place);
      const position = editor.getPositionAt(from);
      if (position) {
        editor.setCursorPosition(position);
        editor.revealPosition(position);
      }
      editor.focus();
    }
    await this._bring(notebook, cell);
  }

  /** Bring a cell into view for good: cells that are drawn on the way move it out again. */
  private async _bring(notebook: Notebook, cell: Cell): Promise<void> {
    for (let round = 0; round < 10 && !cell.isDisposed && notebook.activeCell === cell; round++) {
      const outer = notebook.node.getBoundingClientRect();
      const inner = (cell.editorWidget ?? cell).node.getBoundingClientRect();
      const shown = inner.height > 0 && inner.bottom > outer.top && inner.top < outer.bottom;
      if (!shown) {
        cell.node.scrollIntoView({ block: 'center' });
      }
      await new Promise(done => window.setTimeout(done, shown ? 20 : 60));
    }
  }

  /** Walk to the finding after (1) or before (-1) the cursor, around the end. */
  async walk(step: 1 | -1): Promise<void> {
    const findings = this._model.certain.filter(finding => finding.cell_id);
    if (!findings.length) {
      return;
    }
    const order = new Map(this._model.cells.map((cell, index) => [cell.id, index]));
    const here = this._here();
    const sources = new Map(
      (this._panel()?.content.model?.sharedModel.cells ?? []).map(cell => [
        cell.getId(),
        cell.getSource()
      ])
    );
    const place = (finding: IFinding) => [
      order.get(finding.cell_id) ?? 0,
      finding.line,
      columnOf(sources.get(finding.cell_id) ?? '', finding)
    ];
    const later = (a: number[], b: number[]) =>
      a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    const rest = findings.filter(finding => step * later(place(finding), here) > 0);
    const next = step > 0 ? rest[0] ?? findings[0] : rest.pop() ?? findings[findings.length - 1];
    await this.jump(next);
  }

  /** The finding at the cursor, the nearest of its line first. */
  get finding(): IFinding | undefined {
    const [, line, column] = this._here();
    const cell = this._panel()?.content.activeCell?.model.sharedModel;
    const [id, source] = [cell?.getId() ?? '', cell?.getSource() ?? ''];
    const far = (finding: IFinding) => Math.abs(columnOf(source, finding) - column);
    return [...this._model.of(id)]
      .filter(finding => finding.line <= line && line <= finding.end_line)
      .sort((a, b) => far(a) - far(b))[0];
  }

  /** Where the cursor is: index of the cell, line, column from 1. */
  private _here(): number[] {
    const notebook = this._panel()?.content;
    const cursor = notebook?.activeCell?.editor?.getCursorPosition();
    return [notebook?.activeCellIndex ?? 0, (cursor?.line ?? 0) + 1, (cursor?.column ?? 0) + 1];
  }
}

/** The column of a finding as editors count it: from 1, in UTF-16 units. */
function columnOf(source: string, finding: IFinding): number {
  const { from } = offsetsOf(source, finding);
  return from - source.lastIndexOf('\n', from - 1);
}
