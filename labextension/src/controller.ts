import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';
import { applyFixes, cellOf, IChange, ignoreCell, ignoreEdit, ignoreNotebook, Repair, takeBack } from './edit';
import { Exchange } from './exchange';
import { Model } from './model';
import { RequestError, Server } from './request';
import { IFinding, ILiveCell } from './tokens';
import { Watch } from './watch';

const LONGEST_PAUSE = 30_000;
/** An answer that takes longer than this (ms) is worth a word; a quicker one would flicker. */
const PATIENCE = 500;
/** After so long (ms) the check of a text that has changed is given up for that of the new one. */
const TOO_LONG = 3000;

/** Follows the notebook in view: checks it as it changes, and edits it. */
export class Controller {
  constructor(
    private _tracker: INotebookTracker,
    private _server: Server,
    private _model: Model,
    private _trans: TranslationBundle
  ) {
    this._debouncer = new Debouncer(() => this._check(), _model.settings.debounce);
    _tracker.currentChanged.connect(this._follow, this);
    void this._follow();
  }

  /** Stop for good, and say why: the server part does not answer as it should. */
  halt(reason: string): void {
    this._halted = reason;
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

  /** Check now, changed or not, with the project's configuration and files as they are now. */
  async lint(): Promise<void> {
    this._seen = -1;
    this._afresh = true;
    await this._check(true);
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

  /** Silence a finding by a comment on its line; false where none can stand. */
  ignoreLine(finding: IFinding, reason = ''): boolean {
    const cell = this._cell(finding.cell_id);
    const edit = cell && this.canEdit(finding) && ignoreEdit(cell.getSource(), finding, reason);
    return !!edit && this._edit([{ edits: [edit] }]).count > 0;
  }

  /** Silence all findings of a cell by a tag. */
  ignoreCell(finding: IFinding): void {
    const cell = this._cell(finding.cell_id);
    if (cell && this.canEdit(finding)) {
      ignoreCell(cell);
    }
  }

  /** Silence a rule in the whole notebook; returns how to take that back. */
  ignoreNotebook(code: string): () => void {
    const notebook = this._shared;
    return notebook && !this._model.readOnly ? ignoreNotebook(notebook, code) : () => undefined;
  }

  /** Silence a rule in the notebook's project; returns the file that says so. */
  async ignoreProject(code: string): Promise<string> {
    const { file } = await this._server.ignore(this._model.path, code);
    await this.lint();
    return file;
  }

  async save(): Promise<void> {
    if (this._panel?.context.model.dirty) {
      await this._panel.context.save();
    }
  }

  private get _shared() {
    return this._panel?.content.model?.sharedModel;
  }

  private _cell(id: string) {
    return this._shared && cellOf(this._shared, id);
  }

  private _edit(fixes: readonly Repair[]): { changes: IChange[]; count: number } {
    const notebook = this._shared;
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

  private async _follow(): Promise<void> {
    const panel = this._tracker.currentWidget;
    if (panel === this._panel) {
      return;
    }
    this._leave();
    this._panel = panel;
    this._model.reset(panel?.context.path ?? '');
    if (this._halted) {
      this._model.setPhase('broken', this._halted);
    }
    if (this._halted || !panel) {
      return;
    }
    await panel.context.ready;
    if (panel !== this._panel || panel.isDisposed || !panel.content.model) {
      return;
    }
    this._model.reset(panel.context.localPath, panel.content.model.readOnly);
    this._watch = new Watch(panel);
    this._watch.changed.connect(this.schedule, this);
    panel.context.pathChanged.connect(this._renamed, this);
    await this._check();
  }

  private _leave(): void {
    window.clearTimeout(this._retry);
    this._exchange = new Exchange();
    this._checked.clear();
    this._seen = -1;
    this._watch?.dispose();
    this._watch = null;
    if (this._panel && !this._panel.isDisposed) {
      this._panel.context.pathChanged.disconnect(this._renamed, this);
    }
  }

  private _renamed(): void {
    if (this._panel) {
      this._model.rename(this._panel.context.localPath);
      this._seen = -1;
      this.schedule();
    }
  }

  /** Why nothing is checked, or the empty string. */
  private _resting(panel: NotebookPanel): string {
    const settings = this._model.settings;
    const language = panel.content.model?.getMetadata('language_info')?.name ?? 'python';
    if (language !== 'python') {
      return this._trans.__('This is a notebook in %1: only Python is checked.', language);
    }
    if (!settings.enabled) {
      return this._trans.__('Checking while typing is off.');
    }
    return settings.whenHidden === 'pause' && !this._visible
      ? this._trans.__('Paused while the panel is closed.')
      : '';
  }

  /** Send what changed; one request is under way at a time, unless it takes too long. */
  private async _check(asked = false): Promise<void> {
    const [panel, watch] = [this._panel, this._watch];
    if (this._halted || !panel || !watch || panel.isDisposed) {
      return;
    }
    const resting = this._resting(panel);
    if (resting && !asked) {
      this._model.setPhase('off', resting);
      return;
    }
    const revision = watch.revision;
    if (revision === this._seen) {
      return;
    }
    if (this._busy && Date.now() - this._since < TOO_LONG) {
      window.clearTimeout(this._retry);
      this._retry = window.setTimeout(() => void this._check(asked), TOO_LONG);
      this._again = true;
      return;
    }
    window.clearTimeout(this._retry);
    this._again = false;
    this._since = Date.now();
    const turn = ++this._busy;
    const slow = window.setTimeout(() => this._model.setPhase('checking'), PATIENCE);
    try {
      if (await this._send(watch)) {
        this._seen = revision;
      }
      this._pause = 1000;
    } catch (error) {
      if (watch === this._watch) {
        this._failed(error as Error);
      }
    } finally {
      window.clearTimeout(slow);
      if (turn === this._busy) {
        this._busy = 0;
      }
    }
    if (!this._busy && (this._again || watch !== this._watch)) {
      void this._check();
    }
  }

  /** True if the findings are now those of the notebook as it stood when this was called. */
  private async _send(watch: Watch): Promise<boolean> {
    const exchange = this._exchange;
    const cells: readonly ILiveCell[] = watch.cells;
    const afresh = this._afresh;
    // A second time with the sources that the server has lost, and once more if it loses them again.
    for (let round = 0; round < 3; round++) {
      const path = watch.panel.context.localPath;
      const request = exchange.compose(path, cells, watch.metadata, afresh);
      const reply = await this._server.lint(request);
      if (watch !== this._watch) {
        return false;
      }
      if (exchange.accept(reply) && 'cells' in reply) {
        this._afresh = this._afresh && !afresh;
        this._checked = new Map(cells.map(cell => [cell.id, cell.source]));
        this._model.apply(reply, cells);
        return true;
      }
      if ('stale' in reply) {
        return false;
      }
    }
    return false;
  }

  /** Keep what is painted, mark it as old, and try again later. */
  private _failed(error: Error): void {
    if (error instanceof RequestError && error.status === 404) {
      this.halt(
        this._trans.__('The server part of MLOps Bridge is missing: restart Jupyter after installing.')
      );
      return;
    }
    if (error instanceof RequestError && error.status === 413) {
      this._model.setPhase('off', this._trans.__('The notebook is too large to be checked here.'));
      return;
    }
    const clock = new Date().toTimeString().slice(0, 5);
    const what =
      error instanceof RequestError
        ? error.message
        : this._trans.__('No answer from the Jupyter server.');
    this._model.setPhase(
      'old',
      this._trans.__('%1 The findings are those of %2; trying again.', what, clock)
    );
    window.clearTimeout(this._retry);
    this._retry = window.setTimeout(() => void this._check(), this._pause);
    this._pause = Math.min(2 * this._pause, LONGEST_PAUSE);
  }

  private _debouncer: Debouncer;
  private _exchange = new Exchange();
  private _panel: NotebookPanel | null = null;
  private _watch: Watch | null = null;
  /** The sources that the findings are those of. */
  private _checked = new Map<string, string>();
  /** The revision that was checked last. */
  private _seen = -1;
  /** The number of the request under way; 0 when there is none. */
  private _busy = 0;
  private _since = 0;
  private _again = false;
  private _afresh = false;
  /** Why nothing is checked any more. */
  private _halted = '';
  private _visible = false;
  private _pause = 1000;
  private _retry = 0;
}
