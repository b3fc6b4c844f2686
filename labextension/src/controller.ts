import { INotebookTracker, NotebookActions, NotebookPanel } from '@jupyterlab/notebook';
import { Debouncer } from '@lumino/polling';
import { applyFixes, cellOf, IChange, ignoreCell, ignoreEdit, Repair, takeBack } from './edit';
import { Exchange } from './exchange';
import { Model } from './model';
import { offsetsOf } from './offsets';
import { RequestError, Server } from './request';
import { IFinding, ILiveCell, IRange } from './tokens';

const LONGEST_WAIT = 30_000;
/** An answer that takes longer than this (ms) is worth a word; a quicker one would flicker. */
const PATIENCE = 500;

/** The cells of a notebook as they stand, rendered or not. */
export function liveCells(panel: NotebookPanel): ILiveCell[] {
  return (panel.content.model?.sharedModel.cells ?? []).map(cell => ({
    id: cell.getId(),
    kind: cell.cell_type,
    source: cell.getSource(),
    tags: (cell.getMetadata('tags') as string[] | undefined) ?? [],
    count: (cell as { execution_count?: number | null }).execution_count ?? null
  }));
}

/** Follows the notebook in view: checks it as it changes, jumps in it and edits it. */
export class Controller {
  constructor(
    private _tracker: INotebookTracker,
    private _server: Server,
    private _model: Model,
    private _activate: (panel: NotebookPanel) => void
  ) {
    this._debouncer = new Debouncer(() => this._check(), _model.settings.debounce);
    _tracker.currentChanged.connect(this._follow, this);
    // A new execution count is no change of content.
    NotebookActions.executed.connect(this.schedule, this);
    void this._follow();
  }

  /** Stop for good, and say why: the server part does not answer as it should. */
  halt(reason: string): void {
    this._halted = true;
    this._model.setPhase('broken', reason);
  }

  /** Whether the panel is in view; a hidden one may pause the checks. */
  set visible(value: boolean) {
    this._visible = value;
    this.schedule();
  }

  get panel(): NotebookPanel | null {
    return this._panel;
  }

  /** Take up changed settings. */
  configure(): void {
    this._debouncer.dispose();
    this._debouncer = new Debouncer(() => this._check(), this._model.settings.debounce);
    this.schedule();
  }

  schedule(): void {
    void this._debouncer.invoke().catch(() => undefined);
  }

  /** Check now, changed or not. */
  async lint(): Promise<void> {
    this._seen = '';
    await this._check(true);
  }

  /** Show the place: the cell in view, the cursor at the line and column. */
  async jump(place: IRange): Promise<void> {
    const panel = this._panel;
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
  }

  /** Walk to the finding after (1) or before (-1) the cursor, around the end. */
  async walk(step: 1 | -1): Promise<void> {
    const findings = this._model.certain.filter(finding => finding.cell_id);
    if (!findings.length) {
      return;
    }
    const order = new Map(this._model.cells.map((cell, index) => [cell.id, index]));
    const here = this._here();
    const place = (finding: IFinding) => [
      order.get(finding.cell_id) ?? 0,
      finding.line,
      finding.column
    ];
    const later = (a: number[], b: number[]) =>
      a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    const rest = findings.filter(finding => step * later(place(finding), here) > 0);
    const next = step > 0 ? rest[0] ?? findings[0] : rest.pop() ?? findings[findings.length - 1];
    await this.jump(next);
  }

  /** The finding at the cursor, the nearest of its line first. */
  findingHere(): IFinding | undefined {
    const [, line, column] = this._here();
    const id = this._panel?.content.activeCell?.model.sharedModel.getId() ?? '';
    return [...this._model.of(id)]
      .filter(finding => finding.line <= line && line <= finding.end_line)
      .sort((a, b) => Math.abs(a.column - column) - Math.abs(b.column - column))[0];
  }

  canEdit(finding: IFinding): boolean {
    const cell = this._cell(finding.cell_id);
    return !this._model.readOnly && !!cell && cell.getMetadata('editable') !== false;
  }

  /** Apply the fix of a finding; false if the text has moved on (then it is checked again). */
  fix(finding: IFinding): boolean {
    return this._edit(finding.fix ? [finding.fix] : []).count > 0;
  }

  /** Apply all mechanical fixes, each if its text still stands; tells how many did. */
  fixAll(): { changes: IChange[]; count: number } {
    const fixes = this._model.certain.flatMap(({ fix }) => (fix?.kind === 'A' ? [fix] : []));
    return this._edit(fixes);
  }

  undo(changes: readonly IChange[]): void {
    takeBack(changes);
  }

  /** Silence a finding by a comment on its line, or a whole cell by a tag. */
  ignore(finding: IFinding, what: 'line' | 'cell'): boolean {
    const cell = this._cell(finding.cell_id);
    if (!cell || !this.canEdit(finding)) {
      return false;
    }
    if (what === 'cell') {
      ignoreCell(cell);
      this.schedule();
      return true;
    }
    const edit = ignoreEdit(cell.getSource(), finding);
    return edit !== null && this._edit([{ edits: [edit] }]).count > 0;
  }

  async save(): Promise<void> {
    if (this._panel?.context.model.dirty) {
      await this._panel.context.save();
    }
  }

  private _cell(id: string) {
    const notebook = this._panel?.content.model?.sharedModel;
    return notebook && cellOf(notebook, id);
  }

  private _edit(fixes: readonly Repair[]): { changes: IChange[]; count: number } {
    const notebook = this._panel?.content.model?.sharedModel;
    if (!notebook || this._model.readOnly) {
      return { changes: [], count: 0 };
    }
    // A place is that of the text that was checked: after more typing it may be another one.
    const current = fixes.filter(({ edits, deletes = [] }) =>
      [...edits.map(edit => edit.cell_id), ...deletes].every(
        id => cellOf(notebook, id)?.getSource() === this._checked.get(id)
      )
    );
    const done = applyFixes(notebook, current);
    this.schedule();
    return done;
  }

  /** Where the cursor is: index of the cell, line, column from 1. */
  private _here(): number[] {
    const notebook = this._panel?.content;
    const cursor = notebook?.activeCell?.editor?.getCursorPosition();
    return [notebook?.activeCellIndex ?? 0, (cursor?.line ?? 0) + 1, (cursor?.column ?? 0) + 1];
  }

  private async _follow(): Promise<void> {
    const panel = this._tracker.currentWidget;
    if (panel === this._panel) {
      return;
    }
    this._leave();
    this._panel = panel;
    this._exchange = new Exchange();
    this._seen = '';
    this._model.reset(panel?.context.path ?? '');
    if (this._halted || !panel) {
      return;
    }
    await panel.context.ready;
    if (panel !== this._panel || panel.isDisposed) {
      return;
    }
    this._model.reset(panel.context.localPath, panel.content.model?.readOnly);
    panel.content.modelContentChanged.connect(this.schedule, this);
    panel.context.pathChanged.connect(this._renamed, this);
    await this._check();
  }

  private _leave(): void {
    const panel = this._panel;
    if (panel && !panel.isDisposed) {
      panel.content.modelContentChanged.disconnect(this.schedule, this);
      panel.context.pathChanged.disconnect(this._renamed, this);
    }
  }

  private _renamed(): void {
    if (this._panel) {
      this._model.rename(this._panel.context.localPath);
      this._seen = '';
      this.schedule();
    }
  }

  /** Why nothing is checked, or the empty string. */
  private _resting(panel: NotebookPanel): string {
    const settings = this._model.settings;
    const language = panel.content.model?.getMetadata('language_info')?.name ?? 'python';
    if (language !== 'python') {
      return `This is a notebook in ${language}: only Python is checked.`;
    }
    if (!settings.enabled) {
      return 'Checking while typing is off.';
    }
    return settings.whenHidden === 'pause' && !this._visible
      ? 'Paused while the panel is closed.'
      : '';
  }

  /** Send what changed; one request is under way at a time. */
  private async _check(asked = false): Promise<void> {
    const panel = this._panel;
    if (this._halted || !panel || panel.isDisposed || !panel.context.isReady) {
      return;
    }
    const resting = this._resting(panel);
    if (resting && !asked) {
      this._model.setPhase('off', resting);
      return;
    }
    if (this._busy) {
      this._again = true;
      return;
    }
    const cells = liveCells(panel);
    const state = JSON.stringify([panel.context.localPath, cells]);
    if (state === this._seen) {
      return;
    }
    this._busy = true;
    this._again = false;
    const slow = window.setTimeout(() => this._model.setPhase('checking'), PATIENCE);
    try {
      await this._send(panel, cells);
      this._seen = state;
      this._wait = 1000;
    } catch (error) {
      this._failed(error as Error);
    } finally {
      window.clearTimeout(slow);
      this._busy = false;
    }
    if (this._again || panel !== this._panel) {
      void this._check();
    }
  }

  private async _send(panel: NotebookPanel, cells: ILiveCell[]): Promise<void> {
    const exchange = this._exchange;
    // A second time with the sources that the server has lost, and once more if it loses them again.
    for (let round = 0; round < 3; round++) {
      const request = exchange.compose(panel.context.localPath, cells);
      const reply = await this._server.lint(request);
      if (exchange !== this._exchange) {
        return;
      }
      if (exchange.accept(reply) && 'cells' in reply) {
        this._checked = new Map(cells.map(cell => [cell.id, cell.source]));
        this._model.apply(reply, cells);
        return;
      }
    }
  }

  /** Keep what is painted, mark it as old, and try again later. */
  private _failed(error: Error): void {
    if (error instanceof RequestError && error.status === 404) {
      this.halt('The server part of MLOps Bridge is missing: restart Jupyter after installing.');
      return;
    }
    const clock = new Date().toTimeString().slice(0, 5);
    this._model.setPhase('old', `${error.message} (${clock})`);
    window.clearTimeout(this._retry);
    this._retry = window.setTimeout(() => void this._check(), this._wait);
    this._wait = Math.min(2 * this._wait, LONGEST_WAIT);
  }

  private _debouncer: Debouncer;
  private _exchange = new Exchange();
  private _panel: NotebookPanel | null = null;
  private _checked = new Map<string, string>();
  private _seen = '';
  private _busy = false;
  private _again = false;
  private _halted = false;
  private _visible = false;
  private _wait = 1000;
  private _retry = 0;
}
