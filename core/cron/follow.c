/* SPDX-License-Identifier: MIT */
#include "cron/follow.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "cron/filemarks.h"
#include "io/walk.h"

#define DAY ((int64_t)86400 * 1000000000)

/* The file at hand. */
struct file {
    char path[PATH_MAX];
    const char *input[1];      /* path, for its reader */
    struct dh_buf id;          /* as the configuration has it, NUL-ended */
    struct dh_ledger_file row; /* what the ledger will hold of it; id is not set */
    bool rotated;              /* an earlier self of it: its row is not its own */
    uint64_t done;             /* lines of that which were worked on, where it is packed */
    bool lost;                 /* something could not be read: another time */
    bool page;                 /* one page, which can be gone one day */
    uint64_t was;              /* a page: its item's key when it was worked on last; 0: not known */
};

struct dh_follow {
    const struct dh_allocator *mem;
    const struct dh_config *config;
    struct dh_ledger *ledger;
    int64_t now;
    uint64_t unchanged;
    size_t next;          /* source */
    bool again;           /* the source before next, once more: its earlier self is done */
    int64_t rotated_at;   /* when that was written to last */
    const char *name;     /* of the source at hand */
    uint64_t source;      /* its hash */
    struct dh_walk *walk; /* of a directory */
    const char *skip[DH_WALK_SKIPS];
    bool whole;     /* the walk met no error so far */
    uint64_t *seen; /* keys of its files */
    size_t n_seen, cap_seen;
    struct dh_ledger_file *gone; /* files that it no longer has; ids in the arena */
    size_t n_gone, cap_gone;
    struct dh_arena arena;
    struct dh_source *reader; /* of the file at hand */
    struct file file;
};

enum dh_err dh_follow_new(struct dh_follow **out, const struct dh_allocator *m,
                          const struct dh_config *config, struct dh_ledger *ledger, int64_t now,
                          struct dh_detail *d)
{
    struct dh_follow *f = dh_mem_zeroed(m, 1, sizeof *f);
    if (!f)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    f->mem = m;
    f->config = config;
    f->ledger = ledger;
    f->now = now;
    dh_arena_init(&f->arena, m, SIZE_MAX);
    dh_buf_init(&f->file.id, m, SIZE_MAX);
    *out = f;
    return DH_OK;
}

void dh_follow_free(struct dh_follow *f)
{
    if (!f)
        return;
    dh_source_free(f->reader);
    dh_walk_free(f->walk);
    dh_mem_free(f->mem, f->seen);
    dh_arena_release(&f->arena);
    dh_buf_release(&f->file.id);
    dh_mem_free(f->mem, f);
}

uint64_t dh_follow_unchanged(const struct dh_follow *f)
{
    return f->unchanged;
}

static enum dh_err no_memory(struct dh_detail *d)
{
    return dh_fail(d, DH_ENOMEM, 0, "out of memory for the sources");
}

/* ---- Files */

static enum dh_err open_reader(struct dh_follow *f, enum dh_type type, uint64_t start,
                               uint64_t line, struct dh_detail *d)
{
    struct dh_source_options o = {
        .type = start ? DH_TYPE_JSONL : type,
        .fields = &f->config->options->s.fields,
        .max_size = f->config->options->s.max_size,
        .growing = true,
        .start = start,
        .start_line = line,
    };
    f->file.input[0] = f->file.path;
    return dh_source_new(&f->reader, f->mem, &o, f->file.input, 1, d);
}

static enum dh_err set_path(struct dh_follow *f, const char *path, struct dh_str below,
                            struct dh_detail *d)
{
    size_t n = strlen(path);
    if (n >= sizeof f->file.path)
        return dh_fail(d, DH_ENOINPUT, 0, "the path '%s' is too long", path);
    memcpy(f->file.path, path, n + 1);
    dh_buf_reset(&f->file.id);
    dh_buf_add(&f->file.id, dh_str_c(f->name));
    if (below.n && f->file.id.n && f->file.id.p[f->file.id.n - 1] != '/')
        dh_buf_byte(&f->file.id, '/');
    dh_buf_add(&f->file.id, below);
    return f->file.id.err ? no_memory(d) : DH_OK;
}

static enum dh_err note_seen(struct dh_follow *f, uint64_t key, struct dh_detail *d)
{
    if (f->n_seen == f->cap_seen &&
        !dh_mem_grow(f->mem, (void **)&f->seen, &f->cap_seen, sizeof *f->seen))
        return no_memory(d);
    f->seen[f->n_seen++] = key;
    return DH_OK;
}

static bool is_source(const struct dh_follow *f, const char *path)
{
    for (size_t i = 0; i < f->config->n_sources; i++)
        if (dh_config_is_local(f->config->sources[i].kind) &&
            strcmp(f->config->sources[i].path, path) == 0)
            return true;
    return false;
}

/* The next file that was rotated since the last run. What is read as a source is none, though it be
 * called so. */
static bool next_rotated(struct dh_follow *f, const char *path, char found[PATH_MAX])
{
    while (dh_filemarks_next_rotated(path, &f->rotated_at, found))
        if (!is_source(f, found))
            return true;
    return false;
}

/* Opens the file at path when it may hold something new. DH_END: it does not. */
static enum dh_err open_file(struct dh_follow *f, const char *path, struct dh_str below,
                             enum dh_type type, struct dh_detail *d)
{
    struct dh_ledger_file old, *row = &f->file.row;
    char rotated[PATH_MAX];
    struct stat st;
    bool packed;

    enum dh_err e = set_path(f, path, below, d);
    if (e)
        return e;
    *row = (struct dh_ledger_file){ .source = f->source, .checked = f->now };
    row->key = dh_hash64_more(f->source, dh_buf_str(&f->file.id));
    f->file.lost = f->file.rotated = f->file.page = false;
    f->file.was = f->file.done = 0;
    e = below.n ? note_seen(f, row->key, d) : DH_OK;
    if (e)
        return e;
    bool there = stat(path, &st) == 0;
    if (!there && errno != ENOENT)
        return dh_fail_os(d, errno == EACCES ? DH_EACCESS : DH_ENOINPUT, errno,
                          "cannot look at '%s'", path);
    if (there && !S_ISREG(st.st_mode))
        return DH_END;
    if (there)
        dh_filemarks_set(row, &st);
    e = dh_ledger_get_file(f->ledger, row->key, &old, d);
    if (e == DH_END && there)
        return open_reader(f, type, 0, 0, d);
    if (e)
        return e;
    f->file.was = old.rows ? 0 : old.head;
    bool anew = f->config->anew && there && !f->again;
    if (anew && (dh_filemarks_same(&old, row) || !old.at || dh_filemarks_go_on(path, &old)))
        return open_reader(f, type, 0, 0, d);
    if (there && !f->again && dh_filemarks_same(&old, row)) {
        f->unchanged++;
        return DH_END;
    }
    if (there && !f->again && row->size >= old.at && dh_filemarks_go_on(path, &old))
        return open_reader(f, type, old.at, old.line, d);
    if (!f->again && !below.n && dh_filemarks_find_rotated(f->mem, path, &old, rotated, &packed)) {
        struct stat self;
        memcpy(f->file.path, rotated, strlen(rotated) + 1);
        f->rotated_at = stat(rotated, &self) == 0 ? dh_clock_ns(self.st_mtim) : INT64_MAX;
        f->file.rotated = true;
        f->file.done = packed ? old.line : 0;
        return open_reader(f, type, packed ? 0 : old.at, packed ? 0 : old.line, d);
    }
    if (f->again && !below.n && next_rotated(f, path, rotated)) {
        memcpy(f->file.path, rotated, strlen(rotated) + 1);
        f->file.rotated = true;
        return open_reader(f, type, 0, 0, d);
    }
    return there ? open_reader(f, type, 0, 0, d) : DH_END;
}

/* The file was read so far; whole: to its end. */
static enum dh_err close_file(struct dh_follow *f, bool whole, struct dh_detail *d)
{
    struct dh_ledger_file *row = &f->file.row;
    bool anew; /* another time, too, from its beginning */
    enum dh_err e = DH_OK;

    whole = whole || f->file.page; /* there is no more to it than what was handed out */
    row->rows = dh_source_rows(f->reader, &anew);
    if (row->rows && !anew)
        dh_source_at(f->reader, &row->at, &row->line);
    dh_source_free(f->reader);
    f->reader = NULL;
    f->again = f->file.rotated && whole;
    if (f->file.rotated || f->file.lost || (!whole && !row->at))
        return DH_OK;
    if (row->at && !dh_filemarks_read(row, f->file.path))
        row->at = row->line = 0;
    if (!whole) /* looked into again, whatever its times say */
        row->checked = 0;
    if (f->file.page) {
        row->id = dh_buf_str(&f->file.id);
        e = dh_ledger_put_file(f->ledger, row, d);
        row->id = DH_STR_NONE;
        return e;
    }
    return dh_ledger_put_file(f->ledger, row, d);
}

/* ---- Items */

static uint64_t item_key(const struct dh_follow *f, const struct dh_item *item)
{
    char number[2 * sizeof(uint64_t)];
    uint64_t key = dh_hash64_more(f->source, item->id);
    if (!item->err)
        return dh_hash64_more(key, item->bytes);
    uint64_t facts[2] = { (uint64_t)item->err, item->line };
    memcpy(number, facts, sizeof number);
    return dh_hash64_more(dh_hash64_more(key, item->bytes),
                          (struct dh_str){ number, sizeof number });
}

/* The next item of the file at hand that was not worked on before. DH_END: it has no more. */
static enum dh_err next_item(struct dh_follow *f, struct dh_item *item, struct dh_detail *d)
{
    for (;;) {
        bool known = false;
        enum dh_err e = dh_source_next(f->reader, item, d);
        if (e == DH_ENOINPUT || e == DH_EACCESS)
            f->file.lost = true;
        if (e == DH_EDATA) /* told once: there is nothing to try again */
            return DH_ENOINPUT;
        if (e == DH_END) {
            enum dh_err last = close_file(f, true, d);
            return last ? last : e;
        }
        if (e)
            return e;
        if (item->line && item->line <= f->file.done)
            continue;
        if (item->type != DH_TYPE_JSONL && dh_str_eq(item->id, dh_str_c(f->file.path))) {
            item->id = dh_buf_str(&f->file.id);
            f->file.page = true;
        }
        item->output = DH_STR_NONE; /* places are ours to give */
        if (item->err == DH_EIO || item->err == DH_EACCESS || item->err == DH_ENOINPUT) {
            f->file.lost = true; /* told, and tried again */
            return DH_OK;
        }
        uint64_t key = item_key(f, item);
        e = dh_ledger_put_item(f->ledger, key, (uint32_t)(f->now / DAY), &known, d);
        if (f->file.page) {
            /* What counts is what it was last: it may be again what it was before that. */
            if (f->file.was)
                known = f->file.was == key;
            f->file.row.head = key;
        }
        if (e || !known || f->config->anew)
            return e;
        f->unchanged++;
    }
}

/* ---- What is gone */

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static enum dh_err note_gone(void *self, const struct dh_ledger_file *row)
{
    struct dh_follow *f = self;
    if (bsearch(&row->key, f->seen, f->n_seen, sizeof *f->seen, by_number))
        return DH_OK;
    if (!dh_arena_grow(&f->arena, (void **)&f->gone, f->n_gone, &f->cap_gone, sizeof *f->gone))
        return DH_ENOMEM;
    f->gone[f->n_gone] = *row;
    if (!dh_arena_copy(&f->arena, row->id, &f->gone[f->n_gone].id))
        return DH_ENOMEM;
    f->n_gone++;
    return DH_OK;
}

/* The directory at hand was walked to its end. */
static enum dh_err end_walk(struct dh_follow *f, struct dh_detail *d)
{
    dh_walk_free(f->walk);
    f->walk = NULL;
    /* What was not seen may be where nobody could look; an empty directory may be a place where
     * something is not mounted. */
    if (!f->whole || !f->n_seen)
        return DH_OK;
    qsort(f->seen, f->n_seen, sizeof *f->seen, by_number);
    return dh_ledger_each_file(f->ledger, f->source, note_gone, f, d);
}

/* The next page that is gone, as an item that says so; DH_END. */
static enum dh_err next_gone(struct dh_follow *f, struct dh_item *item, struct dh_detail *d)
{
    while (f->n_gone) {
        struct dh_ledger_file *row = &f->gone[--f->n_gone];
        row->gone = true;
        enum dh_err e = dh_ledger_put_file(f->ledger, row, d);
        if (e)
            return e;
        if (!row->id.n)
            continue; /* a file of rows: what it held was told */
        *item = (struct dh_item){ .id = row->id, .type = DH_TYPE_TEXT, .err = DH_ENOINPUT };
        dh_fail(&item->detail, DH_ENOINPUT, 0, "gone: the file is no longer there");
        return DH_OK;
    }
    f->cap_gone = 0;
    f->gone = NULL;
    dh_arena_reset(&f->arena);
    return DH_END;
}

/* ---- Sources */

static enum dh_err start_walk(struct dh_follow *f, const struct dh_config_source *s,
                              struct dh_detail *d)
{
    const struct dh_config *c = f->config;
    f->skip[0] = c->texts;
    f->skip[1] = c->warc;
    f->n_seen = 0;
    f->whole = true;
    return dh_walk_new(&f->walk, f->mem, s->path, f->skip, d);
}

static bool is_ours(const struct dh_config_source *s)
{
    return dh_config_is_local(s->kind) && !s->absent;
}

/* The next source that is ours; DH_END after the last. */
static enum dh_err next_source(struct dh_follow *f, struct dh_detail *d)
{
    char kind[1];
    while (f->again || f->next < f->config->n_sources) {
        const struct dh_config_source *s = &f->config->sources[f->again ? f->next - 1 : f->next++];
        if (!is_ours(s))
            continue;
        f->name = s->name;
        kind[0] = s->kind == DH_CONFIG_DIRECTORY ? 'd' : 'j';
        f->source = dh_hash64_more(dh_hash64((struct dh_str){ kind, 1 }), dh_str_c(s->name));
        if (s->kind == DH_CONFIG_DIRECTORY)
            return start_walk(f, s, d);
        enum dh_err e = open_file(f, s->path, DH_STR_NONE, DH_TYPE_JSONL, d);
        f->again = false;
        if (e != DH_END)
            return e;
    }
    return DH_END;
}

/* The next file of the directory at hand; DH_OK also when it has none. */
static enum dh_err next_file(struct dh_follow *f, struct dh_detail *d)
{
    const char *path;
    struct dh_str below;
    enum dh_err e = dh_walk_next(f->walk, &path, &below, d);

    if (e == DH_END)
        return end_walk(f, d);
    if (e == DH_ENOINPUT || e == DH_EACCESS)
        f->whole = false;
    if (e)
        return e;
    e = open_file(f, path, below, (enum dh_type)f->config->options->s.type, d);
    return e == DH_END ? DH_OK : e;
}

enum dh_err dh_follow_next(struct dh_follow *f, struct dh_item *item, struct dh_origin *origin,
                           struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    for (;;) {
        *origin = (struct dh_origin){ .source = f->source, .name = f->name, .gone = f->n_gone > 0 };
        if (f->reader) {
            e = next_item(f, item, d);
        } else if (f->walk) {
            e = next_file(f, d);
            if (e == DH_OK)
                continue;
        } else if (f->gone) {
            e = next_gone(f, item, d);
        } else {
            e = next_source(f, d);
            if (e == DH_OK)
                continue;
            origin->name = f->name;
            return e;
        }
        if (e != DH_END)
            return e;
    }
}

enum dh_err dh_follow_stop(struct dh_follow *f, bool *left, struct dh_detail *d)
{
    *left = f->reader || f->walk || f->gone;
    for (size_t i = f->next; !*left && i < f->config->n_sources; i++)
        *left = is_ours(&f->config->sources[i]);
    return f->reader ? close_file(f, false, d) : DH_OK;
}
