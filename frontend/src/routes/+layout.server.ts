import {
  CENTRE_PHONE,
  NATIONAL_PORTAL_URL,
  ORIGIN,
  PETITION_URL,
  PROVINCE_NAME,
  PROVINCE_NAME_EN,
} from '$app/env/private';
import { SiteDocument, type SiteQuery } from '#lib/graphql/graphql.ts';
import { locale } from '#lib/locale.ts';
import { ask } from '#lib/server/api.ts';
import type { LayoutServerLoad } from './$types';

// Pages for reading: no script is sent.
export const csr = false;

const NOTHING: SiteQuery = { menu: [], siteNotice: [] };

export const load: LayoutServerLoad = async ({ url }) => ({
  origin: ORIGIN || url.origin,
  province: locale() === 'en' ? PROVINCE_NAME_EN : PROVINCE_NAME,
  phone: CENTRE_PHONE,
  nationalPortal: NATIONAL_PORTAL_URL,
  petitions: PETITION_URL,
  // A page that says what is wrong stands without a menu, too.
  ...(await ask(SiteDocument, {}).catch(() => NOTHING)),
});
