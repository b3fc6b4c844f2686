import { ISharedCell, ISharedNotebook } from '@jupyter/ydoc';
import { offsetsOf } from './offsets';
import { IEdit, IFinding, IFix } from './tokens';

/** A source before and after an edit of ours, so that exactly this can be taken back. */
export interface IChange {
  cell: ISharedCell;
  before: string;
  after: string;
}

interface IUndoManager {
  stopCapturing(): void;
  undo(): unknown;
}

/** The cell's own undo manager, which is not in the interface of shared cells. */
function undoManager(cell: ISharedCell): IUndoManager | null {
  return (cell as unknown as { undoManager?: IUndoManager | null }).undoManager ?? null;
}

export function cellOf(notebook: ISharedNotebook, id: string): ISharedCell | undefined {
  return notebook.cells.find(cell => cell.getId() === id);
}

export function isEditable(cell: ISharedCell): boolean {
  return cell.getMetadata('editable') !== false;
}

/**
 * Apply fixes to the shared model: undoable, and right for cells that are not rendered.
 *
 * A fix whose texts are not what it expects, or which overlaps one before it, is left out.
 */
export function applyFixes(
  notebook: ISharedNotebook,
  fixes: readonly Pick<IFix, 'edits'>[]
): { changes: IChange[]; count: number } {
  const byCell = new Map<ISharedCell, IPart[]>();
  let count = 0;
  for (const { edits } of fixes) {
    const parts = edits.map(edit => locate(notebook, edit));
    const fits = parts.every(
      part => part && !(byCell.get(part.cell) ?? []).some(other => overlap(part, other))
    );
    if (!fits || !parts.length) {
      continue;
    }
    count++;
    for (const part of parts as IPart[]) {
      byCell.set(part.cell, [...(byCell.get(part.cell) ?? []), part]);
    }
  }
  const changes = [...byCell].map(([cell, parts]) => {
    const before = cell.getSource();
    asOneStep(cell, () => {
      // From the end, so that the offsets of the others stay right.
      [...parts]
        .sort((a, b) => b.from - a.from)
        .forEach(part => cell.updateSource(part.from, part.to, part.text));
    });
    return { cell, before, after: cell.getSource() };
  });
  return { changes, count };
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

/** Take back changes where nothing was typed since. */
export function takeBack(changes: readonly IChange[]): void {
  for (const { cell, after } of changes) {
    if (cell.getSource() === after) {
      undoManager(cell)?.undo();
    }
  }
}

/** Keep an edit apart from typing just before and after it: Yjs merges what is 500 ms close. */
function asOneStep(cell: ISharedCell, edit: () => void): void {
  const manager = undoManager(cell);
  manager?.stopCapturing();
  edit();
  manager?.stopCapturing();
}

/** The edit that writes the comment which silences a finding; null where none can stand. */
export function ignoreEdit(source: string, finding: IFinding): IEdit | null {
  const line = source.split('\n')[finding.line - 1];
  if (line === undefined || /\\\s*$/.test(line) || /^\s*[%!?]/.test(line)) {
    return null;
  }
  const upToHere = source.split('\n').slice(0, finding.line).join('\n');
  if ((upToHere.match(/"""|'''/g) ?? []).length % 2) {
    return null;
  }
  const known = /# nb2prod: ignore\[([^\]]*)\]/.exec(line);
  const text = known
    ? line.replace(known[0], `# nb2prod: ignore[${known[1]}, ${finding.code}]`)
    : `${line.replace(/\s+$/, '')}  # nb2prod: ignore[${finding.code}]`;
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
  cell.setMetadata('tags', [...new Set([...tags, 'nb2prod-ignore'])]);
}
