import {
  AUDIENCES,
  CHANNELS,
  FEES,
  LEVELS,
  audienceOf,
  channelOf,
  feeOf,
  levelOf,
  searchAddress,
  searchHref,
} from '#lib/addresses.ts';
import type {
  Audience,
  Channel,
  FacetName,
  FeeChoice,
  Level,
  ProcedureFilter,
  SearchQuery,
} from '#lib/graphql/graphql.ts';
import { t } from '#lib/messages/index.ts';

type Facet = SearchQuery['searchProcedures']['facets'][number];

/** A value of a facet as a link that adds it to the search, or takes it back. */
export interface Choice {
  label: string;
  count: number;
  selected: boolean;
  href: string;
}

export interface Choices {
  name: string;
  title: string;
  values: Choice[];
}

const PARAMETERS: Record<FacetName, string> = {
  SECTOR: 'linh-vuc',
  AGENCIES: 'co-quan',
  LEVELS: 'cap',
  AUDIENCES: 'doi-tuong',
  CHANNELS: 'cach-nop',
  FEE: 'phi',
};
const present = <Value>(value: Value | undefined): value is Value => value !== undefined;

/** What the address narrows the search to; words that mean nothing are left out. */
export const filterOf = (url: URL): ProcedureFilter => ({
  sector: url.searchParams.getAll('linh-vuc'),
  levels: url.searchParams.getAll('cap').map(levelOf).filter(present),
  audiences: url.searchParams.getAll('doi-tuong').map(audienceOf).filter(present),
  agencies: url.searchParams.getAll('co-quan'),
  channels: url.searchParams.getAll('cach-nop').map(channelOf).filter(present),
  fee: url.searchParams.getAll('phi').map(feeOf).filter(present),
});

/** The facets of an answer, each value with the address that toggles it; paging starts anew. */
export const choicesOf = (facets: Facet[], url: URL): Choices[] =>
  facets
    .filter((facet) => facet.values.length > 0)
    .map((facet) => ({
      name: facet.name,
      title: t.search.facets[facet.name],
      values: facet.values.map((value) => ({
        label: value.label,
        count: value.count,
        selected: value.selected,
        href: toggled(url, PARAMETERS[facet.name], wordOf(facet.name, value.value), value.selected),
      })),
    }));

/** The same search without any facet. */
export function unfiltered(url: URL): string {
  const query = url.searchParams.get('q');
  return query ? searchHref(query) : searchAddress();
}

function toggled(url: URL, name: string, word: string, selected: boolean): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.delete('after');
  parameters.delete('trang');
  if (selected) parameters.delete(name, word);
  else parameters.append(name, word);
  return searchAddress(parameters);
}

function wordOf(facet: FacetName, value: string): string {
  if (facet === 'LEVELS') return LEVELS[value as Level] ?? value;
  if (facet === 'AUDIENCES') return AUDIENCES[value as Audience] ?? value;
  if (facet === 'CHANNELS') return CHANNELS[value as Channel] ?? value;
  if (facet === 'FEE') return FEES[value as FeeChoice] ?? value;
  return value;
}
