import * as React from 'react';
import { severityIcons } from './icons';
import { Severity } from './tokens';

/** A message whose names in back-ticks are shown as code. */
export function Message({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text.split('`').map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}
    </>
  );
}

/** A sentence as it stands at the beginning of a line. */
export function capital(text: string): string {
  return text.replace(/^[a-z]/, first => first.toUpperCase());
}

export function SeverityIcon({ severity, label }: { severity: Severity; label: string }): JSX.Element {
  const Icon = severityIcons[severity].react;
  return (
    <span
      className={`jp-MlopsBridge-severity jp-mod-${severity}`}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <Icon tag={null} width="14px" height="14px" />
    </span>
  );
}

/** The arrow of what opens and closes; turned by the style sheet. */
export function Caret({ open }: { open: boolean }): JSX.Element {
  return (
    <svg
      className="jp-MlopsBridge-caret"
      data-open={open}
      viewBox="0 0 16 16"
      width="12"
      height="12"
      aria-hidden="true"
    >
      <path d="M6 4l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}

/** Draw again whenever one of the signals is emitted. */
export function useSignals(...signals: ISubscribable[]): void {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    signals.forEach(signal => signal.connect(draw));
    return () => signals.forEach(signal => signal.disconnect(draw));
  }, signals);
}

interface ISubscribable {
  connect(slot: () => void): unknown;
  disconnect(slot: () => void): unknown;
}

/** A heading that opens and closes what is below it. */
export function Section(props: {
  title: string;
  open?: boolean;
  onOpen?: () => void;
  children: React.ReactNode;
}): JSX.Element {
  const [open, setOpen] = React.useState(!!props.open);
  return (
    <section className="jp-MlopsBridge-section">
      <h3 className="jp-MlopsBridge-group">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
            if (!open) {
              props.onOpen?.();
            }
          }}
        >
          <Caret open={open} />
          <span className="jp-MlopsBridge-groupname">{props.title}</span>
        </button>
      </h3>
      {open && props.children}
    </section>
  );
}
