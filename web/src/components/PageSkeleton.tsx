import pageClasses from './Page.module.css';
import { SkeletonRows } from './SkeletonRows.tsx';
import classes from './states.module.css';

/** A page whose code or first data is on its way. */
export function PageSkeleton() {
  return (
    <div className={pageClasses.list}>
      <div className={`${classes.bar} ${classes.skeletonTitle}`} />
      <SkeletonRows />
    </div>
  );
}
