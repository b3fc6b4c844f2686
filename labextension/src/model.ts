import { ISignal, Signal } from '@lumino/signaling';
import { IFinding, ILintAnswer, ILiveCell, ISettings, SEVERITIES, Severity } from './tokens';

/** `checking` is said only when an answer takes long; `old` when the server does not answer. */
export type Phase = 'none' | 'checking' | 'checked' | 'old' | 'off' | 'broken';

/** A cell of the notebook: its number among the code cells (0: not code), and where it stands. */
export interface ICellTitle {
  id: string;
  number: number;
  heading: string;
}

export type Counts = Record<Severity, number>;

/** A key of a finding that survives edits elsewhere, so that an open row stays open. */
export function keyOf(finding: IFinding): string {
  return `${finding.code} ${finding.cell_id} ${finding.message}`;
}

/** Number the code cells from 1 and give each the nearest Markdown heading above it. */
export function titleCells(cells: readonly ILiveCell[]): ICellTitle[] {
  let number = 0;
  let heading = '';
  return cells.map(cell => {
    if (cell.kind === 'code') {
      return { id: cell.id, number: ++number, heading };
    }
    if (cell.kind === 'markdown') {
      const found = /^#{1,6}\s+(.+?)\s*#*$/m.exec(cell.source);
      heading = found ? found[1].replace(/[*`_]/g, '') : heading;
    }
    return { id: cell.id, number: 0, heading };
  });
}

/**
 * The findings of the notebook in view, by cell; no DOM.
 *
 * `findingsChanged` names the cells whose findings changed, so that only their editors repaint;
 * `changed` says that anything at all did.
 */
export class Model {
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get findingsChanged(): ISignal<this, ReadonlySet<string>> {
    return this._findingsChanged;
  }

  get phase(): Phase {
    return this._phase;
  }

  /** What to say in the phases `off`, `old` and `broken`. */
  get reason(): string {
    return this._reason;
  }

  get path(): string {
    return this._path;
  }

  get name(): string {
    return this._path.split('/').pop() ?? '';
  }

  get readOnly(): boolean {
    return this._readOnly;
  }

  get cells(): readonly ICellTitle[] {
    return this._cells;
  }

  get settings(): ISettings {
    return this._settings;
  }

  set settings(value: ISettings) {
    this._settings = value;
    this._forget();
    this._findingsChanged.emit(new Set(this._byCell.keys()));
    this._changed.emit();
  }

  /** The key of the finding whose details were asked for last. */
  get revealed(): string {
    return this._revealed;
  }

  reveal(finding: IFinding): void {
    this._revealed = keyOf(finding);
    this._revelation++;
    this._changed.emit();
  }

  /** Grows with every call of `reveal`: the same finding may be asked for again. */
  get revelation(): number {
    return this._revelation;
  }

  setPhase(phase: Phase, reason = ''): void {
    if (phase !== this._phase || reason !== this._reason) {
      this._phase = phase;
      this._reason = reason;
      this._changed.emit();
    }
  }

  /** Start over with another notebook, or with none. */
  reset(path: string, readOnly = false): void {
    const cells = new Set(this._byCell.keys());
    this._byCell.clear();
    this._notebook = [];
    this._cells = [];
    this._path = path;
    this._readOnly = readOnly;
    this._phase = path ? 'checking' : 'none';
    this._reason = '';
    this._forget();
    this._findingsChanged.emit(cells);
    this._changed.emit();
  }

  rename(path: string): void {
    this._path = path;
    this._changed.emit();
  }

  /** Take over the server's answer for these cells. */
  apply(answer: ILintAnswer, cells: readonly ILiveCell[]): void {
    const touched = new Set(Object.keys(answer.cells));
    if (answer.base === null) {
      this._byCell.forEach((_, id) => touched.add(id));
      this._byCell.clear();
    }
    for (const [id, findings] of Object.entries(answer.cells)) {
      this._byCell.set(id, findings);
    }
    this._cells = titleCells(cells);
    const present = new Set(cells.map(cell => cell.id));
    [...this._byCell.keys()].filter(id => !present.has(id)).forEach(id => this._byCell.delete(id));
    this._notebook = answer.notebook;
    this._phase = 'checked';
    this._reason = '';
    this._forget();
    this._findingsChanged.emit(touched);
    this._changed.emit();
  }

  /** The certain findings of a cell; those below the confidence threshold are only possible. */
  of(cellId: string): readonly IFinding[] {
    return this._shown(this._byCell.get(cellId) ?? []).filter(f => this.isCertain(f));
  }

  /** All findings in document order, those of the whole notebook last. */
  get all(): readonly IFinding[] {
    if (!this._all) {
      const inCells = this._cells.map(cell => this._shown(this._byCell.get(cell.id) ?? []));
      this._all = [...inCells.flat(), ...this._shown(this._notebook)];
    }
    return this._all;
  }

  get certain(): readonly IFinding[] {
    this._certain ??= this.all.filter(finding => this.isCertain(finding));
    return this._certain;
  }

  get counts(): Counts {
    const counts = { error: 0, warning: 0, info: 0 };
    this.certain.forEach(finding => counts[finding.severity]++);
    return counts;
  }

  isCertain(finding: IFinding): boolean {
    return finding.confidence >= this._settings.minimumConfidence;
  }

  /** The lists are made once for each answer: they are asked for by every part of the page. */
  private _forget(): void {
    this._all = this._certain = null;
  }

  /** Apply the user's `rules` setting: by code, or by family prefix. */
  private _shown(findings: readonly IFinding[]): IFinding[] {
    if (!findings.length) {
      return [];
    }
    const rules = this._settings.rules;
    return findings
      .map(finding => {
        const family = finding.code.replace(/\d+$/, '');
        const wish = rules[finding.code] ?? rules[family];
        return wish === undefined ? finding : wish === 'off' ? null : { ...finding, severity: wish };
      })
      .filter((finding): finding is IFinding => finding !== null)
      .sort((a, b) => a.line - b.line || a.column - b.column);
  }

  constructor(settings: ISettings) {
    this._settings = settings;
  }

  private _settings: ISettings;
  private _phase: Phase = 'none';
  private _reason = '';
  private _revealed = '';
  private _revelation = 0;
  private _path = '';
  private _readOnly = false;
  private _cells: ICellTitle[] = [];
  private _byCell = new Map<string, IFinding[]>();
  private _notebook: IFinding[] = [];
  private _all: readonly IFinding[] | null = null;
  private _certain: readonly IFinding[] | null = null;
  private _changed = new Signal<this, void>(this);
  private _findingsChanged = new Signal<this, ReadonlySet<string>>(this);
}

/** The severities that occur, worst first. */
export function present(counts: Counts): Severity[] {
  return SEVERITIES.filter(severity => counts[severity] > 0);
}
