import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';
import {
  applyFixes,
  cellOf,
  IChange,
  ignoreCell,
  ignoreEdit,
  ignoreNotebook,
  isEditable,
  Repair,
  takeBack
} from './edit';
import { Exchange } from './exchange';
import { keyOf, Model } from './model';
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

  /** Whether a cell is one of the notebook in view: a copy of a notebook has the same ids. */
  owns(cell: { notebook?: unknown }): boolean {
    return cell.notebook === undefined || cell.notebook === (this._shared ?? null);
  }

  /** Stop, and say why: the server part does not answer as it should; '' goes on. */
  halt(reason: string): void {
    this._halted = reason;
    if (!reason) {
      this._seen = -1;
      this.schedule();
      return;
    }
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
    if (this._halted) {
      await this.recover();
    }
    await this._check(true);
  }

  canEdit(finding: IFinding): boolean {
    const cell = this._cell(finding.cell_id);
    return !this._model.readOnly && !!cell && isEditable(cell);
  }

  /** Apply the fix of a finding; false if it is not there any more, or nobody can tell. */
  async fix(finding: IFinding): Promise<boolean> {
    const now = await this._settled(finding);
    return this._edit(now?.fix ? [now.fix] : []).count > 0;
  }

  /** Apply all mechanical fixes; tells how many. */
  async fixAll(): Promise<{ changes: IChange[]; count: number }> {
    await this._settle();
    const fixes = this._model.certain.flatMap(({ fix }) => (fix?.kind === 'A' ? [fix] : []));
    return this._edit(fixes);
  }

  undo(changes: readonly IChange[]): void {
    takeBack(changes);
  }

  /** Silence a finding by a comment on its line; false where none can stand. */
  async ignoreLine(finding: IFinding, reason = ''): Promise<boolean> {
    const now = await this._settled(finding);
    const cell = this._cell(finding.cell_id);
    const edit = now && cell && this.canEdit(now) && ignoreEdit(cell.getSource(), now, reason);
    return !!edit && this._edit([{ edits: [edit] }]).count > 0;
  }

  /** Silence all findings of a cell by a tag. */
  ignoreCell(finding: IFinding): void {
    const cell = this._cell(finding.cell_id);
    if (cell && this.canEdit(finding)) {
      ignoreCell(cell);
    }
  }

  /** Silence a rule in the whole notebook; returns how to take that back, null if it cannot be. */
  ignoreNotebook(code: string): (() => void) | null {
    const notebook = this._shared;
    return notebook && !this._model.readOnly ? ignoreNotebook(notebook, code) : null;
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

  /** The finding as it is now, if it still is. */
  private async _settled(finding: IFinding): Promise<IFinding | undefined> {
    await this._settle();
    const key = keyOf(finding);
    const far = (each: IFinding) => (each === finding ? -1 : Math.abs(each.line - finding.line));
    return this._model.all
      .filter(each => keyOf(each) === key)
      .sort((a, b) => far(a) - far(b))[0];
  }

  /** Wait until what was typed a moment ago is checked too, so that places are right. */
  private async _settle(): Promise<void> {
    const start = Date.now();
    while (this._watch && this._watch.revision !== this._seen && Date.now() - start < TOO_LONG) {
      await this._check(true);
      if (this._model.phase === 'old') {
        return;
      }
      await new Promise(done => window.setTimeout(done, this._busy ? 20 : 0));
    }
  }

  /** Called when checking is asked for although it was given up. */
  recover: () => Promise<void> = async () => undefined;

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
    const { watch, exchange } = this._kept(panel);
    [this._watch, this._exchange] = [watch, exchange];
    watch.changed.connect(this.schedule, this);
    // The model starts empty: the answer must be a whole one.
    exchange.forget();
    panel.context.pathChanged.connect(this._renamed, this);
    panel.context.saveState.connect(this._onSave, this);
    if (this._halted) {
      this._model.setPhase('broken', this._halted);
    }
    await this._check();
  }

  /** What is known of an open notebook; its runs are noticed also while another is in view. */
  private _kept(panel: NotebookPanel): { watch: Watch; exchange: Exchange } {
    let kept = this._open.get(panel);
    if (!kept) {
      const watch = new Watch(panel);
      kept = { watch, exchange: new Exchange() };
      this._open.set(panel, kept);
      panel.disposed.connect(() => watch.dispose());
    }
    return kept;
  }

  private _leave(): void {
    window.clearTimeout(this._retry);
    this._checked.clear();
    this._seen = -1;
    this._watch?.changed.disconnect(this.schedule, this);
    this._watch = null;
    if (this._panel && !this._panel.isDisposed) {
      this._panel.context.pathChanged.disconnect(this._renamed, this);
      this._panel.context.saveState.disconnect(this._onSave, this);
    }
  }

  /** The notebook in view was saved. */
  get saved(): ISignal<this, void> {
    return this._saved;
  }

  private _onSave(_: unknown, state: string): void {
    if (state.startsWith('completed')) {
      this._saved.emit();
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
      // What is found is said again when the rest is over.
      this._seen = -1;
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
    const slow = window.setTimeout(
      () => this._halted || this._model.setPhase('checking'),
      PATIENCE
    );
    try {
      if (await this._send(watch)) {
        this._seen = revision;
      }
      this._pause = 1000;
    } catch (error) {
      if (watch === this._watch && !this._halted) {
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
      // Meanwhile another notebook may have come into view, or checking may have been given up.
      if (watch !== this._watch || this._halted) {
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

  private _saved = new Signal<this, void>(this);
  private _debouncer: Debouncer;
  private _exchange = new Exchange();
  private _panel: NotebookPanel | null = null;
  private _watch: Watch | null = null;
  private _open = new WeakMap<NotebookPanel, { watch: Watch; exchange: Exchange }>();
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
