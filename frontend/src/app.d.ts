declare global {
  namespace App {
    interface PageData {
      province: string;
      phone: string;
      nationalPortal: string;
    }
  }
}

export {};
