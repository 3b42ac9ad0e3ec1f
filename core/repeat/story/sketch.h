/* SPDX-License-Identifier: MIT */
/* A story in a few kilobytes, so that two stories can be compared without their text: bottom-k
 * sketches (Broder, "On the resemblance and containment of documents", SEQUENCES 1997; Cohen and
 * Kaplan, "Summarizing data using bottom-k sketches", PODC 2007) of three sets:
 *
 * - shingles: runs of five words; in scripts without spaces of five characters. They tell whether
 *   passages were copied;
 * - content words (words.h): they tell whether two texts are about the same thing, even where every
 *   fifth word was replaced;
 * - figures: the words with a digit. Stories made from one template (results, weather, earnings)
 *   share words and passages, but not their figures.
 *
 * A sketch holds the smallest hashes of each set; when the set has no more than fit, it holds them
 * all. Below the larger hash that both sketches are sure to hold, they are plain sets: shares are
 * counted there. A sketch is a function of the text alone. Any thread. */
#ifndef DH_SKETCH_H
#define DH_SKETCH_H

#include "base/mem.h"
#include "repeat/words/words.h"

enum {
    DH_SKETCH_SHINGLES = 256,
    DH_SKETCH_CONTENT = 256,
    DH_SKETCH_FIGURES = 64,
    DH_SKETCH_RUN = 5, /* words in a shingle */
    DH_SKETCH_BYTES =
        20 + 8 * DH_SKETCH_SHINGLES + 4 * DH_SKETCH_CONTENT + 4 * DH_SKETCH_FIGURES /* packed */
};

struct dh_sketch {
    uint64_t body;  /* of all words in their order: equal for the same text in other typography */
    uint32_t words; /* in the text */
    uint16_t n_shingles, n_content, n_figures;
    bool all_shingles, all_content, all_figures; /* the sets are complete */
    uint32_t bare; /* a number of its site, of which too few are known to take off what they have in
                      common; 0: it is of none such. Not packed. */
    uint64_t shingle[DH_SKETCH_SHINGLES]; /* ascending, each once */
    uint32_t content[DH_SKETCH_CONTENT];
    uint32_t figure[DH_SKETCH_FIGURES];
};

/* Makes a sketch of texts given one by one: the runs of words go on over the borders, so that hard
 * wrapping changes nothing. Opaque; about 28 KB. */
struct dh_sketcher;
struct dh_sketcher *dh_sketcher_new(struct dh_arena *a); /* empty; NULL: no room in the arena */
void dh_sketcher_reset(struct dh_sketcher *k);           /* empty again */
void dh_sketcher_add(struct dh_sketcher *k, struct dh_str text);
/* The same for a text whose first n words were cut already: w stands behind them. */
void dh_sketcher_add_cut(struct dh_sketcher *k, struct dh_words *w, const struct dh_word *cut,
                         size_t n);
void dh_sketcher_done(struct dh_sketcher *k, struct dh_sketch *out);

/* Packed form: numbers in big-endian order (docs/dehusk-state.5). Appends at most DH_SKETCH_BYTES.
 */
void dh_sketch_pack(const struct dh_sketch *s, struct dh_buf *out);
/* DH_EDATA: what came was not packed by dh_sketch_pack. */
DH_MUST_USE enum dh_err dh_sketch_unpack(struct dh_str packed, struct dh_sketch *out);
/* The sketch that bytes begin with; answers its packed length, 0 where there is none. */
size_t dh_sketch_unpack_head(struct dh_str bytes, struct dh_sketch *out);

/* How many of a sketch's shingles, the first so many, lie below what the other is sure to hold all
 * of: those can be compared. */
uint32_t dh_sketch_known(const struct dh_sketch *s, const struct dh_sketch *other);
/* Whether they are more than n; this costs one comparison. */
bool dh_sketch_knows_more(const struct dh_sketch *s, const struct dh_sketch *other, uint32_t n);

/* How two stories relate. Estimates in permille, exact when both sets are complete. */
struct dh_relation {
    unsigned resemblance; /* shingles: in both, of those in either (Jaccard) */
    unsigned containment; /* shingles: in both, of the smaller set */
    unsigned content;     /* content words: in both, of the smaller set */
    unsigned figures;     /* figures: in both, of the smaller set; 1000 when one has none */
    unsigned
        all_figures; /* the same of the larger set, where the texts are about as long; else 1000 */
    uint32_t n_content; /* content words that the smaller set has to compare */
    uint32_t n_figures;
    bool alike; /* the texts are about as long */
    bool small; /* one has less than half of the other's words */
    bool bare;  /* both are of one site whose template is not known: it is in both */
    bool same_body;
};
void dh_sketch_compare(const struct dh_sketch *a, const struct dh_sketch *b, struct dh_relation *r);

/* Whether two sketches are copies of one story. A shorter one must be in the longer nearly whole:
 * what two stories quote of a third may be most of a short one. */
bool dh_sketch_same_story(const struct dh_relation *r);
/* Whether they are one text, but for typography and a few words. */
bool dh_sketch_same_text(const struct dh_relation *r);
/* Whether the longer holds most of the shorter: weaker than the above, for the search for pages
 * that hold two stories. */
bool dh_sketch_holds_part(const struct dh_relation *r);
/* Whether that may be, by all that can be told without their shingles, which need not be filled in.
 * Of stories that meet by chance one in a hundred passes. */
bool dh_sketch_may_hold_part(const struct dh_sketch *a, const struct dh_sketch *b);
/* A sketch's figures in a number; and whether two such tell that dh_sketch_may_hold_part says no.
 * Of stories that meet by chance they tell it of every second. */
uint64_t dh_sketch_sign(const struct dh_sketch *s);
bool dh_sketch_signs_part(uint64_t a, uint64_t b);
/* Where a sketch's content words lie, a bit for each of so many ranges of their hashes; and
 * whether two such tell that dh_sketch_may_hold_part says no. Of long stories that meet by chance
 * they nearly always do. */
enum { DH_SKETCH_CELLS = 1024 };
struct dh_sketch_grid {
    uint64_t cell[DH_SKETCH_CELLS / 64];
    uint16_t up_to[DH_SKETCH_CELLS / 64]; /* content words in the cells so far */
    uint64_t body;                        /* as in the sketch */
    uint32_t words;
    uint32_t last; /* the largest content word; 0: there is none */
    uint16_t n_content;
    bool all_content;
};
void dh_sketch_grid_set(struct dh_sketch_grid *g, const struct dh_sketch *s);
bool dh_sketch_grids_part(const struct dh_sketch_grid *a, const struct dh_sketch_grid *b);
/* Whether one cannot stand for the other: less than half of the content words are in both. Needs no
 * shingles. */
bool dh_sketch_apart(const struct dh_sketch *a, const struct dh_sketch *b);
/* Whether two stories have nothing to do with each other, so that a page holding both is a bridge.
 */
bool dh_sketch_unrelated(const struct dh_relation *r);

#endif
