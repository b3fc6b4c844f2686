import { ISharedCell, ISharedCodeCell, ISharedNotebook } from '@jupyter/ydoc';
import { offsetsOf } from './offsets';
import { IEdit, IFinding, IFix } from './tokens';

/** What a fix does to the cells; that of a finding, or one made here. */
export type Repair = Pick<IFix, 'edits'> & Partial<Pick<IFix, 'clears' | 'deletes'>>;

/** One step of ours; `after` is the cell's source then. */
export interface IChange {
  after: string;
  /** Take exactly this back, if nothing came on top of it. */
  takeBack(): void;
}

interface IUndoManager {
  readonly undoStack: readonly unknown[];
  stopCapturing(): void;
  undo(): unknown;
}

/** The undo manager, which is not in the interface of shared cells and notebooks. */
function undoManager(model: ISharedCell | ISharedNotebook): IUndoManager | null {
  return (model as unknown as { undoManager?: IUndoManager | null }).undoManager ?? null;
}

export function cellOf(notebook: ISharedNotebook, id: string): ISharedCell | undefined {
  return notebook.cells.find(cell => cell.getId() === id);
}

export function isEditable(cell: ISharedCell): boolean {
  return cell.getMetadata('editable') !== false;
}

function isClearable(cell: ISharedCell | undefined): cell is ISharedCodeCell {
  return cell?.cell_type === 'code' && isEditable(cell);
}

function isDeletable(cell: ISharedCell | undefined): cell is ISharedCell {
  return !!cell && isEditable(cell) && cell.getMetadata('deletable') !== false;
}

/**
 * Apply fixes to the shared model: undoable, and right for cells that are not rendered.
 *
 * What changes in one cell, and all cells that go, is one step each. A fix whose texts are not
 * what it expects, or which overlaps one before it, is left out.
 */
export function applyFixes(
  notebook: ISharedNotebook,
  fixes: readonly Repair[]
): { changes: IChange[]; count: number } {
  const byCell = new Map<ISharedCell, IPart[]>();
  const cleared = new Set<ISharedCodeCell>();
  const deleted = new Set<ISharedCell>();
  let count = 0;
  for (const { edits, clears = [], deletes = [] } of fixes) {
    const parts = edits.map(edit => locate(notebook, edit));
    const clearing = clears.map(id => cellOf(notebook, id));
    const going = deletes.map(id => cellOf(notebook, id));
    const fits =
      parts.every(
        part =>
          part &&
          !deleted.has(part.cell) &&
          !(byCell.get(part.cell) ?? []).some(other => overlap(part, other))
      ) &&
      clearing.every(isClearable) &&
      going.every(cell => isDeletable(cell) && !byCell.has(cell));
    if (!fits || !(parts.length || clears.length || deletes.length)) {
      continue;
    }
    count++;
    for (const part of parts as IPart[]) {
      byCell.set(part.cell, [...(byCell.get(part.cell) ?? []), part]);
    }
    (clearing as ISharedCodeCell[]).forEach(cell => cleared.add(cell));
    (going as ISharedCell[]).forEach(cell => deleted.add(cell));
  }
  const touched = new Set([...byCell.keys(), ...cleared]);
  const changes = [...touched]
    .filter(cell => !deleted.has(cell))
    .map(cell => changeCell(cell, byCell.get(cell) ?? [], cleared.has(cell as ISharedCodeCell)));
  return { changes: deleted.size ? [...changes, deleteCells(notebook, deleted)] : changes, count };
}

function changeCell(cell: ISharedCell, parts: readonly IPart[], clear: boolean): IChange {
  const undo = asOneStep(cell, () =>
    // Outputs and counts are not undoable by themselves, but within a step that is.
    cell.transact(() => {
      // From the end, so that the offsets of the others stay right.
      [...parts]
        .sort((a, b) => b.from - a.from)
        .forEach(part => cell.updateSource(part.from, part.to, part.text));
      if (clear) {
        (cell as ISharedCodeCell).setOutputs([]);
        (cell as ISharedCodeCell).execution_count = null;
      }
    })
  );
  const after = cell.getSource();
  const takeBack = () => {
    const { execution_count: count = null } = cell as Partial<ISharedCodeCell>;
    if (cell.getSource() === after && !(clear && count !== null)) {
      undo();
    }
  };
  return { after, takeBack };
}

/** Delete cells; nothing is taken back once other cells came, went or moved. */
function deleteCells(notebook: ISharedNotebook, cells: ReadonlySet<ISharedCell>): IChange {
  const places = [...cells].map(cell => notebook.cells.indexOf(cell)).sort((a, b) => b - a);
  const undo = asOneStep(notebook, () =>
    notebook.transact(() => places.forEach(index => notebook.deleteCell(index)))
  );
  return { after: '', takeBack: undo };
}

interface IPart {
  cell: ISharedCell;
  from: number;
  to: number;
  text: string;
}

/** Where an edit goes; null if the cell is locked, or other text stands there. */
function locate(notebook: ISharedNotebook, edit: IEdit): IPart | null {
  const cell = cellOf(notebook, edit.cell_id);
  if (!cell || !isEditable(cell)) {
    return null;
  }
  const source = cell.getSource();
  const { from, to } = offsetsOf(source, edit);
  return source.slice(from, to) === edit.expect ? { cell, from, to, text: edit.text } : null;
}

function overlap(a: IPart, b: IPart): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Take back changes where nothing was typed, run or moved since, the last one first. */
export function takeBack(changes: readonly IChange[]): void {
  [...changes].reverse().forEach(change => change.takeBack());
}

/**
 * Keep a step apart from what is done just before and after it: Yjs merges what is 500 ms close.
 *
 * Returns how to undo it, which does nothing when it is not the last step any more.
 */
function asOneStep(model: ISharedCell | ISharedNotebook, step: () => void): () => void {
  const manager = undoManager(model);
  manager?.stopCapturing();
  step();
  manager?.stopCapturing();
  const [done] = manager?.undoStack.slice(-1) ?? [];
  return () => {
    if (done && manager?.undoStack.slice(-1)[0] === done) {
      manager.undo();
    }
  };
}

/** The edit that writes the comment which silences a finding; null where none can stand. */
export function ignoreEdit(source: string, finding: IFinding, reason = ''): IEdit | null {
  const line = source.split('\n')[finding.line - 1];
  // A comment behind a command of the prompt would be a part of it.
  const command = /^\s*[%!?]|=\s*[%!]|\?\s*$/;
  if (!finding.cell || line === undefined || /\\\s*$/.test(line) || command.test(line)) {
    return null;
  }
  const upToHere = source.split('\n').slice(0, finding.line).join('\n');
  if ((upToHere.match(/"""|'''/g) ?? []).length % 2) {
    return null;
  }
  const known = /# nb2prod: ignore\[([^\]]*)\]/.exec(line);
  const why = reason.trim() && ` ${reason.trim()}`;
  const text = known
    ? line.replace(known[0], `# nb2prod: ignore[${known[1]}, ${finding.code}]`) + why
    : `${line.replace(/\s+$/, '')}  # nb2prod: ignore[${finding.code}]${why}`;
  return {
    cell_id: finding.cell_id,
    line: finding.line,
    column: 1,
    end_line: finding.line,
    end_column: [...line].length + 1,
    expect: line,
    text
  };
}

/** Tag a cell so that none of its findings is shown. */
export function ignoreCell(cell: ISharedCell): void {
  const tags = (cell.getMetadata('tags') as string[] | undefined) ?? [];
  // Metadata is not undoable by itself, but within a step it is.
  asOneStep(cell, () =>
    cell.transact(() => cell.setMetadata('tags', [...new Set([...tags, 'nb2prod-ignore'])]))
  );
}

/** Name a rule in the notebook's metadata, so that it is not asked; returns how to undo that. */
export function ignoreNotebook(notebook: ISharedNotebook, code: string): () => void {
  const before = (notebook.getMetadata('nb2prod') ?? {}) as { ignore?: string[] };
  const ignore = [...new Set([...(before.ignore ?? []), code])];
  notebook.setMetadata('nb2prod', { ...before, ignore });
  return () => {
    const now = (notebook.getMetadata('nb2prod') ?? {}) as { ignore?: string[] };
    const left = (now.ignore ?? []).filter(known => known !== code);
    if (left.length || Object.keys(now).length > 1) {
      notebook.setMetadata('nb2prod', { ...now, ignore: left });
    } else {
      notebook.deleteMetadata('nb2prod');
    }
  };
}
