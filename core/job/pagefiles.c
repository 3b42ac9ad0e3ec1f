/* SPDX-License-Identifier: MIT */
#include "job/pagefiles.h"

#include <stdio.h>
#include <string.h>

#include "page/pack.h"

enum { FILES_MAX = 10000 };

void dh_page_files_init(struct dh_page_files *f, const struct dh_allocator *m)
{
    *f = (struct dh_page_files){ .known = UINT64_MAX };
    dh_arena_init(&f->names, m, SIZE_MAX);
}

void dh_page_files_release(struct dh_page_files *f)
{
    dh_arena_release(&f->names);
}

static bool add_file(struct dh_page_files *f, const char *path)
{
    struct dh_str copy = DH_STR_NONE;
    if (f->n == FILES_MAX ||
        (path && !dh_arena_copy(&f->names, (struct dh_str){ path, strlen(path) + 1 }, &copy)) ||
        !dh_arena_grow(&f->names, (void **)&f->rows, f->n, &f->cap, sizeof *f->rows))
        return false;
    f->rows[f->n++] = (struct dh_page_file){ f->pages, copy.p };
    return true;
}

void dh_page_files_note(struct dh_page_files *f, const char *path)
{
    const char *last = f->n ? f->rows[f->n - 1].path : NULL;
    bool same = path && last ? strcmp(last, path) == 0 : !path && !last;

    if (!same && f->known == UINT64_MAX && !add_file(f, path))
        f->known = f->pages;
    f->pages++;
}

const char *dh_page_files_of(struct dh_page_files *f, uint64_t number)
{
    while (f->at + 1 < f->n && f->rows[f->at + 1].first < number)
        f->at++;
    bool known = f->n && f->rows[f->at].first < number && number <= f->known;
    return known ? f->rows[f->at].path : NULL;
}

/* Appends to a message what stands before it, the line, and the file where there is one. */
static void add_place(const char *before, uint64_t line, const char *path, struct dh_detail *d)
{
    size_t n = strlen(d->msg);
    bool piped = path && strcmp(path, "-") == 0;
    const char *quote = piped || !path ? "" : "'";
    char at[40] = "";

    if (line)
        snprintf(at, sizeof at, "line %llu%s", (unsigned long long)line, path ? " of " : "");
    snprintf(d->msg + n, sizeof d->msg - n, "%s%s%s%s%s", before, at, quote,
             piped  ? "standard input"
             : path ? path
                    : "",
             quote);
}

/* The first page in the spool that has that id, and no name of its own: its number, and its line;
 * 0: there is none. */
static uint64_t first_with(struct dh_spool *spool, const struct dh_allocator *m, struct dh_str id,
                           uint64_t *line)
{
    struct dh_page page;
    struct dh_frame frame;
    uint64_t at = 0, number = 0, found = 0;
    if (!spool || dh_spool_done(spool, NULL) != DH_OK)
        return 0;
    dh_page_init(&page, m, SIZE_MAX);
    while (!found && dh_spool_read(spool, &at, &frame, NULL) == DH_OK) {
        dh_page_reset(&page);
        number++;
        bool same = dh_page_unpack(&page, frame.head, frame.body) == DH_OK && !page.output.n &&
                    dh_str_eq(page.field[DH_FIELD_ID], id);
        found = same && page.verdict != DH_FAILED ? number : 0;
        *line = page.line;
    }
    dh_page_release(&page);
    return found;
}

void dh_page_files_twice(struct dh_page_files *f, struct dh_spool *spool,
                         const struct dh_page *page, uint64_t number, struct dh_detail *d)
{
    uint64_t line = 0;
    uint64_t first = first_with(spool, f->names.mem, page->field[DH_FIELD_ID], &line);
    f->at = 0; /* files are asked for from the first on */
    const char *one = first ? dh_page_files_of(f, first) : NULL;
    const char *other = dh_page_files_of(f, number);
    if (!d || !d->msg[0] || !other)
        return;
    bool same = one && line && page->line && strcmp(one, other) == 0;
    if (one)
        add_place("; they are in ", line, same ? NULL : one, d);
    add_place(one ? " and " : "; the second is in ", page->line, other, d);
}
