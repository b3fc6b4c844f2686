import { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Message as LuminoMessage } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { Conversion } from './conversion';
import { Convert } from './convert';
import { Findings } from './findings';
import { bridgeIcon } from './icons';
import { Model } from './model';
import { useSignals } from './pieces';
import { IConvertActions } from './result';
import { IFindingActions } from './row';

export type Tab = 'findings' | 'convert';

/** The panel on the right: two tabs over the notebook in view. */
export class BridgePanel extends ReactWidget {
  constructor(
    private _model: Model,
    private _conversion: Conversion,
    private _actions: IFindingActions & IConvertActions,
    private _trans: TranslationBundle
  ) {
    super();
    this.id = 'mlops-bridge-panel';
    this.addClass('jp-MlopsBridge');
    this.title.icon = bridgeIcon;
    this.title.caption = _trans.__('MLOps Bridge: findings and conversion');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', _trans.__('MLOps Bridge'));
    this.node.tabIndex = -1;
    _model.changed.connect(this._look, this);
  }

  readonly visibilityChanged = new Signal<this, boolean>(this);

  /** Show a tab. */
  choose(tab: Tab): void {
    this._tab = tab;
    this._tabChanged.emit();
    this._look();
  }

  protected render(): JSX.Element {
    return <Tabs panel={this} signal={this._tabChanged} draw={() => this._draw()} />;
  }

  protected onAfterShow(message: LuminoMessage): void {
    super.onAfterShow(message);
    this.visibilityChanged.emit(true);
    this._look();
  }

  protected onAfterHide(message: LuminoMessage): void {
    super.onAfterHide(message);
    this.visibilityChanged.emit(false);
  }

  /** The Convert tab asks the server only while it is looked at. */
  private _look(): void {
    const looked = this.isVisible && this._tab === 'convert';
    if (looked && this._model.path !== this._conversion.path) {
      void this._conversion.look(this._model.path);
    }
  }

  private _draw(): JSX.Element {
    const trans = this._trans;
    const titles: [Tab, string][] = [
      ['findings', trans.__('Findings')],
      ['convert', trans.__('Convert')]
    ];
    return (
      <>
        <div
          className="jp-MlopsBridge-tabs"
          role="tablist"
          onKeyDown={event => {
            if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
              const other = this._tab === 'findings' ? 'convert' : 'findings';
              this.choose(other);
              this.node.querySelector<HTMLElement>(`[data-tab="${other}"]`)?.focus();
            }
          }}
        >
          {titles.map(([tab, title]) => (
            <button
              key={tab}
              role="tab"
              data-tab={tab}
              aria-selected={this._tab === tab}
              tabIndex={this._tab === tab ? 0 : -1}
              onClick={() => this.choose(tab)}
            >
              {title}
            </button>
          ))}
          <button
            className="jp-MlopsBridge-icon jp-MlopsBridge-again"
            title={trans.__('Check the notebook now')}
            aria-label={trans.__('Check the notebook now')}
            onClick={() => this._actions.lint()}
          >
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
              <path
                d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.5"
              />
            </svg>
          </button>
        </div>
        <div className="jp-MlopsBridge-body" role="tabpanel" hidden={this._tab !== 'findings'}>
          <Findings model={this._model} actions={this._actions} trans={trans} />
        </div>
        <div className="jp-MlopsBridge-body" role="tabpanel" hidden={this._tab !== 'convert'}>
          <Convert conversion={this._conversion} actions={this._actions} trans={trans} />
        </div>
      </>
    );
  }

  private _tab: Tab = 'findings';
  private _tabChanged = new Signal<this, void>(this);
}

function Tabs(props: {
  panel: BridgePanel;
  signal: Signal<BridgePanel, void>;
  draw: () => JSX.Element;
}): JSX.Element {
  useSignals(props.signal);
  return props.draw();
}
