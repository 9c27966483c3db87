package mpjlda.data.documents;

import mpjlda.core.kernel.DocumentSource;

/**
 * A view of another source: the same documents with the same numbers, changed while they are read.
 */
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
