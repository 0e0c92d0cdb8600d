import { defineEnvVars } from '@sveltejs/kit/env';

/** Read when the portal starts, never built in. Every one has a default. */
export const variables = defineEnvVars({
  API_URL: {
    description: 'Address of the GraphQL API',
    schema: (value) => value || 'http://127.0.0.1:8000/graphql',
  },
  API_TIMEOUT: {
    description: 'Milliseconds that the API may take to answer',
    schema: (value) => Number(value) || 10_000,
  },
  PAGE_SECONDS: {
    description:
      'Seconds for which a page that is kept is shown without asking the API whether anything has changed; 0 keeps none',
    schema: (value) => (value ? Number(value) || 0 : 1),
  },
  KIT: {
    description: 'Set while one works on the portal: /_kit shows its components in all their states',
    schema: (value) => value || '',
  },
  MAINTENANCE_UNTIL: {
    description:
      "Set while one works on the province's server: every page says that it is back by then, `2026-12-01T06:00+07:00`",
    schema: (value) => (value ? new Date(value).toISOString() : ''),
  },
  VISIT_SECONDS: {
    description: 'Seconds after which the API is told how often pages were shown',
    schema: (value) => Number(value) || 30,
  },
  DESK_URL: {
    description: "Address of the editors' desk, which alone may show previews in its frame",
    schema: (value) => value || 'http://127.0.0.1:8000',
  },
  PORTAL_KEY: {
    description:
      'Secret shared with the API, by which it believes for which reader the portal asks; may be empty',
    schema: (value) => value || '',
  },
  ORIGIN: {
    description: 'Public address of the portal, without a path; that of the request where it is empty',
    schema: (value) => (value ? new URL(value).origin : ''),
  },
  PROVINCE_NAME: {
    description: 'The province as written in a sentence',
    schema: (value) => value || 'tỉnh Lam Sơn',
  },
  PROVINCE_NAME_EN: {
    description: 'The same in an English sentence',
    schema: (value) => value || 'Lam Son province',
  },
  CENTRE_PHONE: {
    description: "Telephone of the province's service centre; may be empty",
    schema: (value) => value || '',
  },
  NATIONAL_PORTAL_URL: {
    description: 'The National Public Service Portal',
    schema: (value) => value || 'https://dichvucong.gov.vn/',
  },
  PETITION_URL: {
    description: 'Where complaints and petitions about procedures are received; may be empty',
    schema: (value) => (value ? new URL(value).href : ''),
  },
});
