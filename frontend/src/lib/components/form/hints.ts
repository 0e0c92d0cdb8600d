import { fileSize, number } from '#lib/format.ts';
import type { Field } from '#lib/forms/ui.ts';
import { t } from '#lib/messages/index.ts';

/** What a field takes, in words, where one would not guess it; "" where one would. */
export function hintOf(field: Field, real: boolean): string {
  switch (field.kind) {
    case 'date':
      return t.form.dayHint;
    case 'long_text':
      return t.form.letters(number(field.most ?? 0));
    case 'several':
      return t.form.severalHint;
    case 'file':
      return (
        t.form.fileHint((field.types ?? []).join(', '), fileSize(field.size ?? 0), field.most ?? 1) +
        (real ? '' : ` ${t.form.trialFiles}`)
      );
    case 'dong':
      return t.form.dongHint;
    default:
      return '';
  }
}
