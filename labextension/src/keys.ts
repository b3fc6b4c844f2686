import * as React from 'react';

/** All that Up and Down walk through, in order. */
function stops(inside: Element): HTMLElement[] {
  const list = inside.closest('.jp-MlopsBridge-list');
  return [...(list?.querySelectorAll<HTMLElement>('[data-nav]') ?? [])];
}

/** Move the focus to the next row before the one it is in goes away. */
export function focusNext(button: HTMLElement): void {
  const here = button.closest('.jp-MlopsBridge-row')?.querySelector<HTMLElement>('[data-nav]');
  const all = stops(button).filter(stop => stop.closest('.jp-MlopsBridge-row'));
  const at = all.indexOf(here!);
  (all[at + 1] ?? all[at - 1])?.focus();
}

/** The keys of the list; single letters act only while a row has the focus. */
export function onKey(
  event: React.KeyboardEvent,
  filterBox: HTMLInputElement | null,
  leave: () => void
): void {
  const target = event.target as HTMLElement;
  const row = target.closest('.jp-MlopsBridge-row') ?? target.closest('.jp-MlopsBridge-group');
  // In what a row has opened, keys are for what is there.
  const inside = target.closest('.jp-MlopsBridge-detail, .jp-MlopsBridge-choice');
  if (!row || event.ctrlKey || event.metaKey || event.altKey || target.tagName === 'INPUT') {
    return;
  }
  if (inside && event.key.length === 1) {
    return;
  }
  const all = stops(target);
  const at = all.indexOf(row.querySelector<HTMLElement>('[data-nav]')!);
  const toggle = row.querySelector<HTMLElement>('[data-toggle]');
  const open = toggle?.getAttribute('aria-expanded') === 'true';
  const does: Record<string, (() => void) | undefined> = {
    ArrowDown: () => all[at + 1]?.focus(),
    ArrowUp: () => all[at - 1]?.focus(),
    ArrowRight: () => open || toggle?.click(),
    ArrowLeft: () => open && toggle?.click(),
    f: () => row.querySelector<HTMLElement>('[data-key="f"]')?.click(),
    i: () => row.querySelector<HTMLElement>('[data-key="i"]')?.click(),
    '/': () => filterBox?.focus(),
    Escape: leave
  };
  const action = does[event.key];
  if (action) {
    event.preventDefault();
    event.stopPropagation();
    action();
  }
}
