/*
 * Preloaded into a process (LD_PRELOAD), counts the calls that change files below a folder, and at
 * the N-th kills the process or has the call fail. A write that is hit writes half its bytes first.
 *
 *   FAULT_FOLDER   absolute path
 *   FAULT_PROCESS  only in processes whose command line has this text in it
 *   FAULT_AT       the call to hit, from 1; 0 for none
 *   FAULT_ERRNO    0 to kill, else what the call fails with
 *   FAULT_ON       1 to have every later call that adds to the disk fail as well
 *   FAULT_TRACE    each call's number, name and path is appended here
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int active;
static const char *folder;
static size_t folder_length;
static long at;
static int error;
static int on;
static int trace = -1;
static long count;

__attribute__((constructor)) static void start(void) {
  static char line[65536];
  const char *process = getenv("FAULT_PROCESS");
  folder = getenv("FAULT_FOLDER");
  if (!process || !folder) return;
  int fd = open("/proc/self/cmdline", O_RDONLY);
  ssize_t n = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
  if (fd >= 0) close(fd);
  for (ssize_t i = 0; i < n; i++)
    if (!line[i]) line[i] = ' ';
  if (n <= 0 || !strstr(line, process) || strncmp(line, "/bin/sh", 7) == 0) return;
  folder_length = strlen(folder);
  at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
  error = getenv("FAULT_ERRNO") ? atoi(getenv("FAULT_ERRNO")) : 0;
  on = getenv("FAULT_ON") && atoi(getenv("FAULT_ON"));
  if (getenv("FAULT_TRACE"))
    trace = open(getenv("FAULT_TRACE"), O_WRONLY | O_CREAT | O_APPEND, 0644);
  active = 1;
}

static const char *path_of(int fd, char *buffer) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, buffer, PATH_MAX - 1);
  if (n <= 0) return "";
  buffer[n] = 0;
  return buffer;
}

/* Whether this call is hit. */
static int hit(const char *call, const char *path, int adds) {
  if (!active || strncmp(path, folder, folder_length) != 0) return 0;
  long number = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
  if (trace >= 0) {
    char text[PATH_MAX + 64];
    int n = snprintf(text, sizeof text, "%ld %s %s\n", number, call, path);
    syscall(SYS_write, trace, text, n);
  }
  return number == at || (on && at > 0 && number > at && adds);
}

static int fall(void) {
  if (!error) {
    kill(getpid(), SIGKILL);
    pause();
  }
  errno = error;
  return -1;
}

#define REAL(type, name, ...)                          \
  static type (*real)(__VA_ARGS__);                    \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t length) {
  char buffer[PATH_MAX];
  REAL(ssize_t, "write", int, const void *, size_t);
  if (active && hit("write", path_of(fd, buffer), 1)) {
    if (length > 1) real(fd, bytes, length / 2);
    return fall();
  }
  return real(fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  char buffer[PATH_MAX];
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  if (active && hit("pwrite", path_of(fd, buffer), 1)) {
    if (length > 1) real(fd, bytes, length / 2, offset);
    return fall();
  }
  return real(fd, bytes, length, offset);
}

int fsync(int fd) {
  char buffer[PATH_MAX];
  REAL(int, "fsync", int);
  return active && hit("fsync", path_of(fd, buffer), 1) ? fall() : real(fd);
}

int fdatasync(int fd) {
  char buffer[PATH_MAX];
  REAL(int, "fdatasync", int);
  return active && hit("fdatasync", path_of(fd, buffer), 1) ? fall() : real(fd);
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  return hit("rename", to, 1) ? fall() : real(from, to);
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  return hit("unlink", path, 0) ? fall() : real(path);
}

int rmdir(const char *path) {
  REAL(int, "rmdir", const char *);
  return hit("rmdir", path, 0) ? fall() : real(path);
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  return hit("mkdir", path, 1) ? fall() : real(path, mode);
}

int open64(const char *path, int flags, ...) {
  mode_t mode = 0;
  REAL(int, "open64", const char *, int, ...);
  if (flags & O_CREAT) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
    if (hit("create", path, 1)) return fall();
  }
  return real(path, flags, mode);
}
