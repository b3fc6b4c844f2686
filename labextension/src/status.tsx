import { TranslationBundle } from '@jupyterlab/translation';
import { TextItem } from '@jupyterlab/statusbar';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';
import { bridgeIcon } from './icons';
import { Model, present } from './model';
import { SeverityIcon, useSignals } from './pieces';

/** The counts in the status bar; a click opens the panel. */
export class StatusItem extends ReactWidget {
  constructor(
    private _model: Model,
    private _open: () => void,
    private _trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-MlopsBridge-status');
  }

  protected render(): JSX.Element {
    return <Status model={this._model} open={this._open} trans={this._trans} />;
  }
}

function Status(props: {
  model: Model;
  open: () => void;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { model, open, trans } = props;
  useSignals(model.changed);
  if (model.phase === 'none') {
    return null;
  }
  const counts = model.counts;
  const worst = present(counts);
  const mark = model.phase === 'broken' ? '!' : model.phase === 'off' ? '–' : '✓';
  const said = trans.__(
    '%1, %2 in %3',
    trans._n('%1 error', '%1 errors', counts.error),
    trans._n('%1 warning', '%1 warnings', counts.warning),
    model.name
  );
  return (
    <button
      className="jp-MlopsBridge-statusbutton"
      title={model.reason || said}
      aria-label={model.reason || said}
      onClick={open}
    >
      <bridgeIcon.react tag="span" width="14px" height="14px" />
      {worst.length ? (
        worst.map(severity => (
          <span key={severity} className="jp-MlopsBridge-statuscount">
            <SeverityIcon severity={severity} label="" />
            <TextItem source={counts[severity]} />
          </span>
        ))
      ) : (
        <TextItem source={mark} />
      )}
    </button>
  );
}
