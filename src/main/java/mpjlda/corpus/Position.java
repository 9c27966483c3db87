package mpjlda.corpus;

/** A place in the concatenated files: a file's number and an offset in it. */
record Position(int file, long offset) {}
