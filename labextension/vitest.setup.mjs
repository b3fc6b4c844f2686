// The helpers of @jupyterlab expect jest's globals, and jsdom lacks the rest.
import { vi } from 'vitest';

globalThis.jest = vi;
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
globalThis.DragEvent ??= class DragEvent extends Event {};
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
window.matchMedia ??= query => ({
  matches: false,
  media: query,
  addListener() {},
  removeListener() {},
  addEventListener() {},
  removeEventListener() {},
  dispatchEvent: () => false
});
globalThis.requestIdleCallback ??= f =>
  setTimeout(() => f({ didTimeout: false, timeRemaining: () => 50 }), 1);
globalThis.cancelIdleCallback ??= id => clearTimeout(id);
