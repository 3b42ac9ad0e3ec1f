/* SPDX-License-Identifier: MIT */
/* How two sketches relate (sketch.h), and what that says of their stories. */
#include "repeat/story/sketch.h"

enum { ALIKE_PERCENT = 75 /* texts of about one length */ };

/* How many values two sets have and share, below the limit up to which both are complete. */
struct shares {
    uint32_t a, b, both;
};

uint32_t dh_sketch_known(const struct dh_sketch *s, const struct dh_sketch *other)
{
    uint32_t lo = 0, hi = s->n_shingles;
    if (other->all_shingles)
        return hi;
    if (other->n_shingles == 0) /* a set that was cut and has nothing left is not known anywhere */
        return 0;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->shingle[mid] <= other->shingle[other->n_shingles - 1])
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool dh_sketch_knows_more(const struct dh_sketch *s, const struct dh_sketch *other, uint32_t n)
{
    if (n >= s->n_shingles)
        return false;
    return other->all_shingles ||
           (other->n_shingles && s->shingle[n] <= other->shingle[other->n_shingles - 1]);
}

static struct shares share64(const struct dh_sketch *x, const struct dh_sketch *y)
{
    struct shares s = { dh_sketch_known(x, y), dh_sketch_known(y, x), 0 };
    uint32_t i = 0, j = 0;
    while (i < s.a && j < s.b) {
        uint64_t u = x->shingle[i], v = y->shingle[j];
        s.both += u == v;
        i += u <= v;
        j += v <= u;
    }
    return s;
}

/* How many of v[0..n), ascending, are at most limit. */
static uint32_t up_to(const uint32_t *v, uint32_t n, uint32_t limit)
{
    uint32_t lo = 0, hi = n;
    if (n == 0 || v[n - 1] <= limit)
        return n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (v[mid] <= limit)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The smallest hashes of a set, ascending; all of them, or those up to the last. */
struct smallest {
    const uint32_t *v;
    uint32_t n;
    bool all;
};

static struct smallest content_of(const struct dh_sketch *s)
{
    return (struct smallest){ s->content, s->n_content, s->all_content };
}

static struct smallest figures_of(const struct dh_sketch *s)
{
    return (struct smallest){ s->figure, s->n_figures, s->all_figures };
}

/* Leaves of both what lies below that limit: there a value that one has not is none of its set. */
static void cut_to_known(struct smallest *x, struct smallest *y)
{
    uint32_t end_x = x->n ? x->v[x->n - 1] : 0, end_y = y->n ? y->v[y->n - 1] : 0;
    uint32_t limit = x->all ? UINT32_MAX : end_x;
    if (!y->all && end_y < limit)
        limit = end_y;
    x->n = up_to(x->v, x->n, limit);
    y->n = up_to(y->v, y->n, limit);
}

static struct shares share32(struct smallest x, struct smallest y)
{
    cut_to_known(&x, &y);
    struct shares s = { x.n, y.n, 0 };
    uint32_t i = 0, j = 0;
    while (i < s.a && j < s.b) {
        uint32_t u = x.v[i], v = y.v[j];
        s.both += u == v;
        i += u <= v;
        j += v <= u;
    }
    return s;
}

/* Whether they share so many values; both are counted until that is decided. */
static bool share_enough(struct smallest x, struct smallest y, uint32_t need)
{
    uint32_t i = 0, j = 0, both = 0;
    while (both < need && both + (x.n - i) >= need && both + (y.n - j) >= need) {
        uint32_t u = x.v[i], v = y.v[j];
        both += u == v;
        i += u <= v;
        j += v <= u;
    }
    return both >= need;
}

static unsigned permille(uint32_t part, uint32_t of, unsigned none)
{
    return of ? (unsigned)((1000 * (uint64_t)part + of / 2) / of) : none;
}

static uint32_t smaller(struct shares s)
{
    return s.a < s.b ? s.a : s.b;
}

static bool same_body(const struct dh_sketch *a, const struct dh_sketch *b)
{
    return a->body == b->body && a->words == b->words;
}

void dh_sketch_compare(const struct dh_sketch *a, const struct dh_sketch *b, struct dh_relation *r)
{
    struct shares s = share64(a, b);
    struct shares c = share32(content_of(a), content_of(b));
    struct shares f = share32(figures_of(a), figures_of(b));
    uint32_t least = a->words < b->words ? a->words : b->words;
    bool alike = 100 * (uint64_t)least >= ALIKE_PERCENT * ((uint64_t)a->words + b->words - least);
    *r = (struct dh_relation){
        .resemblance = permille(s.both, s.a + s.b - s.both, 0),
        .containment = permille(s.both, smaller(s), 0),
        .content = permille(c.both, smaller(c), 0),
        .figures = permille(f.both, smaller(f), 1000),
        .all_figures = alike ? permille(f.both, f.a > f.b ? f.a : f.b, 1000) : 1000,
        .n_content = smaller(c),
        .n_figures = smaller(f),
        .alike = alike,
        .small = 3 * (uint64_t)least < (uint64_t)a->words + b->words,
        .bare = a->bare && a->bare == b->bare,
        .same_body = same_body(a, b),
    };
}

/* Thresholds in permille, by the content words there are to compare: the fewer, the more another
 * name or figure weighs. How they were found: docs/repetition.md, "Stories". */
static const struct {
    uint32_t from;                     /* content words */
    unsigned resemblance, containment; /* of shingles, at least */
    unsigned content;                  /* of content words, at least */
    uint32_t few;                      /* figures: with fewer they tell nothing */
    unsigned figures;                  /* of figures, at least */
    unsigned all_figures;              /* of those in the one that has more, at least */
} grades[] = {
    { 40, 0, 80, 620, 4, 800, 750 },    /* some passages, most of what is said, the figures */
    { 20, 0, 400, 750, 1, 800, 0 },     /* a few sentences */
    { 0, 850, 850, 900, 1, 1000, 1000 } /* a brief: one more fact is another story */
};

enum { FIGURES_LEAST = 800, FIGURES_FEW = 4 }; /* the least and the most of these two columns */

enum {
    /* Edits scattered over a text break most shingles and few words; a passage that both quote is
     * as much of the one as of the other. So the more shingles, the more words are asked for. */
    PASSAGE = 200,
    PART_CONTAINMENT = 500, /* of a text that is much shorter: it is in the other nearly whole */
    PART_CONTENT = 820,
    SMALL_CONTAINMENT = 700, /* of one less than half as long, in which more words come by chance:
                                it may be one of many that the other sums up */
    COPIED = 600,            /* shingles: so much is not the template's, some figures may be new */
    NO_CONTAINMENT = 150,    /* unrelated: less than these; a teaser and a slogan may be in both */
    NO_CONTENT = 500         /* apart: less than this */
};

enum { SAME_TEXT = 900 /* permille of shingles and of content words */ };

static size_t grade_of(uint32_t n_content)
{
    size_t g = 0;
    while (n_content < grades[g].from)
        g++;
    return g;
}

/* Two pages of a site of a few, whose chrome is in both: passages of it are shared, and its words.
 */
static bool may_be_template(const struct dh_relation *r)
{
    return r->bare && r->containment < COPIED && r->content < PART_CONTENT;
}

static bool passes(const struct dh_relation *r)
{
    size_t g = grade_of(r->n_content);
    return r->same_body ||
           (!may_be_template(r) && r->resemblance >= grades[g].resemblance &&
            r->containment >= grades[g].containment &&
            1000 * r->content >= 1000 * grades[g].content + PASSAGE * r->containment &&
            (r->n_figures < grades[g].few ||
             (r->figures >= grades[g].figures &&
              (r->containment >= COPIED || r->all_figures >= grades[g].all_figures))));
}

/* What passes() takes in grade g at the very least. */
static unsigned least_content(size_t g)
{
    return (1000 * grades[g].content + PASSAGE * grades[g].containment + 999) / 1000;
}

bool dh_sketch_same_story(const struct dh_relation *r)
{
    bool part = !r->alike && !r->same_body;
    unsigned least = r->small ? SMALL_CONTAINMENT : PART_CONTAINMENT;
    return passes(r) && (!part || (r->containment >= least && r->content >= PART_CONTENT));
}

bool dh_sketch_same_text(const struct dh_relation *r)
{
    return r->same_body || (r->alike && r->resemblance >= SAME_TEXT && r->content >= SAME_TEXT &&
                            r->figures == 1000 && r->all_figures == 1000);
}

/* What stands about a story in scraped text adds words, and takes nothing of what was copied: where
 * half of the runs are there, no more words are asked for than where hardly any are. */
bool dh_sketch_holds_part(const struct dh_relation *r)
{
    return passes(r) || (r->n_content >= grades[0].from && r->containment >= PART_CONTAINMENT &&
                         r->content >= least_content(0) &&
                         (r->n_figures < grades[0].few || r->figures >= grades[0].figures));
}

/* Content words of `of` that both must have, in grade g: the least part whose share in permille, as
 * permille() rounds it, passes() takes. */
static uint32_t needed(size_t g, uint32_t of)
{
    return (uint32_t)(((uint64_t)least_content(g) * of - of / 2 + 999) / 1000);
}

/* Every condition is one of passes(), which asks for as much or more. */
bool dh_sketch_may_hold_part(const struct dh_sketch *a, const struct dh_sketch *b)
{
    struct shares f = share32(figures_of(a), figures_of(b));
    unsigned figures = permille(f.both, smaller(f), 1000);
    if (same_body(a, b))
        return true;
    if (figures < FIGURES_LEAST && smaller(f) >= FIGURES_FEW)
        return false;
    struct smallest x = content_of(a), y = content_of(b);
    cut_to_known(&x, &y);
    uint32_t of = x.n < y.n ? x.n : y.n;
    size_t g = grade_of(of);
    if (smaller(f) >= grades[g].few && figures < grades[g].figures)
        return false;
    return of && share_enough(x, y, needed(g, of));
}

bool dh_sketch_apart(const struct dh_sketch *a, const struct dh_sketch *b)
{
    struct shares c = share32(content_of(a), content_of(b));
    return !same_body(a, b) && permille(c.both, smaller(c), 1000) < NO_CONTENT;
}

/* A sign: some bits of the body, since copies are one story whatever was taken off their sketches;
 * how many figures there are; and the figures, a bit each. */
enum { BODY_BITS = 8, COUNT_BITS = 6, FIGURE_BITS = 64 - BODY_BITS - COUNT_BITS };
#define COUNT_UNKNOWN ((1u << COUNT_BITS) - 1)

uint64_t dh_sketch_sign(const struct dh_sketch *s)
{
    bool known = s->all_figures && s->n_figures < COUNT_UNKNOWN;
    uint64_t sign =
        (s->body & ((1u << BODY_BITS) - 1)) << COUNT_BITS | (known ? s->n_figures : COUNT_UNKNOWN);
    sign <<= FIGURE_BITS;
    for (uint32_t i = 0; i < s->n_figures; i++)
        sign |= (uint64_t)1 << s->figure[i] % FIGURE_BITS;
    return sign;
}

/* Each bit that only the one with fewer figures has is of a figure that the other has not. */
bool dh_sketch_signs_part(uint64_t a, uint64_t b)
{
    uint64_t bits = ((uint64_t)1 << FIGURE_BITS) - 1;
    uint32_t n = (uint32_t)(a >> FIGURE_BITS) & COUNT_UNKNOWN;
    uint32_t m = (uint32_t)(b >> FIGURE_BITS) & COUNT_UNKNOWN;
    uint64_t fewer = n < m ? a : b, more = n < m ? b : a;
    uint32_t least = n < m ? n : m;
    if (a >> (FIGURE_BITS + COUNT_BITS) == b >> (FIGURE_BITS + COUNT_BITS) || n == COUNT_UNKNOWN ||
        m == COUNT_UNKNOWN || least < FIGURES_FEW)
        return false;
    uint32_t missing = (uint32_t)__builtin_popcountll(fewer & ~more & bits);
    return permille(least - missing, least, 1000) < FIGURES_LEAST;
}

/* ---- Grids */

enum { WORDS = DH_SKETCH_CELLS / 64 };

/* The smallest hashes are kept, so that those of a long text lie low: there cells are finer. Half
 * of the cells are for a quarter of all hashes, a quarter each for the next quarter and the rest.
 */
static unsigned cell_of(uint32_t content)
{
    _Static_assert(DH_SKETCH_CELLS == 1 << 10, "cells of 2^21, 2^22 and 2^23 hashes");
    if (content < 1u << 30)
        return content >> 21;
    return content < 1u << 31 ? 256 + (content >> 22) : 512 + (content >> 23);
}

void dh_sketch_grid_set(struct dh_sketch_grid *g, const struct dh_sketch *s)
{
    *g = (struct dh_sketch_grid){
        .body = s->body,
        .words = s->words,
        .last = s->n_content ? s->content[s->n_content - 1] : 0,
        .n_content = s->n_content,
        .all_content = s->all_content,
    };
    for (uint32_t i = 0; i < s->n_content; i++) {
        unsigned cell = cell_of(s->content[i]);
        g->cell[cell / 64] |= (uint64_t)1 << cell % 64;
        g->up_to[cell / 64]++;
    }
    for (unsigned i = 1; i < WORDS; i++)
        g->up_to[i] = (uint16_t)(g->up_to[i] + g->up_to[i - 1]);
}

/* Bits of v[0..WORDS), all words at once as far as the machine can. */
static uint32_t count_bits(const uint64_t v[WORDS])
{
    const uint64_t two = 0x3333333333333333u, four = 0x0F0F0F0F0F0F0F0Fu, bytes = 0xFF00FF00FF00FFu;
    uint64_t sum = 0; /* in each byte of the bits that its place has in all */
    for (unsigned i = 0; i < WORDS; i++) {
        uint64_t x = v[i] - (v[i] >> 1 & 0x5555555555555555u);
        x = (x & two) + (x >> 2 & two);
        sum += (x + (x >> 4)) & four;
    }
    _Static_assert(8 * WORDS < 256, "a byte holds them");
    sum = (sum & bytes) + (sum >> 8 & bytes);
    return (uint32_t)(sum * 0x0001000100010001u >> 48);
}

/* How many words a set has at least and at the most up to the limit to which both are complete. */
struct known {
    uint32_t least, most;
};

static struct known know(const struct dh_sketch_grid *g, uint32_t limit)
{
    unsigned i = cell_of(limit) / 64;
    uint64_t at = (uint64_t)1 << cell_of(limit) % 64;
    uint32_t below = (uint32_t)__builtin_popcountll(g->cell[i] & (at - 1));
    uint32_t above = (uint32_t)__builtin_popcountll(g->cell[i] & ~(at | (at - 1)));
    if (g->last <= limit)
        return (struct known){ g->n_content, g->n_content };
    return (struct known){ below + (i ? g->up_to[i - 1] : 0), g->up_to[i] - above };
}

/* The cells below the limit's, in which nothing lies beyond it; answers how many. */
static uint32_t cells_below(const struct dh_sketch_grid *g, uint32_t limit, uint64_t below[WORDS])
{
    unsigned last = cell_of(limit);
    for (unsigned i = 0; i < WORDS; i++) {
        uint64_t part = ((uint64_t)1 << last % 64) - 1;
        below[i] = g->cell[i] & (i < last / 64 ? ~(uint64_t)0 : i == last / 64 ? part : 0);
    }
    return count_bits(below);
}

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* A cell that only one has is of a word, or more, that the other has not. */
bool dh_sketch_grids_part(const struct dh_sketch_grid *a, const struct dh_sketch_grid *b)
{
    uint64_t x[WORDS], y[WORDS], both[WORDS];
    uint32_t limit =
        least_of(a->all_content ? UINT32_MAX : a->last, b->all_content ? UINT32_MAX : b->last);
    if (a->body == b->body && a->words == b->words)
        return false;
    struct known p = know(a, limit), q = know(b, limit);
    uint32_t of = least_of(p.least, q.least);
    /* Only in the first grade more words to compare never need fewer in both. */
    if (of < grades[0].from)
        return false;
    uint32_t own = cells_below(a, limit, x), others = cells_below(b, limit, y);
    for (unsigned i = 0; i < WORDS; i++)
        both[i] = x[i] & y[i];
    uint32_t shared = count_bits(both);
    return least_of(p.most - (own - shared), q.most - (others - shared)) < needed(0, of);
}

bool dh_sketch_unrelated(const struct dh_relation *r)
{
    return r->containment < NO_CONTAINMENT && r->content < NO_CONTENT;
}
