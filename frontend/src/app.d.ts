import type { Commune } from '#lib/server/commune.ts';

declare global {
  namespace App {
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
