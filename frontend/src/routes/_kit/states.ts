/** Every component in every state that a page can bring it into. The words are of no real procedure. */
import type { Hit } from '../tim-kiem/hit.ts';

const LONG = 'Đăng ký việc có tên dài như nhiều thủ tục thật, có yếu tố nước ngoài, tại khu vực biên giới';

export const tokens = {
  colours: [
    ['ink', 'paper'],
    ['ink-soft', 'paper'],
    ['ink', 'surface'],
    ['ink', 'sunken'],
    ['link', 'paper'],
    ['on-pine', 'pine'],
    ['on-pine-soft', 'pine'],
    ['ochre-ink', 'ochre-soft'],
    ['lacquer', 'lacquer-soft'],
  ],
  sizes: ['xxl', 'xl', 'l', 'm', 's'],
  spaces: [1, 2, 3, 4, 5, 6, 7, 8],
} as const;

export const facts = [
  {
    question: 'Mất bao lâu',
    terms: [{ text: '4 giờ', where: 'Nộp trực tiếp', aside: 'luật định 8 giờ' }],
    hidden: 0,
    more: { href: '#', text: 'Xem từng cách nộp' },
    action: null,
  },
  {
    question: 'Hết bao nhiêu tiền',
    terms: [
      { text: 'Miễn phí', where: 'Nộp trực tuyến', aside: '' },
      { text: '8.000 đồng', where: 'Nộp trực tiếp', aside: '' },
    ],
    hidden: 3,
    more: { href: '#', text: 'Xem từng cách nộp' },
    action: null,
  },
  { question: 'Nộp ở đâu', terms: [], hidden: 0, more: null, action: null },
  {
    question: 'Làm trực tuyến được không',
    terms: [{ text: 'Được', where: '', aside: '' }],
    hidden: 0,
    more: null,
    action: { href: '#', text: 'Nộp trực tuyến' },
  },
];

export const files = [
  { name: 'To-khai-dang-ky.docx', url: '/tep/0', size: 24_576, type: 'application/msword' },
  { name: 'Mẫu chưa có tệp', url: null, size: null, type: null },
  { name: `${LONG}.pdf`, url: '/tep/1', size: 4_800_000, type: 'application/pdf' },
];

const issuer = { name: 'Chủ tịch Ủy ban nhân dân tỉnh Lam Sơn' };
export const decisions = [
  {
    address: '1-QD-UBND',
    number: '1/QĐ-UBND',
    title: 'Công bố thủ tục hành chính',
    signedOn: '2026-06-01',
    issuer,
    withdrawal: null,
  },
  {
    address: '2-QD-UBND',
    number: '2/QĐ-UBND',
    title: `Công bố danh mục thủ tục: ${LONG}`,
    signedOn: '2026-05-04',
    issuer,
    withdrawal: { reason: 'Ban hành nhầm thẩm quyền.' },
  },
];

export const sectors = [
  { key: 'ho-tich', name: 'Hộ tịch', procedureCount: 39 },
  { key: 'dai', name: 'Bảo vệ thực vật, chăn nuôi, thú y và thủy sản nội địa', procedureCount: 1204 },
  { key: 'trong', name: 'Công chứng', procedureCount: 0 },
];

export const desk = {
  address: 'Số 1 đường Lam Sơn, phường Trung Tâm, tỉnh Lam Sơn',
  latitude: 19.9,
  longitude: 105.4,
  telephone: '02373 000 000',
  hours: ['Thứ Hai đến thứ Sáu: 7:30–11:30, 13:30–17:00'],
  counters: ['Quầy 1: hộ tịch, chứng thực'],
  bankAccount: '',
  fromOn: '2025-07-01',
};

const hit: Hit = {
  code: '9.000101',
  alike: 'dang ky khai sinh',
  lang: undefined,
  pieces: [
    { text: 'Đăng ký ', marked: false },
    { text: 'khai sinh', marked: true },
  ],
  passage: [],
  sector: 'Hộ tịch',
  levels: ['COMMUNE'],
  time: 'Ngay trong ngày',
  fee: 'Miễn phí',
  online: true,
};
export const hits: Hit[] = [
  hit,
  { ...hit, code: '9.000102', time: '', fee: '', online: null, levels: ['PROVINCE', 'COMMUNE'] },
  {
    ...hit,
    code: '9.000103',
    pieces: [{ text: LONG, marked: false }],
    passage: [
      { text: 'Nộp giấy chứng sinh hoặc giấy tờ thay ', marked: false },
      { text: 'giấy khai sinh', marked: true },
    ],
    online: false,
  },
];

export const prose = `Bước 1: Nộp hồ sơ.

- Người có yêu cầu nộp hồ sơ tại bộ phận một cửa.
- Hoặc nộp trực tuyến.

a) Trường hợp được ủy quyền thì có văn bản ủy quyền.`;
