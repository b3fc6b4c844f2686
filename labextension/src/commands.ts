import { JupyterFrontEnd } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { TranslationBundle } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { Actions } from './actions';
import { Controller } from './controller';
import { Cursor } from './cursor';
import { bridgeIcon } from './icons';
import { Model } from './model';
import { BridgePanel, Tab } from './panel';
import { CommandIDs } from './tokens';

/** Close the right area, in shells that can. */
function collapse(app: JupyterFrontEnd): void {
  (app.shell as { collapseRight?: () => void }).collapseRight?.();
}

interface ICommand {
  label: string;
  caption?: string;
  icon?: LabIcon;
  isEnabled?: () => boolean;
  isToggled?: () => boolean;
  /** Not in the palette: it needs a place that was clicked. */
  hidden?: boolean;
  execute: () => unknown;
}

/** Every action of the sidebar as a command, all in the palette. */
export function addCommands(
  app: JupyterFrontEnd,
  palette: ICommandPalette | null,
  trans: TranslationBundle,
  parts: {
    model: Model;
    controller: Controller;
    cursor: Cursor;
    panel: BridgePanel;
    actions: Actions;
    browser: IDefaultFileBrowser | null;
    show: (tab: Tab) => void;
    set: (name: string, value: boolean) => void;
  }
): void {
  const { model, controller, cursor, panel, actions, browser, show, set } = parts;
  const hasNotebook = () => controller.panel !== null;
  const hasFindings = () => model.certain.length > 0;
  const commands: Record<string, ICommand> = {
    [CommandIDs.lint]: {
      label: trans.__('Check Notebook'),
      caption: trans.__('Check the notebook and show its findings'),
      icon: bridgeIcon,
      isEnabled: hasNotebook,
      execute: () => {
        show('findings');
        panel.takeFocus();
        return controller.lint();
      }
    },
    [CommandIDs.convert]: {
      label: trans.__('Convert Notebook to a Job'),
      icon: bridgeIcon,
      isEnabled: hasNotebook,
      execute: () => show('convert')
    },
    [CommandIDs.convertFile]: {
      label: trans.__('Convert to a Job'),
      icon: bridgeIcon,
      hidden: true,
      execute: async () => {
        const [item] = [...(browser?.selectedItems() ?? [])];
        if (item) {
          await app.commands.execute('docmanager:open', { path: item.path });
          show('convert');
        }
      }
    },
    [CommandIDs.next]: {
      label: trans.__('Next Finding'),
      isEnabled: hasFindings,
      execute: () => cursor.walk(1)
    },
    [CommandIDs.previous]: {
      label: trans.__('Previous Finding'),
      isEnabled: hasFindings,
      execute: () => cursor.walk(-1)
    },
    [CommandIDs.fixHere]: {
      label: trans.__('Fix the Finding at the Cursor'),
      isEnabled: hasFindings,
      execute: () => {
        const finding = cursor.finding;
        if (finding?.fix?.kind === 'A') {
          return actions.fix(finding);
        }
        // What needs an eye is shown first.
        return finding && actions.explain(finding);
      }
    },
    [CommandIDs.fixAll]: {
      label: trans.__('Fix All Safe Findings'),
      isEnabled: hasFindings,
      execute: () => actions.fixAll()
    },
    [CommandIDs.ignoreHere]: {
      label: trans.__('Ignore the Finding at the Cursor'),
      isEnabled: hasFindings,
      execute: () => {
        const finding = cursor.finding;
        return finding && actions.ignore(finding, 'line');
      }
    },
    [CommandIDs.explain]: {
      label: trans.__('Explain the Finding at the Cursor'),
      isEnabled: hasFindings,
      execute: () => {
        const finding = cursor.finding;
        return finding ? actions.explain(finding) : show('findings');
      }
    },
    [CommandIDs.enabled]: {
      label: trans.__('Check While Typing'),
      isToggled: () => model.settings.enabled,
      execute: () => set('enabled', !model.settings.enabled)
    },
    [CommandIDs.settings]: {
      label: trans.__('Settings of MLOps Bridge'),
      isEnabled: () => app.commands.hasCommand('settingeditor:open'),
      execute: () => app.commands.execute('settingeditor:open', { query: 'MLOps Bridge' })
    },
    [CommandIDs.toggle]: {
      label: trans.__('Show or Hide MLOps Bridge'),
      execute: () => (panel.isVisible ? collapse(app) : show('findings'))
    }
  };
  for (const [id, { hidden, ...command }] of Object.entries(commands)) {
    app.commands.addCommand(id, {
      ...command,
      describedBy: { args: { type: 'object', properties: {} } }
    });
    if (!hidden) {
      palette?.addItem({ command: id, category: 'MLOps Bridge' });
    }
  }
}
