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
#include "base/fd.h"
#include "base/file.h"
#include "base/url.h"
#include "crawl/crawl.h"
#include "cron/confkeys.h"

enum { LIST_ERRORS = 10 }; /* told of one list of URLs */

/* ---- Sources */

static bool has_path(const struct dh_config_source *s)
{
    return dh_config_is_local(s->kind) || s->kind == DH_CONFIG_URLS;
}

/* What is there is of the kind that is wanted. */
static void check_source(struct dh_complaints *k, struct dh_config_source *s)
{
    struct stat st;
    bool directory = s->kind == DH_CONFIG_DIRECTORY;
    if (!has_path(s) || stat(s->path, &st) < 0)
        return;
    s->refused = directory ? !S_ISDIR(st.st_mode) : !S_ISREG(st.st_mode);
    if (directory != (S_ISDIR(st.st_mode) != 0))
        dh_complain(k, s->line, DH_ECONFIG,
                    directory ? "'%s' is no directory" : "'%s' is a directory", s->path);
    else if (!directory && !S_ISREG(st.st_mode)) /* a pipe would hold the run up for ever */
        dh_complain(k, s->line, DH_ECONFIG, "'%s' is no file but a device or pipe", s->path);
}

enum dh_err dh_config_source_there(const struct dh_config_source *s, struct dh_detail *d)
{
    struct stat st;
    bool directory = s->kind == DH_CONFIG_DIRECTORY;
    if (!has_path(s))
        return DH_OK;
    if (stat(s->path, &st) < 0) {
        /* A file of rows may be between two of its turns. */
        if (s->kind == DH_CONFIG_JSONL && errno == ENOENT)
            return DH_OK;
        return dh_fail_os(d, errno == EACCES ? DH_EACCESS : DH_ENOINPUT, errno,
                          "cannot look into '%s'", s->path);
    }
    if (faccessat(AT_FDCWD, s->path, directory ? R_OK | X_OK : R_OK, AT_EACCESS) < 0)
        return dh_fail_os(d, DH_EACCESS, errno, "cannot read '%s'", s->path);
    return DH_OK;
}

enum dh_err dh_config_check_sources(const struct dh_config *c, dh_config_report *report, void *self,
                                    struct dh_detail *d)
{
    struct dh_complaints k = { .config = c, .report = report, .self = self };

    for (size_t i = 0; i < c->n_sources; i++) {
        struct dh_detail why = { .code = DH_OK };
        const struct dh_config_source *s = &c->sources[i];
        enum dh_err e = s->refused ? DH_OK : dh_config_source_there(s, &why);
        if (e)
            dh_complain(&k, s->line, e == DH_EACCESS ? e : DH_ECONFIG, "%s; %s", why.msg,
                        e == DH_EACCESS ? "who runs dehusk needs the right to"
                                        : "make it or correct the path");
    }
    if (k.first.code && d)
        *d = k.first;
    return k.first.code;
}

/* ---- Outputs */

static enum dh_err refuse(struct dh_complaints *k, unsigned line, const char *what,
                          const char *where, int os)
{
    enum dh_err e = os == EACCES || os == EPERM ? DH_EACCESS : DH_ECREATE;
    dh_complain(k, line, e, "cannot write %s in '%s': %s; make it, correct the path or the rights",
                what, where, strerrordesc_np(os));
    return e;
}

/* A directory that is there, or can be made. */
static void check_directory(struct dh_complaints *k, unsigned line, const char *what,
                            const char *path, bool make)
{
    char at[PATH_MAX], up[PATH_MAX];
    struct stat st;

    if (strlen(path) >= sizeof at) {
        refuse(k, line, what, path, ENAMETOOLONG);
        return;
    }
    memcpy(at, path, strlen(path) + 1);
    while (stat(at, &st) < 0) {
        if (errno != ENOENT || !make || !dh_file_parent(at, up, sizeof up) || !strcmp(at, up)) {
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
static void check_file(struct dh_complaints *k, unsigned line, const char *what, const char *path,
                       bool make)
{
    char at[PATH_MAX];
    struct stat st;

    if (!dh_file_parent(path, at, sizeof at)) {
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
        if (errno != ENOENT || !dh_file_parent(at, up, sizeof up) || !strcmp(at, up))
            return false;
        memcpy(at, up, strlen(up) + 1);
    }
    size_t n = strlen(dst), done = strlen(at);
    const char *rest = !strcmp(at, ".") && path[0] != '.' ? path : path + done;
    while (rest[0] == '/' && rest[1] == '/')
        rest++;
    snprintf(dst + n, PATH_MAX, "%s%s", *rest && *rest != '/' ? "/" : "", rest);
    return true;
}

/* Whether path is dir or lies below it. */
static bool below(const char *path, const char *dir)
{
    size_t n = strlen(dir);
    return !strncmp(path, dir, n) && (!path[n] || path[n] == '/' || dir[n - 1] == '/');
}

/* Whether nothing was to be told of the output. */
static bool check_overlap(struct dh_complaints *k, struct dh_config *c, unsigned line,
                          const char *output, bool both)
{
    bool told = false;
    char out[2 * PATH_MAX], in[2 * PATH_MAX];
    for (size_t i = 0; i < c->n_sources; i++) {
        struct dh_config_source *s = &c->sources[i];
        bool directory = s->kind == DH_CONFIG_DIRECTORY;
        if (!has_path(s) || !real(output, out) || !real(s->path, in))
            continue;
        bool one = !directory && !strcmp(out, in);
        bool inside = directory && (below(out, in) || (both && below(in, out)));
        s->refused = s->refused || one;
        told = told || one || inside;
        if (one)
            dh_complain(k, line, DH_ECONFIG,
                        "'%s' is the source '%s' too: it would be written over", output, s->name);
        else if (inside)
            dh_complain(k, line, DH_ECONFIG,
                        "'%s' and the source '%s' lie in each other: what is written would be read",
                        output, s->name);
    }
    return !told;
}

/* ---- Metrics, which replace what stands in their place */

enum dh_err dh_config_metrics_place(const char *path, struct dh_detail *d)
{
    static const char begins[] = "# HELP dehusk_";
    char head[sizeof begins - 1];
    struct stat st;

    if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
        return DH_OK;
    int fd = dh_fd_open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK);
    bool known = fd >= 0 && dh_file_read_at(fd, path, 0, head, sizeof head, NULL) == DH_OK &&
                 memcmp(head, begins, sizeof head) == 0;
    if (fd >= 0)
        close(fd);
    return known ? DH_OK
                 : dh_fail(d, DH_ECREATE, 0,
                           "'%s' is there and holds no metrics: it would be written over", path);
}

static void check_metrics(struct dh_complaints *k, struct dh_config *c, unsigned line)
{
    struct dh_detail why;
    if (check_overlap(k, c, line, c->metrics, false) &&
        dh_config_metrics_place(c->metrics, &why) != DH_OK)
        dh_complain(k, line, DH_ECONFIG, "%s", why.msg);
}

enum dh_err dh_config_check_metrics(struct dh_config *c, struct dh_detail *d)
{
    struct dh_complaints k = { .config = c, .bare = true };
    if (c->metrics)
        check_metrics(&k, c, 0);
    return k.first.code ? dh_fail(d, DH_EUSAGE, 0, "'metrics-file': %s", k.first.msg) : DH_OK;
}

/* ---- All of it */

enum dh_err dh_config_check(struct dh_config *c, dh_config_report *report, void *self,
                            struct dh_detail *d)
{
    struct dh_complaints k = { .config = c, .report = report, .self = self };
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
        if (outputs[i].path == c->metrics)
            check_metrics(&k, c, line);
        else
            check_overlap(&k, c, line, outputs[i].path, outputs[i].directory);
    }
    if (k.first.code && d)
        *d = k.first;
    return k.first.code;
}

/* ---- Lists of URLs */

struct list {
    struct dh_complaints *told;
    const struct dh_config_source *source;
    struct dh_buf url;
    unsigned bad;
};

static enum dh_err see_line(void *self, struct dh_str url, uint64_t number, struct dh_detail *d)
{
    struct list *l = self;

    dh_buf_reset(&l->url);
    enum dh_err e = dh_url_normal(DH_STR_NONE, url, &l->url);
    if (e != DH_EDATA)
        return e ? dh_no_memory(d) : DH_OK;
    if (l->bad++ < LIST_ERRORS)
        dh_complain(l->told, l->source->line, DH_ECONFIG, "'%s', line %llu: no http or https URL",
                    l->source->path, (unsigned long long)number);
    return DH_OK;
}

enum dh_err dh_config_check_lists(const struct dh_config *c, dh_config_report *report, void *self,
                                  struct dh_detail *d)
{
    struct dh_complaints k = { .config = c, .report = report, .self = self };

    for (size_t i = 0; i < c->n_sources; i++) {
        struct list l = { .told = &k, .source = &c->sources[i] };
        struct dh_detail why = { .code = DH_OK };
        if (c->sources[i].kind != DH_CONFIG_URLS || c->sources[i].refused ||
            dh_config_source_there(&c->sources[i], NULL) != DH_OK)
            continue;
        dh_buf_init(&l.url, dh_mem_default(), DH_URL_MAX);
        if (dh_crawl_list(dh_mem_default(), c->sources[i].path, NULL, see_line, &l, &why) != DH_OK)
            dh_complain(&k, c->sources[i].line, why.code, "%s", why.msg);
        if (l.bad > LIST_ERRORS)
            dh_complain(&k, c->sources[i].line, DH_ECONFIG, "'%s': %u more %s no URL",
                        c->sources[i].path, l.bad - LIST_ERRORS,
                        l.bad - LIST_ERRORS == 1 ? "line that is" : "lines that are");
        dh_buf_release(&l.url);
    }
    if (k.first.code && d)
        *d = k.first;
    return k.first.code;
}
