import { JupyterFrontEnd } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { TranslationBundle } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';
import { Controller } from './controller';
import { IFindingActions } from './row';
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
    panel: BridgePanel;
    actions: IFindingActions;
    show: (tab: Tab) => void;
  }
): void {
  const { model, controller, panel, actions, show } = parts;
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
        return controller.lint();
      }
    },
    [CommandIDs.convert]: {
      label: trans.__('Convert Notebook to a Job'),
      icon: bridgeIcon,
      isEnabled: hasNotebook,
      execute: () => show('convert')
    },
    [CommandIDs.next]: {
      label: trans.__('Next Finding'),
      isEnabled: hasFindings,
      execute: () => controller.walk(1)
    },
    [CommandIDs.previous]: {
      label: trans.__('Previous Finding'),
      isEnabled: hasFindings,
      execute: () => controller.walk(-1)
    },
    [CommandIDs.fixHere]: {
      label: trans.__('Fix the Finding at the Cursor'),
      isEnabled: hasFindings,
      execute: () => {
        const finding = controller.findingHere();
        return finding?.fix && finding.fix.kind !== 'G' && actions.fix(finding);
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
        const finding = controller.findingHere();
        return finding && actions.ignore(finding, 'line');
      }
    },
    [CommandIDs.explain]: {
      label: trans.__('Explain the Finding at the Cursor'),
      isEnabled: hasFindings,
      execute: () => {
        const finding = controller.findingHere();
        show('findings');
        if (finding) {
          model.reveal(finding);
        }
      }
    },
    [CommandIDs.toggle]: {
      label: trans.__('Show or Hide MLOps Bridge'),
      execute: () => (panel.isVisible ? collapse(app) : show('findings'))
    }
  };
  for (const [id, command] of Object.entries(commands)) {
    app.commands.addCommand(id, {
      ...command,
      describedBy: { args: { type: 'object', properties: {} } }
    });
    palette?.addItem({ command: id, category: 'MLOps Bridge' });
  }
}
