import type { AnswerError } from '#lib/forms/errors.ts';
import type { Answers, Field, Path, Ui, Value } from '#lib/forms/ui.ts';

/** A form as it stands on a page. */
export interface Drawn {
  ui: Ui;
  answers: Answers;
  /** What is worked out of them. */
  worked: Answers;
  errors: AnswerError[];
  added: string[];
  /** Whether all is shown, with a word where it is asked only in some cases. */
  whole: boolean;
  /** Whether files are really sent. */
  real: boolean;
}

/** What every control is given. */
export interface Control {
  ui: Ui;
  field: Field;
  path: Path;
  value: Value | undefined;
  /** Ids of the texts that describe it; undefined where there are none. */
  described: string | undefined;
  real: boolean;
  /** The parts of the answer that are wrong; "" stands for the whole. */
  wrong: string[];
}

/** The attribute of an input whose answer, or part of an answer, is wrong. */
export const invalid = (wrong: string[], part = '') =>
  wrong.some((each) => !each || each === part) ? ('true' as const) : undefined;
