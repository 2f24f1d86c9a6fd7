import { openStore } from '../../src/store/store.ts';

// A process of its own that opens the store, saves a draft and ends. Arguments: the file and the id of the draft.
const [file = '', id = ''] = process.argv.slice(2);
const store = await openStore({ file });
await store.saveDraft({
  installation: 'T:T0LOCAL',
  id,
  owner: 'T0LOCAL:U0ANN',
  title: 'From another process',
  answers: {},
  unknown: [],
  updatedAt: 1,
});
await store.close();
