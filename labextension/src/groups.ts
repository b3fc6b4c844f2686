import { TranslationBundle } from '@jupyterlab/translation';
import { keyOf, Model } from './model';
import { IFinding, IRule, SEVERITIES } from './tokens';

/** Findings under one heading, each with a key that is its own in the whole list. */
export interface Group {
  id: string;
  title: string;
  subtitle: string;
  findings: { finding: IFinding; key: string }[];
}

/**
 * Group findings by cell in document order, or by family, the worst first.
 *
 * What concerns the whole notebook follows, and last what is only possible.
 */
export function grouped(
  findings: readonly IFinding[],
  model: Model,
  rules: readonly IRule[],
  by: 'cell' | 'family',
  trans: TranslationBundle
): Group[] {
  const seen = new Map<string, number>();
  const groups = new Map<string, Group>();
  const add = (id: string, title: string, subtitle: string, finding: IFinding) => {
    const group = groups.get(id) ?? { id, title, subtitle, findings: [] };
    const key = keyOf(finding);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    group.findings.push({ finding, key: `${key} ${count}` });
    groups.set(id, group);
  };
  const certain = findings.filter(finding => model.isCertain(finding));
  const inCells = certain.filter(finding => finding.cell_id);
  if (by === 'cell') {
    const titles = new Map(model.cells.map(cell => [cell.id, cell]));
    for (const finding of inCells) {
      const cell = titles.get(finding.cell_id);
      const title = cell?.number ? trans.__('Cell %1', cell.number) : trans.__('Text');
      add(`cell ${finding.cell_id}`, title, cell?.heading ?? '', finding);
    }
  } else {
    const families = new Map(rules.map(rule => [rule.code, rule.family]));
    const worstFirst = [...inCells].sort(
      (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    );
    for (const finding of worstFirst) {
      const family = families.get(finding.code) ?? finding.code.replace(/\d+$/, '');
      add(`family ${family}`, family[0].toUpperCase() + family.slice(1), '', finding);
    }
  }
  certain
    .filter(finding => !finding.cell_id)
    .forEach(finding => add('notebook', trans.__('Whole notebook'), '', finding));
  findings
    .filter(finding => !model.isCertain(finding))
    .forEach(finding => add('possible', trans.__('Possible'), '', finding));
  return [...groups.values()];
}
