import { LabIcon } from '@jupyterlab/ui-components';
import { Severity } from './tokens';

const svg = (size: number, body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 ${size} ${size}">${body}</svg>`;

const fill = 'class="jp-icon3 jp-icon-selectable" fill="#616161"';

/** A bridge: a deck on two piers, and the arch between them. */
export const bridgeIcon = new LabIcon({
  name: 'mlops-bridge:icon',
  svgstr: svg(24, `<path ${fill} d="M1 5.5h22v13h-3.6a7.4 7.4 0 0 0-14.8 0H1z"/>`)
});

// Each severity has a shape of its own: rows must be told apart without colour.
const shapes: Record<Severity, string> = {
  error:
    '<path fill="currentColor" fill-rule="evenodd" d="M5 1h6l4 4v6l-4 4H5l-4-4V5zm.2 3.2-1 1L7 8l-2.8 ' +
    '2.8 1 1L8 9l2.8 2.8 1-1L9 8l2.8-2.8-1-1L8 7z"/>',
  warning:
    '<path fill="currentColor" fill-rule="evenodd" d="M8 1.2 15.4 14.5H.6zM7.2 6v4.2h1.6V6zm0 ' +
    '5.4V13h1.6v-1.6z"/>',
  info:
    '<path fill="currentColor" fill-rule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1m-.9 ' +
    '6v5h1.8V7zm0-3v1.8h1.8V4z"/>'
};

export const severityIcons: Record<Severity, LabIcon> = {
  error: new LabIcon({ name: 'mlops-bridge:error', svgstr: svg(16, shapes.error) }),
  warning: new LabIcon({ name: 'mlops-bridge:warning', svgstr: svg(16, shapes.warning) }),
  info: new LabIcon({ name: 'mlops-bridge:info', svgstr: svg(16, shapes.info) })
};
