/** What is sent: a subject, and sections of lines that may be links. One shape for notices and digests, mail and chat. */
export interface Letter {
  subject: string;
  sections: readonly Section[];
}

interface Section {
  heading?: string;
  lines: readonly Line[];
}

interface Line {
  text: string;
  /** Where the text leads. */
  url?: string;
  /** What can be done about it. */
  acts?: readonly { label: string; url: string }[];
}

/** Plain text; links stand on lines of their own. */
export function asText({ subject, sections }: Letter, settingsUrl: string): string {
  const body = sections.map(({ heading, lines }) =>
    [
      ...(heading === undefined ? [] : [heading.toUpperCase()]),
      ...lines.flatMap(({ text, url, acts = [] }) => [
        text,
        ...(url === undefined ? [] : [`  ${url}`]),
        ...acts.map((act) => `  ${act.label}: ${act.url}`),
      ]),
    ].join('\n'),
  );
  return `${[subject, ...body, `What reaches you, and when, is yours to choose: ${settingsUrl}`].join('\n\n')}\n`;
}

/** HTML without images, scripts or sheets from elsewhere. */
export function asHtml({ subject, sections }: Letter, settingsUrl: string): string {
  const body = sections
    .map(({ heading, lines }) => {
      const title =
        heading === undefined ? '' : `<h2 style="font-size:16px;margin:24px 0 8px">${escaped(heading)}</h2>`;
      return `${title}${lines.map(line).join('')}`;
    })
    .join('');
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:15px/22px system-ui,sans-serif;color:#1d2526">',
    `<div style="max-width:560px;margin:0 auto"><h1 style="font-size:18px;line-height:26px;margin:0 0 12px">${escaped(subject)}</h1>${body}`,
    `<p style="margin:32px 0 0;font-size:13px;color:#5b6566">What reaches you, and when, is yours to choose: ${anchor(settingsUrl, 'Notifications')}.</p>`,
    '</div></body></html>',
  ].join('');
}

function line({ text, url, acts = [] }: Line): string {
  const links = acts.map((act) => anchor(act.url, act.label)).join(' &nbsp; ');
  const body = url === undefined ? escaped(text) : anchor(url, text);
  return `<p style="margin:0 0 8px">${body}${links === '' ? '' : `<br>${links}`}</p>`;
}

const anchor = (url: string, text: string) =>
  `<a href="${escaped(url)}" style="color:#0f5b58">${escaped(text)}</a>`;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** An incoming webhook of Slack. Only what Slack itself reads as markup is escaped. */
export function asSlack({ subject, sections }: Letter): object {
  const plain = (text: string) => text.replace(/[&<>]/g, (character) => entities[character] ?? '');
  const lines = sections.flatMap((section) => section.lines);
  const said = lines.map(({ text, url }) => (url === undefined ? plain(text) : `<${url}|${plain(text)}>`));
  return { text: [`*${plain(subject)}*`, ...said].join('\n') };
}

/** An incoming webhook of Teams (a workflow): an adaptive card. */
export function asTeams({ subject, sections }: Letter): object {
  const lines = sections.flatMap((section) => section.lines);
  const block = (text: string, more: object = {}) => ({ type: 'TextBlock', text, wrap: true, ...more });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            block(subject, { weight: 'bolder' }),
            ...lines.flatMap(({ text, url }) => (url === undefined ? [block(text)] : [])),
          ],
          actions: lines.flatMap(({ text, url }) =>
            url === undefined ? [] : [{ type: 'Action.OpenUrl', title: text, url }],
          ),
        },
      },
    ],
  };
}
