import classes from './TeamGrid.module.css';

/** Beyond this many marks a cell could not be read any more; then numbers stand. */
const mostMarks = 8;

/** A week of somebody's items as tally marks: short is on time, tall and red is late, hollow is not due yet. Words for screen readers. */
export function Tally({ onTime, late, open }: { onTime: number; late: number; open: number }) {
  const words = `${onTime} on time, ${late} late, ${open} not due yet`;
  if (onTime + late + open === 0) {
    return (
      <span className={classes.nothing}>
        <span aria-hidden>·</span>
        <span className={classes.hidden}>nothing due</span>
      </span>
    );
  }
  if (onTime + late + open > mostMarks) {
    return (
      <span className={classes.tally}>
        <Counted mark={classes.onTimeMark} n={onTime} />
        <Counted mark={classes.lateMark} n={late} />
        <Counted mark={classes.openMark} n={open} />
        <span className={classes.hidden}>{words}</span>
      </span>
    );
  }
  const marks = [
    ...Array.from({ length: onTime }, () => classes.onTimeMark),
    ...Array.from({ length: late }, () => classes.lateMark),
    ...Array.from({ length: open }, () => classes.openMark),
  ];
  return (
    <span className={classes.tally}>
      {marks.map((mark, index) => (
        // Marks of a kind are all alike: their place is their identity.
        <span key={index} className={mark} aria-hidden />
      ))}
      <span className={classes.hidden}>{words}</span>
    </span>
  );
}

function Counted({ mark, n }: { mark: string | undefined; n: number }) {
  if (n === 0) return null;
  return (
    <span className={classes.counted} aria-hidden>
      <span className={mark} />
      {n}
    </span>
  );
}
