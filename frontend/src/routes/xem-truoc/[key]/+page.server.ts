import { error, redirect } from '@sveltejs/kit';
import { levelOf } from '#lib/addresses.ts';
import { isDay } from '#lib/format.ts';
import type { Ui } from '#lib/forms/ui.ts';
import {
  FormPreviewDocument,
  OpenPreviewDocument,
  PreviewDocument,
  PreviewLevelsDocument,
} from '#lib/graphql/graphql.ts';
import { askPrivately } from '#lib/server/api.ts';
import { outsideOf } from '#lib/server/commune.ts';
import { NATIONAL_PORTAL_URL } from '$app/env/private';
import { shown } from '../../thu-tuc/[code]/shown.ts';
import type { PageServerLoad } from './$types';

const COOKIE = 'xem-truoc';
const LIFE = 15 * 60;

/** A draft in the portal. The token of the address is exchanged for a cookie of this preview alone, and goes. */
export const load: PageServerLoad = async ({ params, url, cookies }) => {
  const key = params.key;
  const here = `/xem-truoc/${encodeURIComponent(key)}`;
  const token = url.searchParams.get('token');
  if (token !== null) {
    const { openPreview } = await askPrivately(OpenPreviewDocument, { key, token });
    if (!openPreview) error(404, 'no preview');
    cookies.set(COOKIE, openPreview.secret, {
      path: here,
      httpOnly: true,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
      maxAge: LIFE,
    });
    redirect(303, here);
  }
  const secret = cookies.get(COOKIE);
  if (!secret) error(404, 'no preview');
  const on = url.searchParams.get('ngay') || null;
  if (on && !isDay(on)) error(400, 'no such day');
  const { preview } = await askPrivately(PreviewDocument, { key, secret, on });
  if (!preview) return { form: await formOf(key, secret) };

  const { procedure, ...draft } = preview;
  return {
    ...(await shown(procedure, {
      asked: levelOf(url.searchParams.get('cap')) ?? draft.levels[0],
      async textAt(level) {
        const texts = await askPrivately(PreviewLevelsDocument, { key, secret, on });
        return texts.preview?.procedure.levels.find((part) => part.level === level)?.edition ?? null;
      },
      nationalPortal: NATIONAL_PORTAL_URL,
      commune: null,
      outsideOf,
      isToday: false,
    })),
    otherDay: false,
    unchanged: false,
    draft,
    form: null,
  };
};

/** The form that an editor is building. Throws 404 where it is not to be seen now. */
async function formOf(key: string, secret: string) {
  const { formPreview } = await askPrivately(FormPreviewDocument, { key, secret });
  if (!formPreview) error(404, 'no preview');
  return { ...formPreview, ui: JSON.parse(formPreview.ui) as Ui };
}
