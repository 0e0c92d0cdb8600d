import {
  CENTRE_PHONE,
  MAINTENANCE_UNTIL,
  NATIONAL_PORTAL_URL,
  ORIGIN,
  PETITION_URL,
  PROVINCE_NAME,
  PROVINCE_NAME_EN,
} from '$app/env/private';
import { SiteDocument, type SiteQuery } from '#lib/graphql/graphql.ts';
import { locale } from '#lib/locale.ts';
import { ask } from '#lib/server/api.ts';
import { chosen } from '#lib/server/commune.ts';
import type { LayoutServerLoad } from './$types';

// Pages for reading: no script is sent.
export const csr = false;

const NOTHING: SiteQuery = { menu: [], siteNotice: [], communes: [] };

export const load: LayoutServerLoad = async ({ url, cookies }) => {
  // A page that says what is wrong stands without a menu, too.
  const [{ menu, siteNotice, communes }, commune] = MAINTENANCE_UNTIL
    ? [NOTHING, null]
    : await Promise.all([ask(SiteDocument, {}).catch(() => NOTHING), chosen(cookies).catch(() => null)]);
  return {
    origin: ORIGIN || url.origin,
    province: locale() === 'en' ? PROVINCE_NAME_EN : PROVINCE_NAME,
    phone: CENTRE_PHONE,
    nationalPortal: NATIONAL_PORTAL_URL,
    petitions: PETITION_URL,
    /** A moment, while the portal is closed for work on it; "" at other times. */
    backBy: MAINTENANCE_UNTIL,
    menu,
    siteNotice,
    /** Whether there is a commune to choose, and the one that was. */
    asksPlace: communes.length > 0,
    commune,
  };
};
