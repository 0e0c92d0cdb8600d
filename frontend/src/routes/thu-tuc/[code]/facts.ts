import type { Channel, EditionTextFragment, Level } from '#lib/graphql/graphql.ts';
import { capital, money } from '#lib/format.ts';
import { t } from '#lib/messages/index.ts';
import { line } from '#lib/prose.ts';
import type { Places } from './shown.ts';
import { namesOf, type Service } from './services.ts';
import { feesOn, feeTerm, limitTerm, merged, type Method, type Term } from '#lib/terms.ts';

type Content = EditionTextFragment['content'];

/** One of the five questions with what the announced text answers; no terms: it does not say. */
export interface Fact {
  question: string;
  terms: Term[];
  /** How many more cases there are. */
  hidden: number;
  /** The part of the page that tells it all. */
  more: { href: string; text: string } | null;
  /** Where it can be done at once. */
  action: { href: string; text: string } | null;
}

const SHOWN = 3;
const SHORT = 110;

/** The first screen: what to prepare, how long, how much, where, and whether online. */
export const facts = (
  content: Content,
  on: string,
  nationalPortal: string,
  services: Service[],
  levels: Level[],
  places: Places,
): Fact[] => [
  prepare(content),
  time(content),
  cost(content, on, places),
  place(content, services, places),
  online(content, nationalPortal, services, levels),
];

/** Who performs it, as one text; pieces cut at commas come together again. */
export const agenciesOf = (content: Content, role: Content['agencies'][number]['role']): string =>
  content.agencies
    .filter((part) => part.role === role)
    .map((part) => line(part.agency?.name ?? part.text).replace(/[.,;]+$/, ''))
    .filter(Boolean)
    .join(', ');

function prepare(content: Content): Fact {
  const groups = content.components
    .map((group) => group.items.filter((item) => item.kind !== 'NOTE'))
    .filter((items) => items.length);
  const papers = groups.flat();
  const more = papers.length ? { href: '#giay-to', text: t.procedure.seePapers } : null;
  if (papers.length <= SHOWN && groups.length === 1 && papers.every((paper) => paper.name.length <= SHORT)) {
    return fact(
      t.procedure.prepare,
      papers.map((paper) => plain(line(paper.name))),
      more,
    );
  }
  const submitted = papers.filter((paper) => paper.kind === 'SUBMIT').length;
  const shown = papers.length - submitted;
  const counts = [
    submitted ? t.procedure.submitCount(submitted) : '',
    shown ? t.procedure.presentCount(shown) : '',
    groups.length > 1 ? t.procedure.groupCount(groups.length) : '',
  ];
  return fact(t.procedure.prepare, papers.length ? [plain(counts.filter(Boolean).join(', '))] : [], more);
}

function time(content: Content): Fact {
  const terms = merged(content.methods, (method) => method.limits.map(limitTerm));
  return fact(t.procedure.time, terms, { href: '#cach-thuc', text: t.procedure.seeMethods });
}

function cost(content: Content, on: string, { outside }: Places): Fact {
  const feesOf = (method: Method) => feesOn(method.fees, on).filter((fee) => !outside.includes(fee.area));
  const terms = merged(content.methods, (method) => feesOf(method).map(feeTerm));
  const more = { href: '#cach-thuc', text: t.procedure.seeMethods };
  const amounts = content.methods.flatMap(feesOf).map((fee) => fee.amount?.dong ?? null);
  const known = amounts.filter((amount) => amount !== null);
  if (terms.length <= SHOWN || known.length < amounts.length) return fact(t.procedure.fee, terms, more);
  const least = Math.min(...known);
  const most = Math.max(...known);
  if (most === 0) return fact(t.procedure.fee, [plain(t.procedure.free)], more);
  const range = least ? t.procedure.from(money(least), money(most)) : t.procedure.freeOr(money(most));
  return fact(t.procedure.fee, [{ text: range, where: '', aside: t.procedure.varies }], more);
}

function place(content: Content, services: Service[], { atCommune, commune, desks }: Places): Fact {
  const near = atCommune ? commune : null;
  const own = near
    ? [{ text: near.oneStop.name, where: capital(near.name), aside: near.desk?.address ?? '' }]
    : [];
  const more =
    near || desks.length
      ? { href: '#noi-nop', text: t.procedure.seeDesk }
      : atCommune
        ? { href: '#noi-nop', text: t.place.question }
        : null;
  const reception = line(content.reception);
  const performing = agenciesOf(content, 'PERFORMING');
  const terms = reception
    ? [plain(reception)]
    : performing
      ? [plain(t.procedure.performing(performing))]
      : [];
  return fact(
    t.procedure.place,
    [...own, ...terms, ...listedAs(services, ['CENTRE', 'ANYWHERE'], t.service)],
    more,
  );
}

function online(content: Content, nationalPortal: string, services: Service[], levels: Level[]): Fact {
  const listed = services.filter(({ kind }) => kind === 'FULL' || kind === 'PARTIAL');
  const others = levels.filter((level) => !listed.some((service) => service.levels.includes(level)));
  const terms = listedAs(listed, ['FULL', 'PARTIAL'], {
    FULL: t.procedure.onlineFull,
    PARTIAL: t.procedure.onlinePartial,
  });
  const channels = [...new Set(content.methods.map((method) => method.channel))];
  if (channels.length && (others.length || !terms.length)) {
    terms.push({ ...plain(announced(channels)), where: terms.length ? namesOf(others) : '' });
  }
  const told = fact(t.procedure.online, terms, null);
  if (!listed.length && !channels.includes('ONLINE')) return told;
  return { ...told, action: { href: nationalPortal, text: t.procedure.nationalPortal } };
}

/** Whether it can be done online, as the announced text alone tells. */
function announced(channels: Channel[]): string {
  if (channels.includes('ONLINE')) return t.procedure.onlineYes;
  return t.procedure.onlineNo(
    channels.map((channel) => t.channel[channel].toLocaleLowerCase('vi')).join(', '),
  );
}

/** What lists of the province say of these kinds, with the number of each list. */
const listedAs = <Kind extends Service['kind']>(
  services: Service[],
  kinds: Kind[],
  words: Record<Kind, string>,
): Term[] =>
  kinds.flatMap((kind) =>
    services
      .filter((service) => service.kind === kind)
      .map(({ number, where }) => ({
        text: capital(words[kind]),
        where,
        aside: t.procedure.byDecision(number),
      })),
  );

const plain = (text: string): Term => ({ text, where: '', aside: '' });

function fact(question: string, terms: Term[], more: Fact['more']): Fact {
  const shown = terms.slice(0, SHOWN);
  return {
    question,
    terms: shown,
    hidden: terms.length - shown.length,
    more: terms.length ? more : null,
    action: null,
  };
}
