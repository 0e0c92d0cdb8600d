import { inLocale } from './locale.ts';
import type { Audience, Channel, FeeChoice, Level, SubjectKind } from './graphql/graphql.ts';

/** Addresses of the portal are a contract: words in them are Vietnamese and never change. */
export const LEVELS: Record<Level, string> = {
  MINISTRY: 'bo',
  PROVINCE: 'tinh',
  DISTRICT: 'huyen',
  COMMUNE: 'xa',
  OTHER: 'khac',
};

export const AUDIENCES: Record<Audience, string> = {
  CITIZEN: 'cong-dan',
  OVERSEAS_VIETNAMESE: 'nguoi-viet-o-nuoc-ngoai',
  FOREIGNER: 'nguoi-nuoc-ngoai',
  OFFICIAL: 'can-bo',
  BUSINESS: 'doanh-nghiep',
  FOREIGN_BUSINESS: 'doanh-nghiep-von-nuoc-ngoai',
  COOPERATIVE: 'hop-tac-xa',
  ORGANIZATION: 'to-chuc',
  FOREIGN_ORGANIZATION: 'to-chuc-nuoc-ngoai',
  PARTY_MEMBER: 'dang-vien',
  PARTY_ORGANIZATION: 'to-chuc-dang',
};

export const CHANNELS: Record<Channel, string> = {
  COUNTER: 'truc-tiep',
  ONLINE: 'truc-tuyen',
  POST: 'buu-chinh',
};
export const FEES: Record<FeeChoice, string> = { FREE: 'khong-thu', FEE: 'co-thu' };

export const levelOf = (word: string | null) => key(LEVELS, word);
export const audienceOf = (word: string | null) => key(AUDIENCES, word);
export const channelOf = (word: string | null) => key(CHANNELS, word);
export const feeOf = (word: string | null) => key(FEES, word);

export const procedureHref = (code: string) => inLocale(`/thu-tuc/${encodeURIComponent(code)}`);
export const reportHref = (code: string) => `${procedureHref(code)}/bao-sai`;
/** Where the online form of a procedure can be tried. */
export const formHref = (code: string) => `${procedureHref(code)}/mau-don`;
/** Where one files online. */
export const filingHref = (code: string) => inLocale(`/nop-ho-so/${encodeURIComponent(code)}`);
/** Where a dossier is looked up; with a code, where its look-up code is asked for. */
export const lookUpHref = (code = '') =>
  inLocale('/tra-cuu-ho-so') + (code ? `?${new URLSearchParams({ ma: code })}` : '');
export const ownHref = () => inLocale('/ho-so-cua-toi');
/** The login, and where one goes on afterwards. */
export const loginHref = (after: string) => `/cong-dan/dang-nhap?${new URLSearchParams({ tiep: after })}`;
/** `path` as the API gives it: parts joined by `/`, "" for the first page. */
export const pageHref = (path: string) =>
  inLocale(['/trang', ...path.split('/').filter(Boolean).map(encodeURIComponent)].join('/'));
export const decisionsHref = () => inLocale('/quyet-dinh');
export const decisionHref = (address: string) => inLocale(`/quyet-dinh/${encodeURIComponent(address)}`);
export const sectorsHref = () => inLocale('/linh-vuc');
export const sectorHref = (sector: string) => inLocale(`/linh-vuc/${encodeURIComponent(sector)}`);
export const sectorSearchHref = (sector: string) => searchAddress({ 'linh-vuc': sector });
/** What took effect or was corrected, day by day. */
export const recentHref = () => inLocale('/moi-cap-nhat');
export const agencySearchHref = (agency: string) => searchAddress({ 'co-quan': agency });
export const agenciesHref = () => inLocale('/co-quan');
export const agencyHref = (agency: string) => inLocale(`/co-quan/${encodeURIComponent(agency)}`);
/** Where a reader tells in which commune he lives; `back` is the address to return to. */
export const placeHref = (back: string, called = '') =>
  `${inLocale('/noi-o')}?${new URLSearchParams({ ...(called ? { ten: called } : {}), ve: back })}`;
export const placeAction = (action: 'tim' | 'chon' | 'quen') => `${inLocale('/noi-o')}?/${action}`;
/** All announced texts of a procedure, and what differs between two days. */
export const historyHref = (code: string) => `${procedureHref(code)}/phien-ban`;
export const comparisonHref = (code: string, from: string, to: string) =>
  `${procedureHref(code)}/so-sanh?${new URLSearchParams({ tu: from, den: to })}`;
export const onDayHref = (code: string, day: string) =>
  `${procedureHref(code)}?${new URLSearchParams({ ngay: day })}`;
export const searchHref = (query: string) => searchAddress({ q: query });
/** The same words as typed, without mending their spelling. */
export const exactHref = (query: string) => searchAddress({ q: query, 'dung-nhu-go': '1' });

/** What can be followed, as parameters of the form call it. */
export const SUBJECTS: Record<SubjectKind, string> = {
  PROCEDURE: 'thu-tuc',
  SECTOR: 'linh-vuc',
  AGENCY: 'co-quan',
};
const FEEDS: Record<SubjectKind, string> = { PROCEDURE: 'procedures', SECTOR: 'sectors', AGENCY: 'agencies' };

export const followPageHref = () => inLocale('/theo-doi');
export const followedHref = () => inLocale('/theo-doi/da-gui');
export const followHref = (kind: SubjectKind, key: string) =>
  `${followPageHref()}?${new URLSearchParams({ [SUBJECTS[kind]]: key })}`;
/** The page of what is followed. */
export const subjectHref = (kind: SubjectKind, key: string) =>
  inLocale(`/${SUBJECTS[kind]}/${encodeURIComponent(key)}`);
/** Feeds are Vietnamese alone. */
export const feedHref = (kind: SubjectKind, key: string) =>
  `/feeds/${FEEDS[kind]}/${encodeURIComponent(key)}.atom`;

/** Where the search is, with parameters that are set. */
export function searchAddress(parameters: URLSearchParams | Record<string, string> = {}): string {
  const written = new URLSearchParams(parameters).toString();
  return inLocale('/tim-kiem') + (written ? `?${written}` : '');
}

/** Calls a number as it is written, spaces and all. */
export const telephoneHref = (number: string) => `tel:${number.replace(/\s/g, '')}`;

/** The same address with one parameter set, or left out. */
export function withParameter(
  url: Pick<URL, 'pathname' | 'search'>,
  name: string,
  value: string | null,
): string {
  const parameters = new URLSearchParams(url.search);
  if (value === null) parameters.delete(name);
  else parameters.set(name, value);
  return parameters.size ? `${url.pathname}?${parameters}` : url.pathname;
}

function key<Key extends string>(words: Record<Key, string>, word: string | null): Key | undefined {
  return (Object.keys(words) as Key[]).find((candidate) => words[candidate] === word);
}
