/** Named on each flag: whoever reads one later can tell by which rules it was raised. */
export const methodVersion = '2026-11-25.2';

/** Share of false flags, at most, at any one look (e-BH), and the level of the guarantee at the norm. */
export const alpha = 0.05;

/** Fewer occasions than this say nothing either way. */
export const fewestOccasions = 20;

/** Peers' ranges, shrinkage and case mix need so many other managers. */
export const fewestPeers = 5;

/** A manager's first weeks are not judged. */
export const weeksOfGrace = 4;

/** A flag ends when nobody has reported to its manager for so long: there is nothing left that could clear it. */
export const weeksWithoutTeam = 4;

/** How far back the record is looked at to clear a flag. */
export const weeksToClear = 8;
