import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The password of everybody below. */
export const password = 'a plumb line hangs true';

export const people = {
  executive: 'eva@example.com',
  manager: 'mia@example.com',
  rep: 'ana@example.com',
  otherRep: 'ben@example.com',
} as const;

const day = 86_400_000;

/**
 * A small team with facts one can count: Ana owes two late reports, one due in two days and one in five, and a directive; Ben
 * owes three late ones and one in six days, Cai two, and two in six days. One follow-up with Ana waits for her answer.
 * @param now everything is dated from it
 */
export function writeOrganization(folder: string, now: Date): void {
  const ago = (days: number) => new Date(now.getTime() - days * day).toISOString();
  const date = (days: number) => ago(days).slice(0, 10);
  const files: Record<string, string[]> = {
    people: [
      'id,name,email,role,admin,timezone',
      `E,Eva Brandt,${people.executive},executive,true,Europe/London`,
      `M,Mia Ellis,${people.manager},manager,false,Europe/London`,
      `A,Ana Ruiz,${people.rep},rep,false,Europe/London`,
      `B,Ben Osei,${people.otherRep},rep,false,Europe/London`,
      'C,Cai Lindt,cai@example.com,rep,false,Europe/London',
    ],
    reporting_lines: [
      'person_id,manager_id,from',
      `M,E,${date(200)}`,
      `A,M,${date(200)}`,
      `B,M,${date(200)}`,
      `C,M,${date(200)}`,
    ],
    accounts: ['id,name', 'H,Harbour Logistics'],
    account_owners: ['account_id,owner_id,from', `H,B,${date(200)}`],
    opportunities: ['id,account_id,owner_id,name,opened_at,outcome', `O,H,B,Renewal,${ago(40)},open`],
    paperwork: [
      'id,rep_id,type,due_at,submitted_at',
      `P1,A,call_report,${ago(1.1)},`,
      `P2,A,expense_report,${ago(0.9)},`,
      `P3,A,forecast,${ago(-2)},`,
      `P4,B,call_report,${ago(1.2)},`,
      `P5,B,expense_report,${ago(0.8)},`,
      `P7,A,visit_report,${ago(-5)},`,
      `P8,B,site_survey,${ago(0.7)},`,
      `P6,A,account_plan,${ago(30)},${ago(31)}`,
      `P9,C,call_report,${ago(0.7)},`,
      `P10,C,expense_report,${ago(0.6)},`,
      `P11,C,forecast,${ago(-6)},`,
      `P12,C,visit_report,${ago(-6)},`,
      `P13,B,stock_list,${ago(-6)},`,
    ],
    directives: [
      'id,title,body,issued_by,issued_at,due_at',
      `D,Call every dormant account,Once by phone.,E,${ago(3)},${ago(-4)}`,
    ],
    directive_assignments: ['directive_id,rep_id,relayed_at', `D,A,${ago(3)}`],
    follow_ups: [
      'id,manager_id,rep_id,item_id,occurred_at,recorded_at,channel,outcome,note',
      `F,M,A,P6,${ago(32)},${ago(32)},one_on_one,coaching,Went through the plan together.`,
    ],
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, lines] of Object.entries(files))
    writeFileSync(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
}
