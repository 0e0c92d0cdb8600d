import { CENTRE_PHONE, NATIONAL_PORTAL_URL, PROVINCE_NAME } from '$app/env/private';
import type { LayoutServerLoad } from './$types';

// Pages for reading: no script is sent.
export const csr = false;

export const load: LayoutServerLoad = () => ({
  province: PROVINCE_NAME,
  phone: CENTRE_PHONE,
  nationalPortal: NATIONAL_PORTAL_URL,
});
