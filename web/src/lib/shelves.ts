/* What this device keeps in IndexedDB: named shelves of values under text keys. */

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export type Shelves<Shelf extends string> = {
  get: <T>(shelf: Shelf, key: string) => Promise<T | undefined>;
  put: (shelf: Shelf, key: string, value: unknown) => void;
  remove: (shelf: Shelf, key: string) => void;
};

export type Cupboard<Shelf extends string> = {
  /**
   * All of it or nothing, on the disk before it returns: `strict` asks the browser to wait until the machine says so. Only ask the shelves inside; the
   * transaction ends by itself when nothing of it is under way.
   */
  keep: <T>(shelves: Shelf[], work: (on: Shelves<Shelf>) => Promise<T>) => Promise<T>;
  find: <T>(shelf: Shelf, key: string) => Promise<T | undefined>;
  /** Everything of that shelf whose key begins so. */
  findAll: <T>(shelf: Shelf, prefix: string) => Promise<T[]>;
};

/** One database. Its shelves are made when it is first opened. */
export function cupboard<Shelf extends string>(name: string, all: readonly Shelf[]): Cupboard<Shelf> {
  let opened: Promise<IDBDatabase> | null = null;
  const open = () => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const shelf of all) request.result.createObjectStore(shelf);
      };
      request.onsuccess = () => {
        const database = request.result;
        // Another tab brings a newer shape, or the browser takes the storage away: the next call opens it anew.
        database.onversionchange = () => database.close();
        database.onclose = () => {
          opened = null;
        };
        resolve(database);
      };
      request.onerror = () => {
        opened = null;
        reject(request.error);
      };
    });
    return opened;
  };

  return {
    async keep(shelves, work) {
      const database = await open();
      const transaction = database.transaction(shelves, 'readwrite', { durability: 'strict' });
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('The device did not keep it.'));
      });
      done.catch(() => {}); // heard below, unless the work itself fails first
      try {
        const result = await work({
          get: <V>(shelf: Shelf, key: string) => answer<V | undefined>(transaction.objectStore(shelf).get(key)),
          put: (shelf, key, value) => void transaction.objectStore(shelf).put(value, key),
          remove: (shelf, key) => void transaction.objectStore(shelf).delete(key),
        });
        await done;
        return result;
      } catch (error) {
        if (transaction.error === null) {
          try {
            transaction.abort();
          } catch {
            // It is over already; the error below says why.
          }
        }
        throw error;
      }
    },
    async find<T>(shelf: Shelf, key: string) {
      return answer<T | undefined>((await open()).transaction(shelf).objectStore(shelf).get(key));
    },
    async findAll<T>(shelf: Shelf, prefix: string) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      return answer<T[]>((await open()).transaction(shelf).objectStore(shelf).getAll(range));
    },
  };
}
