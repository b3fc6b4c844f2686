import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import {
  IInspection,
  IJob,
  ILintRequest,
  IRule,
  LintReply,
  SERVER_NAMESPACE
} from './tokens';

/** The server refused; `detail` is what it said. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly detail: { message?: string; what?: string; where?: string; hint?: string }
  ) {
    super(detail.what ?? detail.message ?? `HTTP ${status}`);
  }
}

export interface IConvertRequest {
  path: string;
  out: string;
  force: boolean;
  verify: boolean;
  build: boolean;
}

/** The routes of the server extension, one function each. */
export class Server {
  constructor(private _settings: ServerConnection.ISettings) {}

  version(): Promise<{ version: string }> {
    return this._call('version');
  }

  lint(body: ILintRequest): Promise<LintReply> {
    return this._call('lint', 'POST', body);
  }

  async rules(): Promise<IRule[]> {
    return (await this._call<{ rules: IRule[] }>('rules')).rules;
  }

  rule(code: string): Promise<IRule & { documentation: string }> {
    return this._call(`rules/${encodeURIComponent(code)}`);
  }

  inspect(path: string): Promise<IInspection> {
    return this._call('convert/inspect', 'POST', { path });
  }

  convert(body: IConvertRequest): Promise<{ job: string }> {
    return this._call('convert', 'POST', body);
  }

  async jobs(path: string): Promise<IJob[]> {
    const query = URLExt.objectToQueryString({ path });
    return (await this._call<{ jobs: IJob[] }>(`jobs${query}`)).jobs;
  }

  job(id: string, after: number): Promise<IJob> {
    return this._call(`jobs/${encodeURIComponent(id)}?after=${after}`);
  }

  cancel(id: string): Promise<void> {
    return this._call(`jobs/${encodeURIComponent(id)}`, 'DELETE');
  }

  private async _call<T>(route: string, method = 'GET', body?: unknown): Promise<T> {
    const url = URLExt.join(this._settings.baseUrl, SERVER_NAMESPACE, route);
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await ServerConnection.makeRequest(url, init, this._settings);
    const text = await response.text();
    let value: unknown = undefined;
    try {
      value = text ? JSON.parse(text) : undefined;
    } catch {
      // A proxy's or the server's own page: its status says enough.
    }
    if (!response.ok) {
      throw new RequestError(response.status, (value as object) ?? {});
    }
    return value as T;
  }
}
