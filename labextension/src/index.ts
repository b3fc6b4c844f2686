import {
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { addCommands } from './commands';
import { Controller } from './controller';
import { Conversion } from './conversion';
import { markers } from './diagnostics';
import { Model } from './model';
import { BridgePanel } from './panel';
import { Server } from './request';
import { StatusItem } from './status';
import { DEFAULTS, IFinding, IPlace, IRule, ISettings, PLUGIN_ID } from './tokens';

declare const require: (path: string) => { version: string };
const { version } = require('../../package.json');

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Findings, fixes and conversion of notebooks.',
  autoStart: true,
  requires: [INotebookTracker, IEditorExtensionRegistry],
  optional: [ICommandPalette, ILayoutRestorer, ISettingRegistry, IStatusBar, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    editors: IEditorExtensionRegistry,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    registry: ISettingRegistry | null,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('mlops_bridge');
    const server = new Server(app.serviceManager.serverSettings);
    const model = new Model(DEFAULTS);
    const controller = new Controller(tracker, server, model, panel =>
      app.shell.activateById(panel.id)
    );
    let settings: ISettingRegistry.ISettings | null = null;
    let rules: Promise<IRule[]> | null = null;

    const moved = () =>
      void Notification.warning(trans.__('The text has changed: nothing was edited.'), {
        autoClose: 4000
      });
    const actions = {
      canEdit: (finding: IFinding) => controller.canEdit(finding),
      jump: (place: IPlace) => void controller.jump(place),
      fix: (finding: IFinding) => {
        const done = controller.fix(finding);
        if (!done) {
          moved();
        }
        return done;
      },
      fixAll: () => {
        const { changes, count } = controller.fixAll();
        return { count, undo: () => controller.undo(changes) };
      },
      ignore: (finding: IFinding, what: 'line' | 'cell' = 'line') => {
        if (!controller.ignore(finding, what)) {
          void Notification.warning(
            trans.__('No comment can stand on this line: ignore the cell, or fix it.'),
            { autoClose: 4000 }
          );
        }
      },
      lint: () => void controller.lint(),
      leave: () => controller.panel?.content.activate(),
      enable: () => void settings?.set('enabled', true),
      open: () => void app.commands.execute('filebrowser:activate'),
      convert: () => panel.choose('convert'),
      rules: () => (rules ??= server.rules()),
      documentation: async (code: string) => (await server.rule(code)).documentation,
      setGroupBy: (value: 'cell' | 'family') => {
        model.settings = { ...model.settings, groupBy: value };
        void settings?.set('groupBy', value);
      },
      openFolder: (path: string) => {
        const command = 'filebrowser:go-to-path';
        if (app.commands.hasCommand(command)) {
          void app.commands.execute(command, { path, dontShowBrowser: false });
        } else {
          // Notebook 7 has its file browser on a page of its own.
          const tree = URLExt.join(PageConfig.getBaseUrl(), 'tree', URLExt.encodeParts(path));
          window.open(tree, '_blank', 'noopener');
        }
      },
      openFile: (path: string) => void app.commands.execute('docmanager:open', { path }),
      jumpTo: (number: number, line: number) => {
        const cell = model.cells.find(known => known.number === number);
        const at = { line, column: 1, end_line: line, end_column: 1 };
        if (cell) {
          void controller.jump({ cell_id: cell.id, ...at });
        }
      },
      explain: (finding: IFinding) => {
        show('findings');
        model.reveal(finding);
      }
    };
    const conversion = new Conversion(
      server,
      () => controller.save(),
      () => void app.commands.execute('filebrowser:refresh').catch(() => undefined)
    );
    const panel = new BridgePanel(model, conversion, actions, trans);
    const show = (tab: 'findings' | 'convert') => {
      panel.choose(tab);
      app.shell.activateById(panel.id);
    };

    panel.visibilityChanged.connect((_, visible) => {
      controller.visible = visible;
    });
    app.shell.add(panel, 'right', { rank: 900, type: 'MLOps Bridge' });
    restorer?.add(panel, panel.id);
    editors.addExtension(markers(model, actions, trans));
    addCommands(app, palette, trans, { model, controller, panel, actions, show });
    statusBar?.registerStatusItem(`${PLUGIN_ID}:status`, {
      item: new StatusItem(model, () => show('findings'), trans),
      align: 'left',
      rank: 30
    });
    void app.restored.then(() => checkServer(server, controller, trans.__.bind(trans)));
    void registry?.load(PLUGIN_ID).then(loaded => {
      settings = loaded;
      // Fires at the first load also: taking the same values twice changes nothing.
      const take = () => {
        model.settings = { ...DEFAULTS, ...(loaded.composite as Partial<ISettings>) };
        controller.configure();
      };
      loaded.changed.connect(take);
      take();
    });
  }
};

/** Ask once whether the server part is there and of this page's version. */
async function checkServer(
  server: Server,
  controller: Controller,
  __: (text: string, ...args: string[]) => string
): Promise<void> {
  try {
    const answer = await server.version();
    if (answer.version !== version) {
      controller.halt(
        __('The server part is %1, the page %2: restart Jupyter.', answer.version, version)
      );
    }
  } catch {
    controller.halt(
      __('The server part does not answer. Run `jupyter server extension list` to see why.')
    );
  }
}

export default plugin;
