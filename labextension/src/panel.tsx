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

/** What the panel's own buttons do. */
export interface IPanelActions {
  lint(): void;
  /** Open the menu of further commands below a button. */
  menu(button: HTMLElement): void;
}

/** The panel on the right: two tabs over the notebook in view. */
export class BridgePanel extends ReactWidget {
  constructor(
    private _model: Model,
    private _conversion: Conversion,
    private _actions: IFindingActions & IConvertActions & IPanelActions,
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
    this.node.addEventListener('focusin', event => {
      this._last = event.target as HTMLElement;
    });
    _model.changed.connect(this._look, this);
  }

  readonly visibilityChanged = new Signal<this, boolean>(this);

  /** Show a tab. */
  choose(tab: Tab): void {
    const other = tab !== this._tab;
    this._tab = tab;
    this._tabChanged.emit();
    if (other) {
      this.refresh();
    }
    this._look();
  }

  /** Put the focus where it was in the list, or on the tab. */
  takeFocus(): void {
    const last = this._last?.isConnected ? this._last : null;
    (last ?? this.node.querySelector<HTMLElement>(`[data-tab="${this._tab}"]`))?.focus();
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

  /** What was shown before may be that of an older text. */
  refresh(): void {
    const looked = this.isVisible && this._tab === 'convert';
    if (looked && this._model.path === this._conversion.path && !this._conversion.over) {
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
        <div className="jp-MlopsBridge-top">
          <div
            className="jp-MlopsBridge-tabs"
            role="tablist"
            aria-label={trans.__('MLOps Bridge')}
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
                id={`jp-MlopsBridge-tab-${tab}`}
                data-tab={tab}
                aria-selected={this._tab === tab}
                aria-controls={`jp-MlopsBridge-body-${tab}`}
                tabIndex={this._tab === tab ? 0 : -1}
                onClick={() => this.choose(tab)}
              >
                {title}
              </button>
            ))}
          </div>
          <IconButton
            label={trans.__('Check the notebook now')}
            path="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3"
            onClick={() => this._actions.lint()}
          />
          <IconButton
            label={trans.__('More')}
            path="M3 8h.01M8 8h.01M13 8h.01"
            popup
            onClick={button => this._actions.menu(button)}
          />
        </div>
        {titles.map(([tab]) => (
          <div
            key={tab}
            className="jp-MlopsBridge-body"
            role="tabpanel"
            id={`jp-MlopsBridge-body-${tab}`}
            aria-labelledby={`jp-MlopsBridge-tab-${tab}`}
            hidden={this._tab !== tab}
          >
            {tab === 'findings' ? (
              <Findings model={this._model} actions={this._actions} trans={trans} />
            ) : (
              <Convert conversion={this._conversion} actions={this._actions} trans={trans} />
            )}
          </div>
        ))}
      </>
    );
  }

  private _tab: Tab = 'findings';
  private _last: HTMLElement | null = null;
  private _tabChanged = new Signal<this, void>(this);
}

function IconButton(props: {
  label: string;
  path: string;
  popup?: boolean;
  onClick: (button: HTMLElement) => void;
}): JSX.Element {
  return (
    <button
      className="jp-MlopsBridge-icon"
      title={props.label}
      aria-label={props.label}
      aria-haspopup={props.popup ? 'menu' : undefined}
      onClick={event => props.onClick(event.currentTarget)}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path
          d={props.path}
          fill="none"
          stroke="currentColor"
          strokeWidth={props.popup ? 2.2 : 1.5}
          strokeLinecap="round"
        />
      </svg>
    </button>
  );
}

function Tabs(props: {
  panel: BridgePanel;
  signal: Signal<BridgePanel, void>;
  draw: () => JSX.Element;
}): JSX.Element {
  useSignals(props.signal);
  return props.draw();
}
