import { searchAddress } from '#lib/addresses.ts';
import { t } from '#lib/messages/index.ts';
import type { Hit } from './hit.ts';

/**
 * Procedures that are alike (seven kinds of birth registration) differ by one thing that a citizen knows of his own
 * case. The official name says it, in few phrases that all ministries use; what has none of them is the plain case.
 */
const QUESTIONS = {
  FOREIGN: {
    parameter: 'nuoc-ngoai',
    answers: { khong: null, co: /yếu tố nước ngoài|khu vực biên giới|với người nước ngoài/ },
  },
  ERRAND: {
    parameter: 'viec',
    answers: {
      moi: null,
      lai: /(?:cấp|đăng ký|chứng nhận|công nhận|xác nhận)(?:, \S+)* (?:đổi|lại)\b|(?:cấp|đổi), cấp lại/,
      'gia-han': /gia hạn/,
      'thay-doi': /thay đổi|điều chỉnh|sửa đổi|bổ sung|cải chính/,
      'cham-dut': /chấm dứt|thu hồi|giải thể|tạm ngừng|xóa đăng ký/,
    },
  },
} as const;

export type QuestionName = keyof typeof QUESTIONS;
const NAMES = Object.keys(QUESTIONS) as QuestionName[];

const FIRST = 10; // hits that a reader looks at
const FEW = 4; // look-alikes that he tells apart by himself

const nameOf = (hit: Hit) => hit.pieces.map((piece) => piece.text).join('');
const marked = (hit: Hit) =>
  hit.pieces
    .filter((piece) => piece.marked)
    .map((piece) => piece.text.toLowerCase())
    .join(' ');

/** Which answer the name of a procedure gives. */
function answerIn(question: QuestionName, hit: Hit): string {
  const name = nameOf(hit).toLowerCase();
  const answers = Object.entries<RegExp | null>(QUESTIONS[question].answers);
  const plain = answers[0]![0];
  return answers.find(([, phrase]) => phrase?.test(name))?.[0] ?? plain;
}

/** The answers that the address gives. */
function given(url: URL): [QuestionName, string][] {
  return NAMES.flatMap((name) => {
    const answer = url.searchParams.get(QUESTIONS[name].parameter);
    return answer && Object.hasOwn(QUESTIONS[name].answers, answer)
      ? [[name, answer] as [QuestionName, string]]
      : [];
  });
}

export const isAnswered = (url: URL) => given(url).length > 0;

/** Those that match the same words as the first. */
function lookAlikes(hits: Hit[]): Hit[] {
  const words = hits[0] ? marked(hits[0]) : '';
  return hits.filter((hit) => words && marked(hit) === words);
}

/** The look-alikes of the case that the address tells. */
export const ofTheCase = (hits: Hit[], url: URL): Hit[] =>
  lookAlikes(hits).filter((hit) =>
    given(url).every(([question, answer]) => answerIn(question, hit) === answer),
  );

/** The answers given, each with the address that takes it back. */
export const answersGiven = (url: URL) =>
  given(url).map(([name, answer]) => ({
    label: `${t.search.question[name].ask} ${wordsOf(name, answer)}`,
    href: changed(url, name, null),
  }));

/** What to ask first where many of the first hits match the same words; null where names tell enough. */
export function questionAbout(hits: Hit[], url: URL) {
  const alike = lookAlikes(hits.slice(0, FIRST));
  if (alike.length < FEW) return null;
  const asked = given(url).map(([name]) => name);
  for (const name of NAMES.filter((each) => !asked.includes(each))) {
    const found = new Set(alike.map((hit) => answerIn(name, hit)));
    if (found.size < 2) continue;
    return {
      ask: t.search.question[name].ask,
      answers: Object.keys(QUESTIONS[name].answers)
        .filter((answer) => found.has(answer))
        .map((answer) => ({ text: wordsOf(name, answer), href: changed(url, name, answer) })),
    };
  }
  return null;
}

function wordsOf(name: QuestionName, answer: string): string {
  const words: Record<string, string> = t.search.question[name].answers;
  return words[answer] ?? '';
}

function changed(url: URL, name: QuestionName, answer: string | null): string {
  const parameters = new URLSearchParams(url.searchParams);
  for (const each of ['after', 'trang']) parameters.delete(each);
  if (answer) parameters.set(QUESTIONS[name].parameter, answer);
  else parameters.delete(QUESTIONS[name].parameter);
  return searchAddress(parameters);
}
