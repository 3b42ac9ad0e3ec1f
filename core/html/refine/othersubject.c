/* SPDX-License-Identifier: MIT */
/* Stories told apart by their words. One story comes back to what its headline names, and to the
 * same people and places: words with a capital that begin no sentence. So where two texts have
 * enough such names and hardly one in common, and neither says what the other's headline does, they
 * tell of different things. Where names have no capitals, nothing is said to. */
#include "base/utf8.h"
#include "html/block/wordhash.h"
#include "html/refine/refine.h"

enum {
    TEXT_WORDS_MIN = 40,
    HEAD_WORDS_MIN = 4,
    HEAD_LETTERS = 5, /* of a headline's words that tell something, by so many first letters:
                         "fisher" is in "fishermen" */
    HEAD_PART = 3,    /* one in three of these may stand in the other text */
    NAME_LETTERS = 3,
    NAMES_MIN = 4,
    NAMES_MANY = 6, /* with more, one may be in both: the day, the town */
    WORDS_MAX = 128
};

/* Hashes of different words. */
struct words {
    uint32_t hash[WORDS_MAX];
    unsigned n;
};

static bool holds(const struct words *s, uint32_t hash)
{
    for (unsigned i = 0; i < s->n; i++)
        if (s->hash[i] == hash)
            return true;
    return false;
}

static void add(struct words *s, uint32_t hash)
{
    if (s->n < WORDS_MAX && !holds(s, hash))
        s->hash[s->n++] = hash;
}

static unsigned in_common(const struct words *a, const struct words *b)
{
    unsigned n = 0;
    for (unsigned i = 0; i < a->n; i++)
        n += holds(b, a->hash[i]);
    return n;
}

/* What is read out of a text, letter by letter. */
struct reading {
    struct words names;
    struct words begins;       /* of words that the other's headline begins with, too */
    const struct words *asked; /* which to look for; NULL: all */
    struct dh_wordhash word, begin;
    unsigned letters;
    bool capital, fresh; /* the word has one; a sentence begins here */
};

static void end_word(struct reading *r)
{
    uint32_t begin = dh_wordhash_end(&r->begin);
    if (r->capital && !r->fresh && r->letters >= NAME_LETTERS)
        add(&r->names, dh_wordhash_end(&r->word));
    if (r->letters >= HEAD_LETTERS && (!r->asked || holds(r->asked, begin)))
        add(&r->begins, begin);
    r->fresh &= r->letters == 0;
    r->word = r->begin = (struct dh_wordhash){ 0 };
    r->letters = 0;
}

static void read_line(struct reading *r, struct dh_str text)
{
    r->fresh = true;
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = (unsigned char)text.p[i];
        i += cp < 0x80 ? 1 : dh_utf8_get(text, i, &cp);
        unsigned class = dh_utf8_class(cp);
        if (class & DH_C_LETTER) {
            if (r->letters == 0)
                r->capital = class & DH_C_UPPER;
            dh_wordhash_char(&r->word, dh_utf8_lower(cp));
            if (r->letters++ < HEAD_LETTERS)
                dh_wordhash_char(&r->begin, dh_utf8_lower(cp));
        } else if (!(class & DH_C_MARK)) {
            end_word(r);
            r->fresh |= class & DH_C_PUNCT && cp != ',' && cp != '-' && cp != '\'' && cp != 0x2019;
        }
    }
    end_word(r);
}

static void read_text(const struct dh_overview *v, const struct dh_choice *choice,
                      const struct dh_subject *s, struct reading *r)
{
    for (uint32_t i = s->first; i < s->end; i++)
        if (choice[i].keep && !v->facts[i].heading)
            read_line(r, dh_block_text(v->b, i));
}

/* Whether a text has hardly a word of the other's headline. */
static bool says_little_of(const struct reading *text, const struct reading *head, unsigned chance)
{
    unsigned n = text->begins.n;
    return n <= chance || HEAD_PART * n <= head->begins.n;
}

bool dh_are_other_subjects(const struct dh_overview *v, const struct dh_choice *choice,
                           const struct dh_subject *own, const struct dh_subject *other)
{
    struct reading heads[2] = { { .letters = 0 }, { .letters = 0 } };
    struct reading texts[2] = { { .asked = &heads[1].begins }, { .asked = &heads[0].begins } };
    if (v->b->blocks[other->head].words < HEAD_WORDS_MIN ||
        dh_kept_words(v, choice, other->first, other->end) < TEXT_WORDS_MIN)
        return false;
    read_line(&heads[0], dh_block_text(v->b, own->head));
    read_line(&heads[1], dh_block_text(v->b, other->head));
    read_text(v, choice, own, &texts[0]);
    read_text(v, choice, other, &texts[1]);
    unsigned few = texts[0].names.n < texts[1].names.n ? texts[0].names.n : texts[1].names.n;
    unsigned both = in_common(&texts[0].names, &texts[1].names);
    unsigned chance = few >= NAMES_MANY && both == 0; /* one word may stand in any text */
    return few >= NAMES_MIN && both <= (few > NAMES_MANY ? 1u : 0u) &&
           says_little_of(&texts[1], &heads[0], chance) &&
           says_little_of(&texts[0], &heads[1], chance);
}

/* ---- Stories in the flow of the first */

/* The end of what heading i stands over: the next of its rank or a higher one, or where its flow
 * ends. */
static uint32_t headed_until(const struct dh_overview *v, uint32_t i)
{
    const struct dh_box *x = dh_box_with_others(v, i, 2);
    uint32_t end = i + 1;
    while (end < x->end && !(v->facts[end].heading && v->facts[end].heading <= v->facts[i].heading))
        end++;
    return end;
}

/* Whether who wrote it, or when, is said right below headline i. */
static bool is_stamped_below(const struct dh_overview *v, uint32_t i)
{
    enum { BELOW = 2, WORDS = 8 };
    for (uint32_t k = i + 1; k < v->b->n_blocks && k <= i + BELOW; k++) {
        const struct dh_block *line = &v->b->blocks[k];
        bool stamp = v->sums[k + 1].stamps > v->sums[k].stamps ||
                     line->cue_start & 1u << DH_CUE_BYLINE || line->cue_any & 1u << DH_CUE_DATE;
        if (stamp && line->words <= WORDS && !(line->is & DH_IS_SENTENCE_END))
            return true;
    }
    return false;
}

void dh_drop_stories_in_flow(const struct dh_overview *v, struct dh_choice *choice)
{
    enum { LOOKS_MAX = 32 }; /* each reads the first story */
    uint32_t own = 0, n = v->b->n_blocks;
    while (own < n && !(v->facts[own].heading && v->facts[own].title))
        own++;
    unsigned looks = 0;
    bool found = false, enough = false; /* enough: stands above */
    for (uint32_t i = own + 1, end; i < n && (found || looks < LOOKS_MAX); i = end) {
        const struct dh_block_facts *f = &v->facts[i];
        end = i + 1;
        if (f->heading <= v->facts[own].heading || f->title || !(dh_is_link(f) || f->linked))
            continue;
        end = headed_until(v, i);
        struct dh_subject first = { own, own + 1, i }, other = { i, i + 1, end };
        enough = enough || dh_kept_words(v, choice, own, i) >= DH_BELOW_WORDS;
        if (!enough)
            return;
        if (!found && !(is_stamped_below(v, i) && ++looks &&
                        dh_are_other_subjects(v, choice, &first, &other)))
            continue;
        found = true; /* what follows under others of its kind is no more of the first */
        for (uint32_t k = i; k < end; k++)
            choice[k].keep = false;
    }
}
