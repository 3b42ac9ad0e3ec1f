/* SPDX-License-Identifier: MIT */
/* A cache of what was read of lines lately, since chrome is the same on page after page. A line's
 * sight is a function of the line and of the language and the subject of its document, and what it
 * is to the line model is one of the line: so what comes back is what reading the line again would
 * give, whatever the cache holds. A line is looked up by its key and the language; then its bytes,
 * language and subject are compared.
 *
 * Four lines share a place in the cache, in a row: one that comes again moves to its front, a new
 * one takes its end. So lines of stories, most of which come once, push out one another and hardly
 * any chrome. One thread at a time. */
#ifndef DH_RECALL_H
#define DH_RECALL_H

#include "text/sight/context.h"
#include "text/sight/linetraits.h"

enum { DH_RECALL_MAX = 200 }; /* longer lines are not kept */

struct dh_recall;
/* A table of `bytes` at most, 10 MiB at the very most; it takes what it needs as it fills. NULL: no
 * memory, or too few bytes for any: no line is kept. Where a table is asked for, it may be NULL. */
struct dh_recall *dh_recall_new(const struct dh_allocator *m, size_t bytes);
void dh_recall_free(struct dh_recall *r); /* NULL is fine */

/* What a line is found by. */
struct dh_recall_key {
    struct dh_str text; /* a fragment in which no letter is to be mended (rest.h) */
    uint64_t key;       /* its key (page.h) */
    int lang;           /* those of its document, as of dh_recall_lang and struct dh_view */
    uint32_t subject;
};
/* The language of a document, apart where few words told it: a line may have another sight there.
 */
static inline int dh_recall_lang(const struct dh_view *v)
{
    return v->brief ? v->lang + DH_LANGS + 1 : v->lang;
}
/* Whether the line was read in a document like its own: then sets what dh_sight_read would. */
bool dh_recall_find(const struct dh_recall *r, const struct dh_recall_key *line, struct dh_sight *s,
                    struct dh_cut_list *cuts);
/* Keeps what was read of it; or does not, where that was much. */
void dh_recall_keep(struct dh_recall *r, const struct dh_recall_key *line, const struct dh_sight *s,
                    const struct dh_cut_list *cuts);
/* The line of that key, in a document of that language, will be asked for soon: what is kept of it
 * is asked of memory; and before that, where it would be kept. */
void dh_recall_where(const struct dh_recall *r, uint64_t key, int lang);
void dh_recall_ahead(const struct dh_recall *r, uint64_t key, int lang);

/* What the bytes of a line say by themselves, for who reads that. */
struct dh_recalled {
    struct dh_line line;                      /* to the line model, sights left out (traits.c) */
    uint64_t bits[(DH_RECALL_MAX + 63) / 64]; /* which bytes are of words (pagewords.h), */
    bool words;                               /* if they are known */
    bool known;                               /* all this was set */
    /* of language and subject (context.c); brief: where its first words do not tell its sight */
    struct dh_tally_part part[DH_SAMPLE_EXTENTS];
};
/* That of a line whose sight is kept, of whatever subject, to be set or to be read, until the next
 * line is kept. NULL: none is. */
struct dh_recalled *dh_recall_line(const struct dh_recall *r, const struct dh_recall_key *line);

#endif
