/* SPDX-License-Identifier: MIT */
/* Captions that other pages have too: the agency's photo that stands in ten stories, here with its
 * credit, there without, cropped, or with the day in front.
 *
 * What cues or markup struck as a caption somewhere is known by all its runs of DH_CAPTION_RUN
 * words. A short passage of another story that nothing struck is looked up by the DH_CAPTION_PROBES
 * smallest hashes of its own runs (a bottom-k sketch: the share of them that another passage holds
 * estimates the share of this one that it contains). It is a caption when it is contained to
 * DH_CAPTION_PERCENT in captions of two other stories; of one when it looks like a caption itself
 * (DH_LOOKS_CAPTION). So no pair of passages is ever compared: one index, eight look-ups a passage.
 *
 * Runs of the first sentence are other ones than those of the rest: what an agency writes behind
 * "Rescuers search the ruins of the market hall." its story says as well, and does not lose for it.
 *
 * The index is a set of (run, page), sites do not matter. It is counted as site.h counts, with the
 * DH_ENTRIES_MAX smallest pages a run, and lies in the state among the keys of fragments, in a
 * range of its own, so that it merges by union. The index is on disk (runindex.h). All of it is a
 * function of the set of pages. One thread at a time.
 *
 * Errors: DH_ENOMEM; DH_ECREATE, DH_EACCESS and DH_EIO of the temporary files; where there is a
 * store, those of it. */
#ifndef DH_CAPTION_H
#define DH_CAPTION_H

#include "page/page.h"
#include "repeat/words/words.h"

enum {
    DH_CAPTION_RUN = 4,      /* words; in scripts without spaces twice as many characters */
    DH_CAPTION_PROBES = 8,   /* runs of a passage that are looked up */
    DH_CAPTION_PERCENT = 60, /* of them have to be in the other caption */
    DH_CAPTION_LEAST = 6,    /* words of the shortest passage; scripts without spaces as above */
    DH_CAPTION_MOST = 64,    /* words of the longest */
    DH_CAPTION_BYTES = 12 * DH_CAPTION_MOST,               /* of it: a longer text has more words */
    DH_CAPTION_CUT = DH_CAPTION_MOST + 2 * DH_CAPTION_RUN, /* words: it has too many */
    DH_CAPTION_COUNTED = 8                                 /* bytes of a run, counted */
};

struct dh_captions;
struct dh_stories;
struct dh_store;

/* max_bytes: of memory, for sorting. tmp: directory for temporary files (NULL: TMPDIR, else /tmp),
 * kept as a view. */
DH_MUST_USE enum dh_err dh_captions_new(struct dh_captions **out, const struct dh_allocator *m,
                                        size_t max_bytes, const char *tmp);
void dh_captions_free(struct dh_captions *c); /* NULL is fine */

/* Where a page is parsed: appends what there is to look a passage up by, for dh_page.passages;
 * nothing where there is too little. word[0..n): the words of text, DH_CAPTION_CUT of them where
 * there are more. wide: some are characters of scripts without spaces. */
void dh_captions_passage(uint32_t fragment, struct dh_str text, const struct dh_word *word,
                         size_t n, bool wide, struct dh_buf *out);
/* Whether a fragment may be such a passage: a short paragraph of the story. */
bool dh_captions_is_passage(const struct dh_fragment *f);

/* Pass 1, where the page is at hand: the runs of its captions, appended as bytes; and where the
 * corpus is: takes them in. page: its identity. */
void dh_captions_count(const struct dh_page *page, struct dh_buf *out);
DH_MUST_USE enum dh_err dh_captions_take(struct dh_captions *c, struct dh_hash128 page,
                                         struct dh_str counted, struct dh_detail *d);
/* Between the passes. store: earlier runs, NULL: none; write: it is brought up to date; look:
 * passages will be looked up. */
DH_MUST_USE enum dh_err dh_captions_settle(struct dh_captions *c, struct dh_store *store,
                                           bool write, bool look, struct dh_detail *d);
/* Pass 2, behind dh_repeat_describe: strikes the page's passages that are captions of other stories
 * as DH_CAPTION, rule "corpus.caption". stories are settled. */
DH_MUST_USE enum dh_err dh_captions_strike(const struct dh_captions *c, struct dh_page *page,
                                           const struct dh_stories *stories, struct dh_detail *d);

#endif
