/* SPDX-License-Identifier: MIT */
/* Which file the pages of a run came from, for messages: rows and records of archives have no name
 * of their own. Pages have numbers from 1 on, in the order in which they are read. Of some ten
 * thousand changes from one file to another the first are kept: what comes behind them has no file
 * rather than another's. One thread. */
#ifndef DH_PAGEFILES_H
#define DH_PAGEFILES_H

#include "base/mem.h"
#include "job/spool.h"
#include "page/page.h"

struct dh_page_files {
    struct dh_arena names;
    struct dh_page_file {
        uint64_t first;   /* pages above this number, up to the next row's, */
        const char *path; /* are from there; NULL: from what names each of them */
    } * rows;
    size_t n, cap;
    size_t at;      /* the row of the page that was asked for last */
    uint64_t pages; /* noted so far */
    uint64_t known; /* up to this page they are kept */
};

void dh_page_files_init(struct dh_page_files *f, const struct dh_allocator *m);
void dh_page_files_release(struct dh_page_files *f);
/* One page more: it comes from path, which is copied. */
void dh_page_files_note(struct dh_page_files *f, const char *path);
/* The file of that page, in order: no number is asked for below the last. NULL: not known. Lives as
 * long as f. */
const char *dh_page_files_of(struct dh_page_files *f, uint64_t number);
/* Two pages have one id, and the run ends with it: puts behind the message in d where they are, as
 * far as that is known. page: the second, which has that number; the first is looked for in the
 * spool (NULL: there is none), to which nothing is added any more. */
void dh_page_files_twice(struct dh_page_files *f, struct dh_spool *spool,
                         const struct dh_page *page, uint64_t number, struct dh_detail *d);

#endif
