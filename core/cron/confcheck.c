/* SPDX-License-Identifier: MIT */
/* What of a configuration the file system has a say in. Nothing is made or changed here. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "cron/confkeys.h"

struct check {
    const struct dh_config *c;
    dh_config_report *report;
    void *self;
    struct dh_detail *d;
    enum dh_err first;
};

static void DH_PRINTF(4, 5)
    complain(struct check *k, unsigned line, enum dh_err e, const char *fmt, ...)
{
    char safe[1400];
    va_list ap;
    va_start(ap, fmt);
    dh_confkey_message(k->c, line, safe, sizeof safe, fmt, ap);
    va_end(ap);
    if (k->report)
        k->report(k->self, e, safe);
    if (k->first == DH_OK)
        k->first = dh_fail(k->d, e, line, "%s", safe);
}

/* ---- Sources */

static void check_source(struct check *k, const struct dh_config_source *s)
{
    struct stat st;
    bool directory = s->kind == DH_CONFIG_DIRECTORY;
    if (!dh_config_is_local(s->kind) && s->kind != DH_CONFIG_URLS)
        return;
    if (stat(s->path, &st) < 0) {
        /* A file of rows may be between two of its turns. */
        if (s->kind != DH_CONFIG_JSONL || errno != ENOENT)
            complain(k, s->line, DH_ECONFIG,
                     "cannot look into '%s': %s; make it or correct the path", s->path,
                     strerrordesc_np(errno));
        return;
    }
    if (directory != (S_ISDIR(st.st_mode) != 0))
        complain(k, s->line, DH_ECONFIG, directory ? "'%s' is no directory" : "'%s' is a directory",
                 s->path);
    else if (faccessat(AT_FDCWD, s->path, directory ? R_OK | X_OK : R_OK, AT_EACCESS) < 0)
        complain(k, s->line, DH_EACCESS, "cannot read '%s': %s; who runs dehusk needs the right to",
                 s->path, strerrordesc_np(errno));
}

/* ---- Outputs */

/* The parent of path, or "." or "/". */
static bool parent_of(const char *path, char dst[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n >= PATH_MAX)
        return false;
    if (!slash || n == 0)
        snprintf(dst, PATH_MAX, "%s", slash ? "/" : ".");
    else {
        memcpy(dst, path, n);
        dst[n] = '\0';
    }
    return true;
}

static enum dh_err refuse(struct check *k, unsigned line, const char *what, const char *where,
                          int os)
{
    enum dh_err e = os == EACCES || os == EPERM ? DH_EACCESS : DH_ECREATE;
    complain(k, line, e, "cannot write %s in '%s': %s; make it, correct the path or the rights",
             what, where, strerrordesc_np(os));
    return e;
}

/* A directory that is there, or can be made. */
static void check_directory(struct check *k, unsigned line, const char *what, const char *path,
                            bool make)
{
    char at[PATH_MAX], up[PATH_MAX];
    struct stat st;

    if (strlen(path) >= sizeof at) {
        refuse(k, line, what, path, ENAMETOOLONG);
        return;
    }
    memcpy(at, path, strlen(path) + 1);
    while (stat(at, &st) < 0) {
        if (errno != ENOENT || !make || !parent_of(at, up) || !strcmp(at, up)) {
            refuse(k, line, what, at, errno);
            return;
        }
        memcpy(at, up, strlen(up) + 1);
    }
    if (!S_ISDIR(st.st_mode))
        refuse(k, line, what, at, ENOTDIR);
    else if (faccessat(AT_FDCWD, at, W_OK | X_OK, AT_EACCESS) < 0)
        refuse(k, line, what, at, errno);
}

/* A file that is there, or can be made: its directory has to be there unless make. */
static void check_file(struct check *k, unsigned line, const char *what, const char *path,
                       bool make)
{
    char at[PATH_MAX];
    struct stat st;

    if (!parent_of(path, at)) {
        refuse(k, line, what, path, ENAMETOOLONG);
        return;
    }
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        refuse(k, line, what, path, EISDIR);
    else if (stat(path, &st) == 0 && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0)
        refuse(k, line, what, path, errno);
    else
        check_directory(k, line, what, at, make);
}

/* ---- Outputs that would be read as input */

/* The real path of what may not be there yet: of its nearest parent that is, and the rest. */
static bool real(const char *path, char dst[2 * PATH_MAX])
{
    char at[PATH_MAX], up[PATH_MAX];
    if (strlen(path) >= sizeof at)
        return false;
    memcpy(at, path, strlen(path) + 1);
    while (!realpath(at, dst)) {
        if (errno != ENOENT || !parent_of(at, up) || !strcmp(at, up))
            return false;
        memcpy(at, up, strlen(up) + 1);
    }
    size_t n = strlen(dst), done = strlen(at);
    const char *rest = !strcmp(at, ".") && path[0] != '.' ? path : path + done;
    snprintf(dst + n, PATH_MAX, "%s%s", *rest && *rest != '/' ? "/" : "", rest);
    return true;
}

/* Whether path is dir or lies below it. */
static bool below(const char *path, const char *dir)
{
    size_t n = strlen(dir);
    return !strncmp(path, dir, n) && (!path[n] || path[n] == '/' || dir[n - 1] == '/');
}

static void check_overlap(struct check *k, unsigned line, const char *output, bool both)
{
    char out[2 * PATH_MAX], in[2 * PATH_MAX];
    for (size_t i = 0; i < k->c->n_sources; i++) {
        const struct dh_config_source *s = &k->c->sources[i];
        if (s->kind != DH_CONFIG_DIRECTORY || !real(output, out) || !real(s->path, in))
            continue;
        if (below(out, in) || (both && below(in, out)))
            complain(k, line, DH_ECONFIG,
                     "'%s' and the source '%s' lie in each other: what is written would be read",
                     output, s->name);
    }
}

enum dh_err dh_config_check(const struct dh_config *c, dh_config_report *report, void *self,
                            struct dh_detail *d)
{
    struct check k = { .c = c, .report = report, .self = self, .d = d };
    const struct {
        const char *section, *name, *what, *path;
        bool directory, make;
    } outputs[] = {
        { "output", "texts", "texts", c->texts, true, true },
        { "output", "records", "records", c->records, false, true },
        { "fetch", "warc", "WARC files", c->warc, true, true },
        { "state", "file", "the state", c->state, false, false },
        { "run", "metrics-file", "metrics", c->metrics, false, false },
        { "clean", "tmp", "temporary files", c->options->s.tmp, true, false },
    };

    for (size_t i = 0; i < c->n_sources; i++)
        check_source(&k, &c->sources[i]);
    for (size_t i = 0; i < DH_LEN(outputs); i++) {
        unsigned line = dh_confkey_line(c, outputs[i].section, outputs[i].name);
        if (!outputs[i].path)
            continue;
        if (outputs[i].directory)
            check_directory(&k, line, outputs[i].what, outputs[i].path, outputs[i].make);
        else
            check_file(&k, line, outputs[i].what, outputs[i].path, outputs[i].make);
        check_overlap(&k, line, outputs[i].path, outputs[i].directory);
    }
    return k.first;
}
