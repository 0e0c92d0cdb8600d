import type { Condition, Value } from './ui.ts';

/** Whether a condition holds, as `register/forms/conditions.py` says; `valueOf` gives the answer to `section.field`. */
export function holds(condition: Condition, valueOf: (field: string) => unknown): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, valueOf));
  if ('any' in condition) return condition.any.some((part) => holds(part, valueOf));
  if ('not' in condition) return !holds(condition.not, valueOf);
  const answer = valueOf(condition.field) as Value | undefined;
  if ('is_answered' in condition) return answer !== undefined;
  const values = 'is' in condition ? [condition.is] : condition.is_one_of;
  return [answer].flat().some((each) => values.includes(each as string));
}
