import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Model } from './model';
import { SeverityIcon } from './pieces';
import { SEVERITIES, Severity } from './tokens';

/** The notebook's name, the state of its checks, and the counts: each hides its severity. */
export function Header(props: {
  model: Model;
  hidden: ReadonlySet<Severity>;
  trans: TranslationBundle;
  onChip: (severity: Severity) => void;
}): JSX.Element {
  const { model, hidden, trans, onChip } = props;
  const counts = model.counts;
  const words: Record<string, string> = {
    checking: trans.__('checking'),
    checked: trans.__('checked'),
    old: trans.__('old'),
    off: trans.__('off')
  };
  const names: Record<Severity, string> = {
    error: trans._n('%1 error', '%1 errors', counts.error),
    warning: trans._n('%1 warning', '%1 warnings', counts.warning),
    info: trans._n('%1 info', '%1 infos', counts.info)
  };
  const said =
    model.phase === 'checked'
      ? trans._n('%1 finding', '%1 findings', model.certain.length)
      : model.phase === 'old'
        ? model.reason
        : '';
  return (
    <header className="jp-MlopsBridge-header">
      <div className="jp-MlopsBridge-title">
        <span className="jp-MlopsBridge-name" title={model.path}>
          {model.name}
        </span>
        <span className="jp-MlopsBridge-state" title={model.reason}>
          {model.readOnly && `${trans.__('read-only')} · `}
          {words[model.phase]}
        </span>
      </div>
      {model.phase === 'old' && <p className="jp-MlopsBridge-note">{model.reason}</p>}
      <div className="jp-MlopsBridge-chips" role="group" aria-label={trans.__('Severities')}>
        {SEVERITIES.map(severity => (
          <button
            key={severity}
            className="jp-MlopsBridge-chip"
            aria-pressed={!hidden.has(severity)}
            aria-label={names[severity]}
            title={names[severity]}
            disabled={!counts[severity] && !hidden.has(severity)}
            onClick={() => onChip(severity)}
          >
            <SeverityIcon severity={severity} label="" />
            {counts[severity]}
          </button>
        ))}
      </div>
      <span className="jp-MlopsBridge-live" aria-live="polite">
        <Said text={said} />
      </span>
    </header>
  );
}

/** A text that is read aloud at most once in two seconds. */
function Said({ text }: { text: string }): JSX.Element {
  const [said, setSaid] = React.useState(text);
  React.useEffect(() => {
    const timer = window.setTimeout(() => setSaid(text), 2000);
    return () => window.clearTimeout(timer);
  }, [text]);
  return <>{said}</>;
}
