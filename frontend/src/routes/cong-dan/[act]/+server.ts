import { error, redirect } from '@sveltejs/kit';
import { askLogin, endLogin } from '#lib/server/login.ts';
import { inLocale } from '#lib/locale.ts';
import type { RequestHandler } from './$types';

/** The login stands under the portal's own address; the API does it. */
export const GET: RequestHandler = ({ params, request, url }) => {
  if (params.act !== 'dang-nhap' && params.act !== 'tro-lai') error(404);
  return askLogin(`/cong-dan/${params.act}${url.search}`, request);
};

export const POST: RequestHandler = async ({ params, cookies }) => {
  if (params.act !== 'dang-xuat') error(404);
  await endLogin(cookies);
  redirect(303, inLocale('/'));
};
