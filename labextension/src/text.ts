import { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, MainAreaWidget, showDialog } from '@jupyterlab/apputils';
import { CodeEditor, CodeEditorWrapper, IEditorServices } from '@jupyterlab/codeeditor';
import { Widget } from '@lumino/widgets';
import { bridgeIcon } from './icons';

/**
 * Show a text that is no file yet, read-only: in a tab, or in a dialog where there are no tabs.
 *
 * Notebook 7 has none: its main area holds one widget.
 */
export function showText(
  app: JupyterFrontEnd,
  services: IEditorServices | null,
  tabs: boolean,
  name: string,
  text: string
): void {
  const id = `mlops-bridge-text-${name}`;
  if (!services || !tabs) {
    const body = new Widget({ node: document.createElement('pre') });
    body.addClass('jp-MlopsBridge-text');
    body.node.tabIndex = 0;
    body.node.textContent = text;
    void showDialog({ title: name, body, buttons: [Dialog.okButton()] });
    return;
  }
  [...app.shell.widgets('main')].find(widget => widget.id === id)?.dispose();
  const mimeType = services.mimeTypeService.getMimeTypeByFilePath(name);
  const model = new CodeEditor.Model({ mimeType: mimeType as string });
  model.sharedModel.setSource(text);
  const content = new CodeEditorWrapper({
    model,
    factory: services.factoryService.newDocumentEditor,
    editorOptions: { config: { readOnly: true, lineNumbers: true } }
  });
  const widget = new MainAreaWidget({ content });
  widget.id = id;
  widget.title.label = name.split('/').pop() ?? name;
  widget.title.caption = name;
  widget.title.icon = bridgeIcon;
  widget.title.closable = true;
  app.shell.add(widget, 'main', { mode: 'tab-after' });
  app.shell.activateById(id);
}
