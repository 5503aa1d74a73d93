import type { Me } from '@plumbline/shared/contracts/session.ts';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { modifierName } from '../lib/keys.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { Mark } from '../components/Mark.tsx';
import classes from './Rail.module.css';
import { Waiting } from './Waiting.tsx';
import { navigationFor } from './navigation.ts';

export function Rail({ me, onPalette, onHelp }: { me: Me; onPalette: () => void; onHelp: () => void }) {
  return (
    <header className={classes.rail}>
      <Link to="/" className={classes.brand}>
        <Mark />
        <span>Plumbline</span>
      </Link>
      <nav aria-label="Pages" className={classes.nav}>
        {navigationFor(me).map((section) => (
          <section key={section.title} aria-label={section.title ?? 'Main'}>
            {section.title && <p className={classes.heading}>{section.title}</p>}
            <ul>
              {section.destinations.map(({ to, label, icon: Icon, waiting }) => (
                <li key={to}>
                  <Link to={to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
                    <Icon size={18} stroke={1.6} aria-hidden />
                    <span className={classes.label}>{label}</span>
                    <Waiting count={waiting ? me.waiting[waiting] : 0} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className={classes.foot}>
        <button type="button" className={classes.link} onClick={onPalette}>
          <IconSearch size={18} stroke={1.6} aria-hidden />
          <span className={classes.label}>Go to…</span>
          <kbd className={classes.key}>{modifierName}K</kbd>
        </button>
        <AccountMenu me={me} onHelp={onHelp} className={classes.link} />
      </div>
    </header>
  );
}
