import classes from './TeamGrid.module.css';

/** Beyond this many marks a cell could not be read any more; then numbers stand. */
const mostMarks = 8;

/** A week of somebody's items as tally marks: short is on time, tall and red is late, hollow is open. Words for screen readers. */
export function Tally({ onTime, late, open }: { onTime: number; late: number; open: number }) {
  const words = `${onTime} on time, ${late} late, ${open} open`;
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
      <span className={classes.numbers}>
        <span aria-hidden>
          {onTime}
          {late > 0 && <b className={classes.late}> {late}▮</b>}
          {open > 0 && <span> {open}▯</span>}
        </span>
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
