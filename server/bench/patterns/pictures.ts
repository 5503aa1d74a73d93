import type { Observed } from './organization.ts';
import type { Summary } from './summary.ts';

/** The pictures of docs/method.md, by name. Drawn for light and dark pages alike: strokes in mid tones, no background. */
export function draw(
  observed: readonly Observed[],
  over: ReadonlySet<string>,
  worlds: readonly { world: string; summaries: readonly Summary[] }[],
): [string, string][] {
  return [
    ['found-by-week', foundByWeek(observed)],
    ['found-and-false', foundAndFalse(worlds)],
    ['evidence', evidence(observed)],
    ['continuum', continuum(observed, over)],
  ];
}

const ink = '#7a7f87';
const colours = ['#c2410c', '#0f766e', '#6d5bd0', '#a16207', '#64748b'] as const;
const width = 640;
const height = 300;
const plot = { left: 56, right: 170, top: 28, bottom: 44 } as const;

const x = (share: number) => plot.left + share * (width - plot.left - plot.right);
const y = (share: number) => height - plot.bottom - share * (height - plot.top - plot.bottom);

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (content: string, at: { x: number; y: number }, more = '') =>
  `<text x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}" fill="${ink}" ${more}>${escaped(content)}</text>`;

function figure(title: string, body: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${escaped(title)}</title>`,
    text(title, { x: plot.left, y: 16 }, 'font-weight="600"'),
    ...body,
    '</svg>\n',
  ].join('\n');
}

/** Lines at equal steps with their figures, and what the axes show. */
function axes(
  across: { label: string; at: (share: number) => string; steps: number },
  up: { label: string; at: (share: number) => string },
): string[] {
  const steps = (count: number) => Array.from({ length: count + 1 }, (_, step) => step / count);
  return [
    ...steps(4).flatMap((share) => [
      `<line x1="${x(0)}" x2="${x(1)}" y1="${y(share)}" y2="${y(share)}" stroke="${ink}" stroke-opacity="0.25"/>`,
      text(up.at(share), { x: x(0) - 8, y: y(share) + 4 }, 'text-anchor="end"'),
    ]),
    ...steps(across.steps).map((share) =>
      text(across.at(share), { x: x(share), y: y(0) + 18 }, 'text-anchor="middle"'),
    ),
    text(across.label, { x: x(0.5), y: height - 8 }, 'text-anchor="middle"'),
    text(up.label, { x: x(0), y: plot.top - 2 }, 'font-size="11"'),
  ];
}

const line = (points: readonly { x: number; y: number }[], colour: string, more = '') =>
  `<polyline fill="none" stroke="${colour}" stroke-width="2" ${more} points="${points
    .map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`)
    .join(' ')}"/>`;

/** Names at the right end of lines, kept apart. */
function names(all: readonly { name: string; at: number; colour: string }[]): string[] {
  let last = Number.POSITIVE_INFINITY;
  return all
    .toSorted((a, b) => a.at - b.at)
    .map(({ name, at, colour }) => {
      last = Math.min(y(at) + 4, last - 15);
      return `<text x="${x(1) + 8}" y="${last.toFixed(1)}" fill="${colour}">${escaped(name)}</text>`;
    });
}

/** Share of each kind flagged by a week, both worlds together. */
function foundByWeek(observed: readonly Observed[]): string {
  const weeks = 26;
  const cases = observed.filter(({ scenario }) => scenario === 'independent' || scenario === 'bursty');
  const lines = [
    { name: 'super salesperson', styles: ['super'], colour: colours[1] },
    { name: 'salesperson’s friend', styles: ['friend'], colour: colours[0] },
    { name: 'milder ones', styles: ['friend_mild', 'super_mild'], colour: colours[2] },
    { name: 'one dirty signal', styles: ['dirty_signal'], colour: colours[3] },
    { name: 'favourites', styles: ['favourites'], colour: colours[4] },
  ].map(({ styles, ...rest }) => {
    const all = cases.filter(({ style }) => styles.includes(style));
    const share = (week: number) =>
      all.filter(({ found }) => found.some(({ by, after }) => by === 'Plumbline' && after <= week)).length /
      Math.max(1, all.length);
    return {
      ...rest,
      points: Array.from({ length: weeks + 1 }, (_, week) => ({ x: week / weeks, y: share(week) })),
    };
  });
  return figure('How soon each style is flagged', [
    ...axes(
      { label: 'weeks of record', at: (share) => String(Math.round(share * weeks)), steps: 13 },
      { label: 'flagged', at: (share) => `${100 * share} %` },
    ),
    ...lines.map(({ points, colour }) => line(points, colour)),
    ...names(lines.map(({ name, points, colour }) => ({ name, colour, at: points.at(-1)?.y ?? 0 }))),
  ]);
}

/** Each finder by what it finds and what it finds falsely. */
function foundAndFalse(worlds: readonly { world: string; summaries: readonly Summary[] }[]): string {
  const most = 0.4;
  return figure('What is found, and how much of it is false', [
    ...axes(
      {
        label: 'false among all flags ever raised',
        at: (share) => `${Math.round(100 * share * most)} %`,
        steps: 4,
      },
      { label: 'clear, mild and evading managers flagged', at: (share) => `${100 * share} %` },
    ),
    ...worlds.flatMap(({ world, summaries }, at) =>
      summaries.map(({ finder, kinds, falsely: { discoveries } }, number) => {
        const rows = kinds.filter(({ kind }) => ['clear', 'mild', 'evasion', 'favourites'].includes(kind));
        const k = rows.reduce((sum, { flagged }) => sum + flagged.k, 0);
        const n = rows.reduce((sum, { flagged }) => sum + flagged.n, 0);
        const point = {
          x: x(discoveries.k / Math.max(1, discoveries.n) / most),
          y: y(k / Math.max(1, n)),
        };
        const colour = colours[number] ?? ink;
        const mark = `<circle cx="${point.x.toFixed(1)}" cy="${point.y.toFixed(1)}" r="6" stroke="${colour}" stroke-width="2" fill="${at === 0 ? colour : 'none'}"><title>${escaped(`${finder}, ${world}`)}</title></circle>`;
        return mark;
      }),
    ),
    ...(worlds[0]?.summaries ?? []).map(({ finder }, number) => {
      const colour = colours[number] ?? ink;
      return `<text x="${x(1) + 8}" y="${plot.top + 20 + 18 * number}" fill="${colour}">${escaped(finder)}</text>`;
    }),
    text('filled: independent', { x: x(1) + 8, y: plot.top + 104 }, 'font-size="11"'),
    text('ring: bursty', { x: x(1) + 8, y: plot.top + 120 }, 'font-size="11"'),
  ]);
}

/** Evidence of some managers of one organisation, week by week. */
function evidence(observed: readonly Observed[]): string {
  const highest = Math.log(1e6);
  const lowest = Math.log(1e-2);
  const place = (logE: number) => (Math.min(highest, Math.max(lowest, logE)) - lowest) / (highest - lowest);
  const cases = observed.filter(({ scenario }) => scenario === 'bursty').slice(0, 52);
  const lines = (
    [
      ['friend', 'salesperson’s friend', colours[0]],
      ['friend_mild', 'a milder friend', colours[2]],
      ['late_start', 'begins half-way', colours[3]],
      ['hard_territory', 'hard territory', colours[1]],
      ['steady', 'steady', colours[4]],
    ] as const
  ).flatMap(([style, name, colour]) => {
    const trail = cases
      .filter((person) => person.style === style && person.leaning === undefined)
      .findLast(({ weeks }) => weeks >= 12)
      ?.trail.find(({ pattern }) => pattern === 'friend')?.logE;
    if (trail === undefined) return [];
    return [{ name, colour, points: trail.map((logE, week) => ({ x: (week + 1) / 26, y: place(logE) })) }];
  });
  return figure('Evidence week by week, as odds against the norm', [
    ...axes(
      { label: 'weeks of record', at: (share) => String(Math.round(share * 26)), steps: 13 },
      {
        label: 'odds',
        at: (share) => {
          const value = Math.exp(lowest + share * (highest - lowest));
          return value >= 1
            ? `${Number(value.toPrecision(1)).toLocaleString('en', { notation: 'compact' })} : 1`
            : `1 : ${Math.round(1 / value)}`;
        },
      },
    ),
    `<line x1="${x(0)}" x2="${x(1)}" y1="${y(place(Math.log(20)))}" y2="${y(place(Math.log(20)))}" stroke="${ink}" stroke-dasharray="4 4"/>`,
    text('20 : 1', { x: x(0) + 4, y: y(place(Math.log(20))) - 4 }, 'font-size="11"'),
    ...lines.map(({ points, colour }) => line(points, colour)),
    ...names(lines.map(({ name, points, colour }) => ({ name, colour, at: points.at(-1)?.y ?? 0 }))),
  ]);
}

/** Share flagged of those who lean, by how far. */
function continuum(observed: readonly Observed[], over: ReadonlySet<string>): string {
  const lines = (['friend', 'super'] as const).map((towards, number) => {
    const leaning = observed.filter(
      (person) => person.leaning?.towards === towards && ['independent', 'bursty'].includes(person.scenario),
    );
    const steps = [...Map.groupBy(leaning, (person) => person.leaning?.share ?? 0)].toSorted(
      ([a], [b]) => a - b,
    );
    return {
      name: towards === 'friend' ? 'salesperson’s friend' : 'super salesperson',
      colour: colours[number] ?? ink,
      first: steps.find(([share]) => over.has(`${towards} ${share.toFixed(2)} ${towards}`))?.[0] ?? null,
      points: steps.map(([share, all]) => ({
        x: share,
        y:
          all.filter(({ found }) =>
            found.some(({ by, pattern }) => by === 'Plumbline' && pattern === towards),
          ).length / all.length,
      })),
    };
  });
  return figure('Managers between steady and a clear style', [
    ...axes(
      {
        label: 'how far they lean: 0 steady, 100 % the clear style',
        at: (share) => `${100 * share} %`,
        steps: 5,
      },
      { label: 'flagged within 26 weeks', at: (share) => `${100 * share} %` },
    ),
    ...lines.flatMap(({ first, colour }, number) =>
      first === null
        ? []
        : [
            `<line x1="${x(first)}" x2="${x(first)}" y1="${y(0)}" y2="${y(1)}" stroke="${colour}" stroke-dasharray="3 4"/>`,
            text('a norm', { x: x(first) - 4, y: y(0.5) + 14 * number }, 'font-size="10" text-anchor="end"'),
          ],
    ),
    ...lines.map(({ points, colour }) => line(points, colour)),
    ...names(lines.map(({ name, points, colour }) => ({ name, colour, at: points.at(-1)?.y ?? 0 }))),
  ]);
}
