declare global {
  namespace App {
    interface PageData {
      origin: string;
      province: string;
      phone: string;
      nationalPortal: string;
      petitions: string;
    }
  }
}

export {};
