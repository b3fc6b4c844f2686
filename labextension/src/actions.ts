import { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import { TranslationBundle } from '@jupyterlab/translation';
import { MenuSvg } from '@jupyterlab/ui-components';
import { Controller } from './controller';
import { Cursor } from './cursor';
import { asJobError, follow, newJob } from './jobs';
import { Model } from './model';
import { IPanelActions, Tab } from './panel';
import { Server } from './request';
import { IConvertActions } from './result';
import { IFindingActions, Scope } from './row';
import { showText } from './text';
import { CommandIDs, IFinding, IJob, IJobError, IPlace, IRule } from './tokens';

/** How long (ms) a short message stays. */
const SHORT = 5000;

export interface IParts {
  server: Server;
  model: Model;
  controller: Controller;
  cursor: Cursor;
  services: IEditorServices | null;
  /** Whether the main area has tabs. */
  tabs: boolean;
  trans: TranslationBundle;
  show: (tab: Tab) => void;
  /** Change a setting of the user's. */
  set: (name: string, value: string | boolean) => void;
}

export type Actions = IFindingActions &
  IConvertActions &
  IPanelActions & { explain(finding: IFinding): void };

/** What the buttons of the panel, the markers in the cells and the commands do. */
export function actionsOf(app: JupyterFrontEnd, parts: IParts): Actions {
  const { server, model, controller, cursor, services, tabs, trans, show, set } = parts;
  let rules: Promise<IRule[]> | null = null;
  const warn = (text: string) => void Notification.warning(text, { autoClose: SHORT });

  const ignore = async (finding: IFinding, scope: Scope, reason = '') => {
    if (scope === 'line') {
      if (!(await controller.ignoreLine(finding, reason))) {
        warn(trans.__('No comment can stand on this line: ignore it in the cell, or fix it.'));
      }
    } else if (scope === 'cell') {
      controller.ignoreCell(finding);
    } else if (scope === 'notebook') {
      const undo = controller.ignoreNotebook(finding.code);
      if (!undo) {
        warn(trans.__('The notebook is read-only.'));
        return;
      }
      Notification.info(trans.__('%1 is ignored in this notebook.', finding.code), {
        autoClose: SHORT,
        actions: [{ label: trans.__('Undo'), callback: undo }]
      });
    } else {
      try {
        const file = await controller.ignoreProject(finding.code);
        Notification.info(trans.__('%1 is ignored in %2.', finding.code, file), {
          autoClose: SHORT,
          actions: [{ label: trans.__('Open'), callback: () => openFile(file) }]
        });
      } catch (error) {
        warn(sentence(asJobError(error as Error, trans)));
      }
    }
  };
  const openFile = (path: string) => void app.commands.execute('docmanager:open', { path });
  const menu = new MenuSvg({ commands: app.commands });

  return {
    canEdit: finding => controller.canEdit(finding),
    jump: (place: IPlace) => void cursor.jump(place),
    fix: finding =>
      void controller
        .fix(finding)
        .then(done => done || warn(trans.__('The text has changed: nothing was edited.'))),
    fixAll: async () => {
      const { changes, count } = await controller.fixAll();
      return { count, undo: () => controller.undo(changes) };
    },
    ignore: (finding, scope, reason) => void ignore(finding, scope, reason),
    generate: async finding => {
      await controller.save();
      const { job } = await server.generate(model.path, finding.code);
      let ended: IJob = newJob(job, model.path);
      await follow(server, ended, trans, news => {
        ended = news;
        return true;
      });
      if (!ended.result.generate) {
        throw new Error(ended.error ? sentence(ended.error) : ended.state);
      }
      const write = async () => {
        const { written } = await server.write(job).catch(error => {
          throw new Error(sentence(asJobError(error, trans)));
        });
        void app.commands.execute('filebrowser:refresh').catch(() => undefined);
        await controller.lint();
        return written;
      };
      return { made: ended.result.generate, write };
    },
    show: (name, text) => showText(app, services, tabs, name, text),
    lint: () => void controller.lint(),
    menu: button => {
      if (!menu.items.length) {
        [CommandIDs.lint, CommandIDs.fixAll, CommandIDs.enabled, CommandIDs.settings].forEach(
          command => menu.addItem({ command })
        );
      }
      const { left, bottom } = button.getBoundingClientRect();
      menu.open(left, bottom);
    },
    leave: () => controller.panel?.content.activate(),
    enable: () => set('enabled', true),
    open: () => void app.commands.execute('filebrowser:activate').catch(() => undefined),
    convert: () => show('convert'),
    rules: () => (rules ??= server.rules()),
    documentation: async code => (await server.rule(code)).documentation,
    setGroupBy: value => {
      model.settings = { ...model.settings, groupBy: value };
      set('groupBy', value);
    },
    openFolder: path => {
      const command = 'filebrowser:go-to-path';
      if (app.commands.hasCommand(command)) {
        void app.commands.execute(command, { path, dontShowBrowser: false });
      } else {
        // Notebook 7 has its file browser on a page of its own.
        const tree = URLExt.join(PageConfig.getBaseUrl(), 'tree', URLExt.encodeParts(path));
        window.open(tree, '_blank', 'noopener');
      }
    },
    openFile,
    jumpTo: (number, line) => {
      const cell = model.cells.find(known => known.number === number);
      const at = { line, column: 1, end_line: line, end_column: 1 };
      if (cell) {
        void cursor.jump({ cell_id: cell.id, ...at });
      }
    },
    explain: finding => {
      show('findings');
      model.reveal(finding);
    }
  };
}

/** What went wrong and what to do, as one text. */
function sentence({ what, hint }: IJobError): string {
  return [what, hint].filter(Boolean).join(' ');
}
