import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import {
  IInspection,
  IJob,
  ILintRequest,
  IPreview,
  IRule,
  LintReply,
  SERVER_NAMESPACE,
  Stage
} from './tokens';

/** The server refused; `detail` is what it said. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly detail: {
      kind?: string;
      message?: string;
      what?: string;
      where?: string;
      hint?: string;
    }
  ) {
    super(detail.what ?? detail.message ?? `HTTP ${status}`);
  }
}

/** What is to be done with a notebook; `parameters` is null for those that are found. */
export interface IOrder {
  path: string;
  out: string;
  stages: Stage[];
  force: boolean;
  parameters: string[] | null;
  values: Record<string, string>;
  tracking_uri: string;
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

  ignore(path: string, code: string): Promise<{ file: string }> {
    return this._call('ignore', 'POST', { path, code });
  }

  generate(path: string, code: string): Promise<{ job: string }> {
    return this._call('generate', 'POST', { path, code });
  }

  /** Write what a job of `generate` has made. */
  write(job: string): Promise<{ written: string[] }> {
    return this._call(`jobs/${encodeURIComponent(job)}`, 'POST', {});
  }

  inspect(path: string): Promise<IInspection> {
    return this._call('convert/inspect', 'POST', { path });
  }

  async preview(order: IOrder): Promise<IPreview[]> {
    return (await this._call<{ files: IPreview[] }>('convert/preview', 'POST', order)).files;
  }

  convert(order: IOrder): Promise<{ job: string }> {
    return this._call('convert', 'POST', order);
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
