import { UUID } from '@lumino/coreutils';
import { NONE } from './outputs';
import { ILintRequest, ILiveCell, IOutput, LintReply } from './tokens';

/**
 * A key of a text: 53 bits and the length.
 *
 * Synchronous, because `crypto.subtle` is not, and is absent on plain-http hosts.
 */
export function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const mixed = 4294967296 * (2097151 & low) + (high >>> 0);
  return `${mixed.toString(36)}.${text.length}`;
}

/**
 * One document's talk with the server: which sources it has, and which answer came last.
 */
export class Exchange {
  /** Compose the next request: all cells by hash, and the sources the server lacks. */
  compose(
    path: string,
    cells: readonly ILiveCell[],
    metadata: Record<string, unknown> = {},
    afresh = false
  ): ILintRequest {
    const hashed = cells.map(cell => ({ cell, key: this._hash(cell) }));
    const request: ILintRequest = {
      document: this._document,
      path,
      version: ++this._version,
      base: this._base,
      cells: hashed.map(({ cell, key }) => [cell.id, cell.kind, key]),
      sources: {},
      runs: {},
      tags: {},
      ran: [],
      outputs: {},
      metadata,
      afresh
    };
    for (const { cell, key } of hashed) {
      if (this._acknowledged.get(cell.id) !== key) {
        request.sources[cell.id] = cell.source;
      }
      if (cell.count !== null) {
        request.runs[cell.id] = cell.count;
      }
      const shown = this._shown.get(cell.id) ?? NONE;
      const news = cell.outputs !== shown || cell.id in request.sources;
      if (news && (cell.outputs.length || shown.length)) {
        request.outputs[cell.id] = cell.outputs;
      }
      if (cell.run) {
        const { order, source } = cell.run;
        request.ran.push([cell.id, order, source === cell.source ? null : source]);
      }
      if (cell.tags.length) {
        request.tags[cell.id] = cell.tags;
      }
    }
    this._sent = request;
    this._sentOutputs = new Map(cells.map(cell => [cell.id, cell.outputs]));
    return request;
  }

  /** Ask for a whole answer next: who asks has forgotten the last one. */
  forget(): void {
    this._base = null;
  }

  /** Take note of a reply; false if it is not an answer to the newest request. */
  accept(reply: LintReply): boolean {
    const sent = this._sent;
    if (!sent || reply.version !== sent.version || 'stale' in reply) {
      return false;
    }
    this._acknowledged = new Map(sent.cells.map(([id, , key]) => [id, key]));
    this._shown = this._sentOutputs;
    if ('need' in reply) {
      reply.need.forEach(id => this._acknowledged.delete(id));
      this._base = null;
      return false;
    }
    this._base = reply.version;
    return true;
  }

  private _hash(cell: ILiveCell): string {
    const known = this._hashes.get(cell.id);
    if (known?.source === cell.source) {
      return known.key;
    }
    const key = hash(cell.source);
    this._hashes.set(cell.id, { source: cell.source, key });
    return key;
  }

  private _document = UUID.uuid4();
  private _version = 0;
  private _base: number | null = null;
  private _sent: ILintRequest | null = null;
  private _acknowledged = new Map<string, string>();
  private _shown = new Map<string, readonly IOutput[]>();
  private _sentOutputs = new Map<string, readonly IOutput[]>();
  private _hashes = new Map<string, { source: string; key: string }>();
}
