import {
  ILabShell,
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator, TranslationBundle } from '@jupyterlab/translation';
import { actionsOf } from './actions';
import { addCommands } from './commands';
import { Controller } from './controller';
import { Conversion } from './conversion';
import { Cursor } from './cursor';
import { markers } from './diagnostics';
import { Model } from './model';
import { BridgePanel, Tab } from './panel';
import { RequestError, Server } from './request';
import { StatusItem } from './status';
import { DEFAULTS, ISettings, PLUGIN_ID } from './tokens';

declare const require: (path: string) => { version: string };
const { version } = require('../../package.json');

const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Findings, fixes and conversion of notebooks.',
  autoStart: true,
  requires: [INotebookTracker, IEditorExtensionRegistry],
  optional: [
    ICommandPalette,
    ILayoutRestorer,
    ISettingRegistry,
    IStatusBar,
    ITranslator,
    IEditorServices,
    IDefaultFileBrowser,
    ILabShell
  ],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    editors: IEditorExtensionRegistry,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    registry: ISettingRegistry | null,
    statusBar: IStatusBar | null,
    translator: ITranslator | null,
    services: IEditorServices | null,
    browser: IDefaultFileBrowser | null,
    labShell: ILabShell | null
  ) => {
    const trans = (translator ?? nullTranslator).load('mlops_bridge');
    const server = new Server(app.serviceManager.serverSettings);
    const model = new Model(DEFAULTS);
    const controller = new Controller(tracker, server, model, trans);
    const cursor = new Cursor(
      () => controller.panel,
      model,
      panel => app.shell.activateById(panel.id)
    );
    const conversion = new Conversion(
      server,
      trans,
      () => controller.save(),
      () => void browser?.model.refresh()
    );
    let settings: ISettingRegistry.ISettings | null = null;
    const show = (tab: Tab) => {
      panel.choose(tab);
      app.shell.activateById(panel.id);
    };
    const set = (name: string, value: string | boolean) => void settings?.set(name, value);
    const actions = actionsOf(app, {
      server,
      model,
      controller,
      cursor,
      services,
      tabs: labShell !== null,
      trans,
      show,
      set
    });
    const panel = new BridgePanel(model, conversion, actions, trans);

    panel.visibilityChanged.connect((_, visible) => {
      controller.visible = visible;
    });
    controller.saved.connect(() => panel.refresh());
    app.shell.add(panel, 'right', { rank: 900, type: 'MLOps Bridge' });
    restorer?.add(panel, panel.id);
    editors.addExtension(markers(model, actions, cell => controller.owns(cell), trans));
    addCommands(app, palette, trans, {
      model,
      controller,
      cursor,
      panel,
      actions,
      browser,
      show,
      set
    });
    statusBar?.registerStatusItem(`${PLUGIN_ID}:status`, {
      item: new StatusItem(model, () => show('findings'), trans),
      align: 'left',
      rank: 30
    });
    controller.recover = () => checkServer(server, controller, trans);
    void app.restored.then(() => checkServer(server, controller, trans));
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

/** Ask whether the server part is there and of this page's version. */
async function checkServer(
  server: Server,
  controller: Controller,
  trans: TranslationBundle
): Promise<void> {
  try {
    const answer = await server.version();
    const same = answer.version === version;
    controller.halt(
      same
        ? ''
        : trans.__('The server part is %1, the page %2: restart Jupyter.', answer.version, version)
    );
  } catch (error) {
    // Other failures pass: a server that starts, a connection that is lost. The checks try again.
    if (error instanceof RequestError && error.status === 404) {
      controller.halt(
        trans.__('The server part does not answer. Run `jupyter server extension list` to see why.')
      );
    }
  }
}

export default plugin;
