import type { PeoplePreview } from '@plumbline/shared/contracts/people.ts';
import { count } from '../../lib/formats.ts';
import classes from './AddPeoplePage.module.css';
import { type Branch, treeOf } from './tree.ts';

/** Who would report to whom. */
export function PeopleTree({ people }: { people: PeoplePreview['people'] }) {
  const managers = people.filter(({ role }) => role === 'manager').length;
  return (
    <>
      <h2>
        {count(people.length, 'person', 'people')}, {count(managers, 'manager')}
      </h2>
      <div className={classes.tree}>
        {treeOf(people).map((branch) => (
          <Twig key={branch.person.line} branch={branch} />
        ))}
      </div>
    </>
  );
}

function Twig({ branch: { person, reports } }: { branch: Branch }) {
  return (
    <div>
      <p className={person.status === 'existing' ? `${classes.person} ${classes.existing}` : classes.person}>
        {person.name}
        <span className={classes.role}>
          {person.role}
          {person.status === 'existing' && ', there already'}
        </span>
      </p>
      {reports.length > 0 && (
        <ul>
          {reports.map((report) => (
            <li key={report.person.line}>
              <Twig branch={report} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
