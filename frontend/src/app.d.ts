import type { Source } from '#lib/server/api.ts';
import type { Commune } from '#lib/server/commune.ts';

declare global {
  namespace App {
    interface Locals {
      /** What the API was asked for this page; null where that cannot be asked again. */
      sources: Source[] | null;
    }
    interface PageData {
      origin: string;
      province: string;
      phone: string;
      nationalPortal: string;
      petitions: string;
      asksPlace: boolean;
      commune: Commune | null;
    }
  }
}
