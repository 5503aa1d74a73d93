/** Something wrong with a bundle (an error rejects it), or odd about it (a warning does not). */
export interface FoundProblem {
  severity: 'error' | 'warning';
  /** With its ending: `people.csv`. */
  file: string;
  line: number | null;
  column: string | null;
  value: string | null;
  expected: string;
}

/** How many problems are kept; the rest is counted. */
export const keptProblems = 1000;

/** What was found so far: the first 1,000 and the number of the rest, so that a million wrong rows cost no memory. */
export class Problems {
  errors = 0;
  warnings = 0;
  readonly #errors: FoundProblem[] = [];
  readonly #warnings: FoundProblem[] = [];

  /** File by file and line by line, errors before warnings; 1,000 at most. */
  get kept(): FoundProblem[] {
    return [...inOrder(this.#errors), ...inOrder(this.#warnings)].slice(0, keptProblems);
  }

  error(file: string, where: Partial<FoundProblem>, expected: string): void {
    this.add({ severity: 'error', file, expected, line: null, column: null, value: null, ...where });
  }

  warning(file: string, where: Partial<FoundProblem>, expected: string): void {
    this.add({ severity: 'warning', file, expected, line: null, column: null, value: null, ...where });
  }

  add(problem: FoundProblem): void {
    const list = problem.severity === 'error' ? this.#errors : this.#warnings;
    this.count(problem.severity, 1);
    if (list.length >= keptProblems) return;
    const { file, column, value } = problem;
    list.push({
      ...problem,
      file: storable(file),
      column: column && storable(column),
      value: value && storable(value),
    });
  }

  /** Counts problems that were found and not handed over one by one. */
  count(severity: FoundProblem['severity'], number: number): void {
    if (severity === 'error') this.errors += number;
    else this.warnings += number;
  }
}

/**
 * By line in each file, the files in the order in which something was found: each is read once for what is wrong in a row,
 * and again for what rows refer to.
 */
const inOrder = (problems: readonly FoundProblem[]) =>
  [...Map.groupBy(problems, ({ file }) => file).values()].flatMap((ofFile) =>
    ofFile.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  );

/** Short, and without what PostgreSQL cannot hold: NUL and halves of surrogate pairs. */
const storable = (text: string) => text.slice(0, 200).toWellFormed().replaceAll('\0', '\uFFFD');
