import { Diagnostic, linter, setDiagnostics, setDiagnosticsEffect } from '@codemirror/lint';
import { EditorState, Extension, StateField } from '@codemirror/state';
import { Decoration, DecorationSet, EditorView, ViewPlugin } from '@codemirror/view';
import { EditorExtensionRegistry, IEditorExtensionFactory } from '@jupyterlab/codemirror';
import { TranslationBundle } from '@jupyterlab/translation';
import { Model } from './model';
import { offsetsOf } from './offsets';
import { IFinding, SEVERITIES, Severity } from './tokens';

/** What a marker's hover offers. */
export interface IMarkerActions {
  canEdit(finding: IFinding): boolean;
  fix(finding: IFinding): void;
  ignore(finding: IFinding, scope: 'line'): void;
  explain(finding: IFinding): void;
}

/** Underlines in the editors of cells: each editor follows the findings of its own cell. */
export function markers(
  model: Model,
  actions: IMarkerActions,
  owns: (cell: object) => boolean,
  trans: TranslationBundle
): IEditorExtensionFactory {
  return {
    name: 'mlops-bridge:markers',
    factory: options => {
      // Files and consoles have editors too; only shared cells have an id.
      const cell = options.model.sharedModel as { getId?: () => string };
      if (typeof cell.getId !== 'function') {
        return null;
      }
      return EditorExtensionRegistry.createImmutableExtension([
        linter(null),
        bars,
        follow(cell.getId(), model, actions, () => owns(cell), trans)
      ]);
    }
  };
}

function follow(
  cellId: string,
  model: Model,
  actions: IMarkerActions,
  isOurs: () => boolean,
  trans: TranslationBundle
): Extension {
  return ViewPlugin.define(view => {
    let gone = false;
    const paint = () => {
      // Not inside an update of the editor, where nothing may be dispatched.
      queueMicrotask(() => {
        if (!gone) {
          const found = model.settings.squiggles && isOurs() ? model.of(cellId) : [];
          const shown = found.map(finding => toDiagnostic(view.state, finding, actions, trans));
          view.dispatch(setDiagnostics(view.state, shown));
        }
      });
    };
    const onChange = (_: Model, cells: ReadonlySet<string>) => {
      if (cells.has(cellId)) {
        paint();
      }
    };
    model.findingsChanged.connect(onChange);
    if (model.of(cellId).length) {
      paint();
    }
    return {
      destroy: () => {
        gone = true;
        model.findingsChanged.disconnect(onChange);
      }
    };
  });
}

export function toDiagnostic(
  state: EditorState,
  finding: IFinding,
  actions: IMarkerActions,
  trans: TranslationBundle
): Diagnostic {
  const range = offsetsOf(state.doc.toString(), finding);
  // A marker without width would be a widget, and move the text.
  const line = state.doc.lineAt(range.from);
  const to = Math.max(range.to, Math.min(range.from + 1, line.to));
  const from = to > range.from ? range.from : Math.max(line.from, range.from - 1);
  const offered = [
    { name: trans.__('Ignore'), apply: () => actions.ignore(finding, 'line') },
    { name: trans.__('Explain'), apply: () => actions.explain(finding) }
  ];
  if (finding.fix && finding.fix.kind !== 'G') {
    // What needs an eye is shown in the panel first.
    const mechanical = finding.fix.kind === 'A';
    offered.unshift({
      name: mechanical ? trans.__('Fix') : trans.__('Fix…'),
      apply: () => (mechanical ? actions.fix(finding) : actions.explain(finding))
    });
  }
  return {
    from,
    to,
    severity: finding.severity,
    source: finding.code,
    message: finding.message,
    markClass: `jp-MlopsBridge-mark jp-mod-${finding.severity}`,
    renderMessage: () => renderMessage(finding.message),
    actions: actions.canEdit(finding) ? offered : offered.slice(-1)
  };
}

function renderMessage(message: string): HTMLElement {
  const node = document.createElement('span');
  message.split('`').forEach((part, index) => {
    const child = document.createElement(index % 2 ? 'code' : 'span');
    child.textContent = part;
    node.appendChild(child);
  });
  return node;
}

/** A bar inside the left edge of each marked line, in the colour of its worst finding. */
const bars = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (set, transaction) => {
    const painted = transaction.effects.find(effect => effect.is(setDiagnosticsEffect));
    if (!painted) {
      return set.map(transaction.changes);
    }
    const worst = new Map<number, Severity>();
    for (const diagnostic of painted.value as readonly Diagnostic[]) {
      const start = transaction.newDoc.lineAt(diagnostic.from).from;
      const here = diagnostic.severity as Severity;
      const known = worst.get(start);
      if (!known || SEVERITIES.indexOf(here) < SEVERITIES.indexOf(known)) {
        worst.set(start, here);
      }
    }
    return Decoration.set(
      [...worst]
        .sort((a, b) => a[0] - b[0])
        .map(([start, severity]) =>
          Decoration.line({ class: `jp-MlopsBridge-bar jp-mod-${severity}` }).range(start)
        )
    );
  },
  provide: field => EditorView.decorations.from(field)
});
