package mpjlda.data.corpus;

/** A position in the concatenated files: a file's number and an offset in it. */
record FilePosition(int file, long offset) {}
