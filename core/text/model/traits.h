/* SPDX-License-Identifier: MIT */
/* Traits: the numbers a fragment of scraped text that the line model (linemodel.h) decides on. No
 * trait knows a word: what the rule tables say of a fragment, its size, its signs, the shapes and
 * sizes of its neighbours, where it stands among the prose, and how many of its words the story has
 * elsewhere. So they hold in any language.
 *
 * Traits are worked out over a sequence: all fragments that have words, those that went marked as
 * such, or only those that stay. Of a text that was cleaned the two are the same; so what a model
 * keeps by the second it keeps when the result is cleaned again. Groups, by prefix: T_ the fragment
 * itself; L_ what the lexicon knows of it; J_ what the rules say; P_ its place; N.._ neighbours;
 * W.._ windows before and behind; D_ distances; Z_ the zone of prose (zone.h); S_ repeated shapes;
 * M_ lines from one mould (moulds.c); V_ vocabulary; G_ the whole text.
 *
 * Linear time, by prefix sums and one hash table. Related work: Kohlschütter et al., "Boilerplate
 * Detection using Shallow Text Features" (WSDM 2010). One thread a page. */
#ifndef DH_TRAITS_H
#define DH_TRAITS_H

#include "text/sight/linetraits.h"
#include "text/sight/sight.h"
#include "text/words/pagewords.h"

/* clang-format off */
#define DH_X_PLACE(X) \
    X(P_INDEX) X(P_BACK) X(P_RELATIVE) X(P_PROSE_BEFORE) X(P_PROSE_BEHIND) X(P_PROSE_SHARE) \
    X(P_FIGURES)

#define DH_X_NEIGHBOUR(X, n) \
    X(n##_WORDS) X(n##_STOP) X(n##_CAPITALS) X(n##_GLUE) X(n##_CHROME) X(n##_STRUCK) \
    X(n##_SIGNS) X(n##_STORY)

#define DH_X_WINDOW(X, w) \
    X(w##_WORDS) X(w##_PROSE) X(w##_STOPS) X(w##_SHORTS) X(w##_STRUCK) X(w##_CAPITALS)

#define DH_X_DISTANCE(X) \
    X(D_PROSE_BEFORE) X(D_PROSE_BEHIND) X(D_PROSE_WORDS_BEFORE) X(D_PROSE_WORDS_BEHIND) \
    X(D_RUN) X(D_RUN_WORDS) X(D_STRUCK_BEFORE) X(D_STRUCK_BEHIND) X(D_STRUCK_KIND_BEFORE) \
    X(D_STRUCK_KIND_BEHIND) X(D_RELATED) X(D_TALK) X(D_LEGAL) X(D_RELATED_BEHIND) \
    X(D_SHARE_BEFORE)

#define DH_X_ZONE(X) \
    X(Z_IN) X(Z_START) X(Z_END) X(Z_SHARE) X(Z_BEFORE) X(Z_BEHIND) X(Z_NEAR)

#define DH_X_SHAPE(X) \
    X(S_COUNT) X(S_RUN) X(S_BEFORE) X(S_BEHIND) X(S_SECOND) X(S_THIRD) X(S_FOURTH)

#define DH_X_MOULD(X) X(M_FIRST) X(M_LEAD) X(M_TAIL) X(M_NEXT) X(M_NEAR) X(M_AROUND)

#define DH_X_VOCABULARY(X) \
    X(V_SHARE) X(V_WORDS) X(V_OFTEN) X(V_RARE) X(V_HEAD) X(V_COPIES) X(V_COPIES_BEFORE) \
    X(V_NEAR) X(V_AHEAD) X(V_BACK) X(V_RUN)

#define DH_X_WHOLE(X) \
    X(G_LINES) X(G_PROSE) X(G_PROSE_WORDS) X(G_STRUCK) X(G_SHORT) X(G_WORDS) X(G_LANG) \
    X(G_WIDE)

#define DH_TRAIT_LIST(X)   \
    DH_X_OWN(X)            \
    DH_X_PLACE(X)          \
    DH_X_NEIGHBOUR(X, NP3) \
    DH_X_NEIGHBOUR(X, NP2) \
    DH_X_NEIGHBOUR(X, NP1) \
    DH_X_NEIGHBOUR(X, NN1) \
    DH_X_NEIGHBOUR(X, NN2) \
    DH_X_NEIGHBOUR(X, NN3) \
    DH_X_WINDOW(X, WP4)    \
    DH_X_WINDOW(X, WN4)    \
    DH_X_WINDOW(X, WP12)   \
    DH_X_WINDOW(X, WN12)   \
    DH_X_DISTANCE(X)       \
    DH_X_ZONE(X)           \
    DH_X_SHAPE(X)          \
    DH_X_MOULD(X)          \
    DH_X_VOCABULARY(X)     \
    DH_X_WHOLE(X)
/* clang-format on */
#define DH_X_ENUM(name) DH_X_##name,
enum dh_trait { DH_TRAIT_LIST(DH_X_ENUM) DH_TRAITS };
_Static_assert((int)DH_TRAITS_OWN == (int)DH_X_J_KEEP + 1, "a line's own traits are the first");
#undef DH_X_ENUM

const char *dh_trait_name(enum dh_trait x); /* "T_WORDS"; NULL past the last */

/* What a line begins and ends with. */
struct dh_line_ends {
    uint32_t first, lead, tail; /* its first word, its first two, its last; 0: it has one word */
};

enum { DH_SHAPES = 256, DH_SHAPES_BESIDE = 12 };

/* Sums over the sequence's places [0, i). */
struct dh_line_sums {
    uint32_t words, prose, stops, shorts, struck, capitals, good;
    uint32_t figures;         /* lines of a number and hardly a word: cells of a table */
    uint32_t ranks;           /* those of them that count titles: "2", and a title before it */
    uint32_t prices;          /* lines with a sign of money that stay */
    uint32_t labels;          /* short lines with a colon inside: "Poland (Group G): fourth" */
    uint32_t content, common; /* words, and those of them that the story has elsewhere */
    uint32_t moulded;         /* lines that begin or end as others do */
    uint32_t doublings;       /* how often it takes to get from one such line to all */
    int64_t weight;
};

/* What a fragment's words are to the story's: how many, in another paragraph, in three or more, in
 * none, in the first ones. */
struct dh_line_common {
    uint16_t content, common, often, rare, head;
};

/* What lies nearest before and behind a place of the sequence: places, -1: none. */
struct dh_line_near {
    int32_t good_before, good_behind, struck_before, struck_behind, related_before, related_behind,
        talk_before, legal_before, share_before;
    struct dh_line_common words;
    int32_t copies, copies_before; /* fragments with the same key: all, and those before it */
    uint32_t first, lead, tail;    /* lines with the same first word, first two, last */
};

/* A word of the prose that stays, known by where it stands in the table and half of its hash: eight
 * bytes, since a text has many. */
struct dh_line_word {
    uint32_t tag;
    uint16_t last; /* the last paragraph that holds it, from 1 on */
    uint8_t n;     /* how many do, 255 or more; 0: the slot is free */
    bool head;     /* one of the first three does */
};

/* How many lines of the sequence begin or end in a way. */
struct dh_line_mould {
    uint32_t key, n; /* key 0: free */
};

/* How often a key stands in the sequence. */
struct dh_line_copy {
    uint64_t key; /* 0: free */
    uint32_t n;
};

/* The text as a whole. Arrays lie in the page's scratch arena until the caller resets that. */
enum { DH_BRIEFS = 6 };
struct dh_traits {
    const struct dh_page *page;
    const struct dh_sight *sights;
    struct dh_arena *arena;
    int lang;
    size_t bytes;               /* of prose */
    struct dh_line *lines;      /* of each fragment */
    uint32_t *seq, n;           /* fragments of the sequence, and how many */
    struct dh_line_sums *sums;  /* n + 1 */
    struct dh_line_near *near;  /* n */
    uint32_t shapes[DH_SHAPES]; /* places of each shape */
    uint16_t *shape; /* of each place, and DH_SHAPES, which none has, DH_SHAPES_BESIDE times before
                      * the first and behind the last */
    uint32_t zone_from, zone_to; /* places of the heaviest stretch */
    int64_t zone_weight, plus;   /* its weight, and all weights above zero */
    struct dh_brief {
        uint32_t from, to, head;
    } briefs[DH_BRIEFS];        /* runs that may be a short story, its headline apart: briefs.h */
    unsigned rank;              /* the last figure, where it counts titles; 0: it does not */
    struct dh_line_word *words; /* a hash table: words_room slots, a power of two */
    size_t words_room, words_n;
    bool words_full;             /* words were left out */
    struct dh_line_copy *copies; /* another, of keys */
    size_t copies_room;
    struct dh_line_ends *ends; /* of each fragment, if they are known */
    bool ends_known;
    struct dh_line_mould *moulds; /* and another, of beginnings and ends */
    size_t moulds_room;
    struct dh_pagewords cut; /* the words of all fragments */
    uint16_t *slots;         /* where each of its hashes stands in the table, if it was kept */
    /* What dh_traits_find said of each fragment when there were so many paragraphs; NULL: not kept.
     * While none more of them is struck it is the same again. */
    struct dh_line_common *common;
    size_t paragraphs;
    bool known, known_all; /* of those that stay; of all */
    bool all, compared;    /* the sequence is of all; its lines were compared */
};

/* Looks at every fragment by itself; r (recall.h): of lines that it keeps what is known of them is
 * taken from there, or kept. DH_ENOMEM, DH_ELIMIT: the arena is full. */
struct dh_recall;
DH_MUST_USE enum dh_err dh_traits_read(struct dh_traits *t, const struct dh_recall *r,
                                       const struct dh_view *v, struct dh_page *page,
                                       const struct dh_sight *sights);
/* Puts them into a sequence: of all, or only of what stays. */
DH_MUST_USE enum dh_err dh_traits_place(struct dh_traits *t, bool all);
/* Makes room for the vocabulary: of dh_traits_read; bytes: of the prose. */
DH_MUST_USE enum dh_err dh_traits_words(struct dh_traits *t);
/* The words of fragment i go into the vocabulary; it is that number of paragraph, from 1 on. */
void dh_traits_keep(struct dh_traits *t, size_t i, uint32_t number);
/* What the words of fragment i are to the vocabulary; in: it is one of the paragraphs itself. */
void dh_traits_find(const struct dh_traits *t, size_t i, bool in, struct dh_line_common *c);
/* What fragment s begins and ends with. */
struct dh_line_ends dh_traits_ends(struct dh_str s);
/* Makes room for counting that over a sequence: of dh_traits_read; false: there is none. */
bool dh_traits_moulds_room(struct dh_traits *t);
/* Counts them over the sequence, for dh_traits_compared. */
void dh_traits_moulds(struct dh_traits *t);
/* The traits M_ of a place, to x; answers behind them. */
float *dh_traits_mould_of(const struct dh_traits *t, uint32_t place, float *x);
/* The sums before and behind the places around one, up to DH_AROUND away; of: how many those are.
 */
enum { DH_AROUND = 6 };
struct dh_line_around {
    const struct dh_line_sums *from, *to;
    uint32_t of;
};
static inline struct dh_line_around dh_traits_around(const struct dh_traits *t, uint32_t at)
{
    uint32_t from = at > DH_AROUND ? at - DH_AROUND : 0;
    uint32_t to = t->n - at > DH_AROUND ? at + DH_AROUND + 1 : t->n;
    return (struct dh_line_around){ &t->sums[from], &t->sums[to], to - from };
}
/* Whether the place is in a table whose cells are lines, or in a list of values behind labels: of
 * the fragments around it many are bare figures, or half are label and value, it among them or a
 * sentence. */
bool dh_traits_table(const struct dh_traits *t, uint32_t place);
/* Whether the line model may be asked about the fragment at a place: it stays so far, and no row
 * keeps it. */
bool dh_traits_asked(const struct dh_traits *t, uint32_t place);
/* Whether a place is in the heaviest stretch, the zone of prose. */
static inline bool dh_traits_inside(const struct dh_traits *t, uint32_t place)
{
    return place >= t->zone_from && place < t->zone_to;
}
/* Prose with prose before and behind it, in the zone of prose: most of a story, and no teaser. */
bool dh_traits_amid(const struct dh_traits *t, uint32_t place);
/* The traits of the fragment at a place of the sequence: all; those that are at hand, zeros for the
 * rest; the rest, which compare it with the words and the other lines of the text (M_ and V_) and
 * cost as much as all else. They are asked for the first time before a fragment of the sequence is
 * struck. */
void dh_traits_of(struct dh_traits *t, uint32_t place, float x[DH_TRAITS]);
void dh_traits_at_hand(const struct dh_traits *t, uint32_t place, float x[DH_TRAITS]);
void dh_traits_compared(struct dh_traits *t, uint32_t place, float x[DH_TRAITS]);
/* What the words of a place are to the vocabulary;
 * a view, until the sequence is put together again. */
const struct dh_line_common *dh_traits_common(struct dh_traits *t, uint32_t place);

#endif
