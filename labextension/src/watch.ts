import { ISharedCell, ISharedCodeCell } from '@jupyter/ydoc';
import { Cell } from '@jupyterlab/cells';
import { Notebook, NotebookActions, NotebookPanel } from '@jupyterlab/notebook';
import { ISessionContext } from '@jupyterlab/apputils';
import { ISignal, Signal } from '@lumino/signaling';
import { NONE, textOf } from './outputs';
import { ILiveCell, IOutput } from './tokens';

interface IRun {
  order: number;
  source: string;
}

/**
 * Follows one open notebook: what its cells say, rendered or not, and when they ran.
 *
 * Only what changed is read again: in a notebook of thousands of cells a keystroke costs one.
 */
export class Watch {
  constructor(readonly panel: NotebookPanel) {
    this._shared.changed.connect(this._onNotebook, this);
    NotebookActions.executionScheduled.connect(this._onScheduled, this);
    NotebookActions.executed.connect(this._onExecuted, this);
    panel.sessionContext.statusChanged.connect(this._onStatus, this);
    panel.sessionContext.kernelChanged.connect(this._forget, this);
    this._connect();
    this._highest = Math.max(0, ...this._shared.cells.map(cell => countOf(cell) ?? 0));
  }

  /** Something that a check looks at has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Grows with every change. */
  get revision(): number {
    return this._revision;
  }

  /** All cells as they stand, in order. */
  get cells(): ILiveCell[] {
    return this._shared.cells.map(cell => {
      const id = cell.getId();
      const live = this._live.get(id) ?? this._read(cell);
      this._live.set(id, live);
      return live;
    });
  }

  /** The notebook's own metadata; the state of widgets may be megabytes, and says nothing. */
  get metadata(): Record<string, unknown> {
    const { widgets, ...rest } = this._shared.metadata as Record<string, unknown>;
    return rest;
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private get _shared() {
    return this.panel.content.model!.sharedModel;
  }

  private _read(cell: ISharedCell): ILiveCell {
    const id = cell.getId();
    return {
      id,
      kind: cell.cell_type,
      source: cell.getSource(),
      tags: (cell.getMetadata('tags') as string[] | undefined) ?? [],
      count: countOf(cell),
      run: this._runs.get(id) ?? null,
      outputs: this._outputsOf(cell)
    };
  }

  /** Read when the cell has run, not when it is typed in: they may be long. */
  private _outputsOf(cell: ISharedCell): readonly IOutput[] {
    const id = cell.getId();
    const known = this._outputs.get(id);
    if (known) {
      return known;
    }
    const found =
      cell.cell_type === 'code' ? textOf((cell as ISharedCodeCell).getOutputs() as IOutput[]) : NONE;
    this._outputs.set(id, found);
    return found;
  }

  /** Listen to the cells that came, and forget those that went. */
  private _connect(): void {
    const now = new Set<ISharedCell>(this._shared.cells);
    this._cells.forEach(cell => {
      if (!now.has(cell)) {
        cell.changed.disconnect(this._onCell, this);
        this._live.delete(cell.getId());
        this._outputs.delete(cell.getId());
      }
    });
    now.forEach(cell => this._cells.has(cell) || cell.changed.connect(this._onCell, this));
    this._cells = now;
  }

  private _onNotebook(_: unknown, change: { cellsChange?: unknown; metadataChange?: unknown }): void {
    if (change.cellsChange) {
      this._connect();
    }
    if (change.cellsChange || change.metadataChange) {
      this._touch();
    }
  }

  private _onCell(
    cell: ISharedCell,
    change: {
      sourceChange?: unknown;
      metadataChange?: unknown;
      executionCountChange?: { newValue?: number };
      outputsChange?: unknown;
    }
  ): void {
    const { sourceChange, metadataChange, executionCountChange, outputsChange } = change;
    const id = cell.getId();
    // Outputs of a run of this page are read at its end.
    const shown = outputsChange && !this._scheduled.has(id);
    if (!sourceChange && !metadataChange && !executionCountChange && !shown) {
      return;
    }
    // A new count that comes without a run of this page is a run of somebody else's; an old one
    // comes back when clearing is undone.
    const count = executionCountChange?.newValue ?? 0;
    if (count > this._highest && !this._scheduled.has(id)) {
      this._runs.set(id, { order: ++this._order, source: cell.getSource() });
    }
    this._highest = Math.max(this._highest, count);
    if (executionCountChange || shown) {
      this._outputs.delete(id);
    }
    this._live.delete(id);
    this._touch();
  }

  private _onScheduled(_: unknown, { notebook, cell }: { notebook: Notebook; cell: Cell }): void {
    if (notebook === this.panel.content) {
      const shared = cell.model.sharedModel;
      this._scheduled.set(shared.getId(), shared.getSource());
    }
  }

  private _onExecuted(
    _: unknown,
    { notebook, cell, success }: { notebook: Notebook; cell: Cell; success: boolean }
  ): void {
    const id = cell.model?.sharedModel.getId();
    const source = this._scheduled.get(id);
    this._scheduled.delete(id);
    if (notebook !== this.panel.content || source === undefined) {
      return;
    }
    // What a failed cell left behind nobody knows: it counts as not run.
    if (success) {
      this._runs.set(id, { order: ++this._order, source });
    }
    this._outputs.delete(id);
    this._live.delete(id);
    this._touch();
  }

  private _onStatus(_: ISessionContext, status: string): void {
    if (status === 'restarting' || status === 'autorestarting') {
      this._forget();
    }
  }

  /** A new kernel has run nothing. */
  private _forget(): void {
    this._runs.clear();
    this._highest = 0;
    this._scheduled.clear();
    this._live.clear();
    this._touch();
  }

  private _touch(): void {
    this._revision++;
    this._changed.emit();
  }

  private _revision = 0;
  private _order = 0;
  /** The highest execution count of this kernel. */
  private _highest = 0;
  private _cells = new Set<ISharedCell>();
  private _live = new Map<string, ILiveCell>();
  private _outputs = new Map<string, readonly IOutput[]>();
  private _runs = new Map<string, IRun>();
  private _scheduled = new Map<string, string>();
  private _changed = new Signal<this, void>(this);
}

function countOf(cell: ISharedCell): number | null {
  return (cell as { execution_count?: number | null }).execution_count ?? null;
}
