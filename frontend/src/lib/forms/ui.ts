/** A form as the API's `intakeForm { ui }` tells it, in one language; docs/adr/0018. */
export interface Ui {
  title: string;
  pages: Page[];
  /** Where an address is asked for: the own province and its communes of the day. */
  province?: { key: string; label: string; communes: Choice[] };
}

export interface Page {
  key: string;
  title: string;
  sections: Section[];
}

export interface Section {
  key: string;
  title?: string;
  help?: string;
  repeat?: { least: number; most: number };
  show_when?: Condition;
  fields: Field[];
}

export type Kind =
  | 'text'
  | 'long_text'
  | 'number'
  | 'dong'
  | 'date'
  | 'choice'
  | 'several'
  | 'yes_no'
  | 'name'
  | 'id_number'
  | 'phone'
  | 'email'
  | 'address'
  | 'bank_account'
  | 'file'
  | 'declaration'
  | 'information';

export interface Field {
  key: string;
  kind: Kind;
  label: string;
  help?: string;
  required: boolean;
  show_when?: Condition;
  require_when?: Condition;
  computed?: Formula;
  prefill?: 'name' | 'id_number' | 'birth_date' | 'phone' | 'email' | 'address';
  options?: Choice[];
  least?: number;
  most?: number;
  whole?: boolean;
  when?: 'past' | 'future';
  types?: string[];
  /** Bytes of one file. */
  size?: number;
}

export interface Choice {
  key: string;
  label: string;
}

type Scalar = string | number | boolean;
export type Condition =
  | { field: string; is: Scalar }
  | { field: string; is_one_of: Scalar[] }
  | { field: string; is_answered: true }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

export type Formula = { sum: Part[] } | { product: Part[] } | { difference: Part[] } | { count: string };
export type Part = string | number | Formula;

/** A file of an earlier dossier, that may be used again. */
export interface Paper {
  id: string;
  name: string;
  size: number;
  filedAt: string;
}

/** Of a file that was chosen. */
export interface Chosen {
  id: string;
  name: string;
  type: string;
  size: number;
}

export type Value = Scalar | string[] | Record<string, string> | Chosen[];
/** Answers to the fields of a section, or to those of one part of a group. */
export type Item = Record<string, Value>;
/** `{section: {field: value}}`, a list where the section is a group. What is not answered is left out. */
export type Answers = Record<string, Item | Item[]>;

/** Leads into the answers: section, place in the group, field, part of the answer. */
export type Path = (string | number)[];

/** Name and id of what a path leads to; no key has a hyphen in it. */
export const nameOf = (path: Path) => ['o', ...path].join('-');

export const pageOf = (ui: Ui, key: unknown): Page | undefined => ui.pages.find((page) => page.key === key);

/** Of all pages, in their order. */
export const sectionsOf = (ui: Ui): Section[] => ui.pages.flatMap((page) => page.sections);

/** The parts of a section's answers: one, or those of a group; none where it is not answered. */
export const itemsOf = (answers: Answers, section: Section): Item[] => [answers[section.key] ?? []].flat();

/** Where the answers to a part of a section are. */
export const pathTo = (section: Section, place: number): Path =>
  section.repeat ? [section.key, place] : [section.key];
