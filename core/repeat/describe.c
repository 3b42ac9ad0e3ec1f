/* SPDX-License-Identifier: MIT */
/* What the stages over many pages need of one page, worked out where the page is parsed, so that
 * the walk over the corpus reads no text: its identity, the looks and slots of its fragments, the
 * sketch of its story, and by what its passages are looked up. A function of the page alone. */
#include <endian.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "repeat/caption.h"
#include "repeat/repeat.h"
#include "repeat/story/sketch.h"
#include "repeat/words/form.h"
#include "repeat/words/quote.h"
#include "repeat/words/words.h"

enum {
    PROSE_WORDS = 12, /* words of a sentence that is prose */
    PROSE_WIDE = 30,  /* the same in characters of scripts without spaces */
    LONG_WORDS = 24,  /* words of what is no slogan any more */
    LONG_WIDE = 60,
    STORY_PERCENT =
        75, /* of the bytes: where sentences make less, the story is in its short lines */
    LINKS_PERCENT = 30, /* or where they make less than this, if they are a story by themselves: */
    STORY_BYTES = 700,
    TABLE = 6, /* rows */
    LIST = 16, /* lines, of so many words: */
    LIST_WORDS = 3,
    LIST_WIDE = 3,   /* characters for a word */
    STORY_WORDS = 6, /* words of the shortest sentence that is part of a story's sketch */
    STORY_WIDE = 15
};

_Static_assert((int)LONG_WORDS >= (int)DH_FORM_WORDS && (int)LONG_WIDE >= (int)DH_FORM_WORDS,
               "what is long has no form: siteadd.c does not ask");

static bool is_text(const struct dh_fragment *f)
{
    return f->kind == DH_STORY || f->kind == DH_CROSSHEAD || f->kind == DH_DATELINE;
}

/* Whether s holds a quotation or figures. */
static bool is_quoted(struct dh_str s)
{
    return dh_utf8_digit(s, 0) < s.n || dh_quote_find(s, 0) < s.n;
}

/* The first words of a fragment: enough to settle every question of its length. */
struct opening {
    struct dh_words rest; /* stands behind them */
    struct dh_word word[LONG_WORDS + LONG_WIDE + 1];
    size_t n, words, wide; /* of words: those with spaces, and characters of the others */
};

_Static_assert(LONG_WORDS + LONG_WIDE + 1 >= DH_CAPTION_CUT, "an opening has room for a passage");

static void cut_opening(struct dh_str s, struct opening *o)
{
    o->rest = (struct dh_words){ .s = s };
    o->n = dh_words_cut(&o->rest, o->word, DH_LEN(o->word));
    o->wide = o->rest.wide;
    o->words = o->n - o->wide;
}

/* Whether the fragment, which begins with o, belongs into the sketch of the story; sets its looks.
 */
static bool look(struct dh_page *p, size_t i, const struct opening *o)
{
    struct dh_fragment *f = &p->fragments[i];
    struct dh_str s = dh_page_fragment(p, i);
    bool sentence = dh_words_end_sentence(s);
    bool prose = o->words >= PROSE_WORDS || o->wide >= PROSE_WIDE;

    f->looks &= (uint8_t) ~(DH_LOOKS_PROSE | DH_LOOKS_LONG | DH_LOOKS_QUOTED | DH_LOOKS_STOP);
    if (sentence)
        f->looks |= DH_LOOKS_STOP;
    if (sentence && prose)
        f->looks |= DH_LOOKS_PROSE;
    if (o->words > LONG_WORDS || o->wide > LONG_WIDE)
        f->looks |= DH_LOOKS_LONG;
    if (is_quoted(s))
        f->looks |= DH_LOOKS_QUOTED;
    return prose || (sentence && (o->words >= STORY_WORDS || o->wide >= STORY_WIDE));
}

static void set_slots(struct dh_page *p)
{
    size_t first = p->n_fragments, last = 0;
    for (size_t i = 0; i < p->n_fragments; i++) {
        p->fragments[i].slot = DH_SLOT_BODY;
        if (!is_text(&p->fragments[i]) || !(p->fragments[i].looks & DH_LOOKS_PROSE))
            continue;
        if (first == p->n_fragments)
            first = i;
        last = i;
    }
    if (first == p->n_fragments)
        return;
    for (size_t i = 0; i < first; i++)
        p->fragments[i].slot = DH_SLOT_HEAD;
    for (size_t i = last + 1; i < p->n_fragments; i++)
        p->fragments[i].slot = DH_SLOT_TAIL;
}

static void put64(unsigned char *dst, uint64_t v)
{
    v = htobe64(v);
    memcpy(dst, &v, sizeof v);
}

/* XXH3-128 over the XXH3-128s of the fragments' bytes, each in canonical order: separators and
 * labels do not count, borders do. */
static enum dh_err set_identity(struct dh_page *p)
{
    unsigned char *h = dh_arena_alloc(&p->scratch, 16 * p->n_fragments + 1);
    if (!h)
        return DH_ELIMIT;
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_hash128 one = dh_hash128(dh_page_fragment(p, i));
        put64(h + 16 * i, one.high);
        put64(h + 16 * i + 8, one.low);
    }
    p->identity = dh_hash128((struct dh_str){ (const char *)h, 16 * p->n_fragments });
    return DH_OK;
}

static enum dh_err set_sketch(struct dh_page *p, struct dh_sketcher *k)
{
    struct dh_sketch *s = dh_arena_alloc(&p->scratch, sizeof *s);
    struct dh_buf packed = { .room = DH_SKETCH_BYTES, .cap = DH_SKETCH_BYTES };

    if (!s)
        return DH_ELIMIT;
    dh_sketcher_done(k, s);
    p->sketch = DH_STR_NONE;
    p->has_sketch = s->words > 0;
    if (s->words == 0)
        return DH_OK;
    packed.p = dh_arena_alloc(&p->arena, DH_SKETCH_BYTES);
    if (!packed.p)
        return DH_ELIMIT;
    dh_sketch_pack(s, &packed);
    dh_arena_shrink(&p->arena, packed.p, DH_SKETCH_BYTES, packed.n);
    p->sketch = dh_buf_str(&packed);
    return packed.err;
}

/* Of what a page's text is made. */
struct shape {
    uint64_t of, in; /* bytes, and those of sentences, as look() knows them */
    unsigned rows;   /* lines with figures behind their first word, as results have them: the number
                        of an item says nothing */
    unsigned run;    /* lines of some words up to here, one behind the other */
    bool list;       /* there were too many of those for links */
};

static bool is_row(const struct opening *o)
{
    size_t i = 1;
    while (i < o->n && !o->word[i].digit)
        i++;
    return i < o->n;
}

static void add_to_shape(struct shape *s, const struct opening *o, uint32_t bytes, bool in_story)
{
    s->of += bytes;
    s->in += in_story ? bytes : 0;
    s->rows += !in_story && is_row(o);
    s->run = in_story || o->words + o->wide / LIST_WIDE < LIST_WORDS ? 0 : s->run + 1;
    s->list |= s->run >= LIST;
}

/* Whether the story is in the sentences alone. Where they are less than most of the text, but a
 * story by themselves, the lines beside them may be a menu and links that the page could not tell
 * from its own; not so the rows of a table and a long list. */
static bool is_in_sentences(const struct shape *s)
{
    return 100 * s->in >= STORY_PERCENT * s->of ||
           (s->in >= STORY_BYTES && 100 * s->in >= LINKS_PERCENT * s->of && s->rows < TABLE &&
            !s->list);
}

/* Looks at every fragment, puts those of the story into k, and passages behind `passages`. */
static void look_at_all(struct dh_page *page, struct dh_sketcher *k, struct opening *o,
                        struct dh_buf *passages)
{
    struct shape shape = { 0 };

    for (size_t i = 0; i < page->n_fragments; i++) {
        bool passage = dh_captions_is_passage(&page->fragments[i]);
        cut_opening(dh_page_fragment(page, i), o);
        bool in_story = look(page, i, o);
        if (passage)
            dh_captions_passage((uint32_t)i, o->rest.s, o->word, o->n, o->wide > 0, passages);
        if (!is_text(&page->fragments[i]))
            continue;
        add_to_shape(&shape, o, page->fragments[i].n, in_story);
        if (in_story)
            dh_sketcher_add_cut(k, &o->rest, o->word, o->n);
    }
    if (is_in_sentences(&shape))
        return;
    dh_sketcher_reset(k);
    for (size_t i = 0; i < page->n_fragments; i++)
        if (is_text(&page->fragments[i]))
            dh_sketcher_add(k, dh_page_fragment(page, i));
}

static enum dh_err describe(struct dh_page *page, struct dh_buf *passages)
{
    struct dh_sketcher *k = dh_sketcher_new(&page->scratch);
    struct opening *o = dh_arena_alloc(&page->scratch, sizeof *o);

    if (!k || !o || set_identity(page))
        return DH_ELIMIT;
    look_at_all(page, k, o, passages);
    set_slots(page);
    if (passages->err)
        return passages->err;
    if (!dh_arena_copy(&page->arena, dh_buf_str(passages), &page->passages))
        return DH_ELIMIT;
    return set_sketch(page, k);
}

enum dh_err dh_repeat_describe(struct dh_page *page)
{
    struct dh_buf passages;
    dh_buf_init(&passages, page->arena.mem, page->arena.cap);
    enum dh_err e = describe(page, &passages);
    dh_buf_release(&passages);
    dh_arena_reset(&page->scratch);
    return e;
}
