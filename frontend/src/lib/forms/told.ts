import { day, fileSize, isDay, money } from '../format.ts';
import { locale } from '../locale.ts';
import { t } from '../messages/index.ts';
import { numberWritten } from './typed.ts';
import type { Chosen, Field, Ui, Value } from './ui.ts';

/** An answer in words, as the page to look it through has it. */
export function told(ui: Ui, field: Field, value: Value | undefined, sizes = false): string {
  if (value === undefined) return field.computed ? t.form.notYet : t.form.unanswered;
  const label = (key: string) => field.options?.find((option) => option.key === key)?.label ?? key;
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' ? numberWritten(value, locale()) : String(value);
    case 'dong':
      return typeof value === 'number' ? money(value) : String(value);
    case 'date':
      return isDay(String(value)) ? day(String(value)) : String(value);
    case 'choice':
      return label(String(value));
    case 'several':
      return (value as string[]).map(label).join(', ');
    case 'yes_no':
      return value ? t.form.yes : t.form.no;
    case 'declaration':
      return t.form.agreed;
    case 'address':
      return addressTold(ui, value as Record<string, string>);
    case 'bank_account': {
      const { bank, number, holder } = value as Record<string, string>;
      return [bank, number, holder].filter(Boolean).join(', ');
    }
    case 'file':
      return (value as Chosen[])
        .map(({ name, size }) => (sizes ? `${name} (${fileSize(size)})` : name))
        .join(', ');
    default:
      return String(value);
  }
}

function addressTold(ui: Ui, { province, commune, detail }: Record<string, string>): string {
  const own = ui.province && province === ui.province.key ? ui.province : undefined;
  const place = own?.communes.find(({ key }) => key === commune)?.label ?? commune;
  return [detail, place, own?.label ?? province].filter(Boolean).join(', ');
}
