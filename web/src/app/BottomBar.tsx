import type { Me } from '@plumbline/shared/contracts/session.ts';
import { Link } from '@tanstack/react-router';
import { AccountMenu } from './AccountMenu.tsx';
import classes from './BottomBar.module.css';
import { Waiting } from './Waiting.tsx';
import { navigationFor } from './navigation.ts';

/** On a phone: the four places most used, and everything else behind "More". */
export function BottomBar({ me, onPalette, onHelp }: { me: Me; onPalette: () => void; onHelp: () => void }) {
  const places = navigationFor(me).flatMap((section) => section.destinations);
  return (
    <nav className={classes.bar} aria-label="Pages">
      {places.slice(0, 4).map(({ to, label, icon: Icon, waiting }) => (
        <Link key={to} to={to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
          <Icon size={22} stroke={1.6} aria-hidden />
          <span>{label}</span>
          <Waiting count={waiting ? me.waiting[waiting] : 0} className={classes.waiting} />
        </Link>
      ))}
      <AccountMenu
        me={me}
        places={places.slice(4)}
        onHelp={onHelp}
        onPalette={onPalette}
        label="More"
        className={classes.link}
      />
    </nav>
  );
}
