/** A number of so many places after the point, exactly. */
interface Decimal {
  digits: bigint;
  places: number;
}

/** Of what is written, as `1.5` or `1e-7`. */
export function decimal(value: number): Decimal {
  const [written = '0', power = '0'] = String(value).split('e');
  const [whole = '0', part = ''] = written.split('.');
  return moved({ digits: BigInt(whole + part), places: part.length }, Number(power));
}

const moved = ({ digits, places }: Decimal, power: number): Decimal =>
  power > places
    ? { digits: digits * 10n ** BigInt(power - places), places: 0 }
    : { digits, places: places - power };

const at = ({ digits, places }: Decimal, wanted: number) => digits * 10n ** BigInt(wanted - places);

export function plus(one: Decimal, other: Decimal): Decimal {
  const places = Math.max(one.places, other.places);
  return { digits: at(one, places) + at(other, places), places };
}

export const minus = (one: Decimal, other: Decimal) => plus(one, { ...other, digits: -other.digits });

export const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  places: one.places + other.places,
});

/** As JSON has it; rounded to a whole number where it is one, a half away from zero. */
export function plain({ digits, places }: Decimal, whole: boolean): number {
  const unit = 10n ** BigInt(places);
  if (!whole) return Number(`${digits}e-${places}`);
  const size = digits < 0n ? -digits : digits;
  const rounded = Number((size * 2n + unit) / (unit * 2n));
  return digits < 0n && rounded ? -rounded : rounded;
}

export type { Decimal };
