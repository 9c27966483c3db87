package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;

/** Documents that are read from another source and changed on the way; as many and as numbered. */
interface DocumentView extends DocumentSource {
  /** The source that is read. */
  DocumentSource whole();

  @Override
  default int count() {
    return whole().count();
  }

  @Override
  default int longest() {
    return whole().longest();
  }

  @Override
  default long firstDocument() {
    return whole().firstDocument();
  }
}
