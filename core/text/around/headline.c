/* SPDX-License-Identifier: MIT */
#include "text/around/headline.h"

#include "text/around/conditions.h"

enum {
    LINES = 2000,  /* before the zone that are read, the nearest: menus are shorter */
    SPARSE = 8,    /* slots of the table for each word of the lines */
    FRAGMENTS = 60 /* of the zone that are read */
};

/* A line before the zone, and its content words. */
struct line {
    size_t at; /* fragment */
    uint32_t first, n;
};

/* The words of all such lines, and which of them the story has. */
struct lines {
    struct line *line;
    uint64_t *words; /* content words, line by line */
    uint64_t *slots; /* the same as a table; 0: free */
    bool *seen;      /* of each slot: the story has it */
    size_t n, n_words, mask;
};

static inline size_t slot_of(const struct lines *l, uint64_t hash)
{
    size_t i = hash >> 40 & l->mask; /* the upper bits tell most (pagewords.h) */
    while (l->slots[i] && l->slots[i] != hash)
        i = (i + 1) & l->mask;
    return i;
}

static bool may_be_headline(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    /* the words of a sight that strikes may be those of a part */
    bool few = sights[i].kind == DH_STORY && sights[i].words < DH_HEADLINE_MIN;
    return page->fragments[i].kind == DH_STORY && !(sights[i].flags & DH_S_LONG) && !few;
}

/* The content words of a line; more than DH_HEADLINE_WORDS: it is no headline. */
static size_t content_words(const struct dh_pagewords *words, size_t i,
                            uint64_t out[DH_HEADLINE_WORDS])
{
    struct dh_wordwalk walk = dh_wordwalk_begin(words, i);
    size_t n = 0;
    for (uint64_t hash; n <= DH_HEADLINE_WORDS && (hash = dh_wordwalk_next(&walk)) != 0; n++)
        if (n < DH_HEADLINE_WORDS)
            out[n] = hash;
    return n;
}

/* The lines that have as many words as a headline; none: the story need not be read. l has room for
 * so many. */
static void read_lines(struct lines *l, const struct dh_pagewords *words,
                       const struct dh_sight *sights, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!may_be_headline(words->page, sights, i))
            continue;
        size_t n = content_words(words, i, l->words + l->n_words);
        if (n < DH_HEADLINE_MIN || n > DH_HEADLINE_WORDS)
            continue;
        l->line[l->n++] = (struct line){ i, (uint32_t)l->n_words, (uint32_t)n };
        l->n_words += n;
    }
}

/* Room for the lines before `to` that may be one, or the last LINES of them: from *from on. */
static enum dh_err make_lines(struct lines *l, const struct dh_allocator *m,
                              const struct dh_page *page, const struct dh_sight *sights, size_t to,
                              size_t *from)
{
    size_t n = 0;
    for (*from = to; *from > 0 && n < LINES; --*from)
        n += may_be_headline(page, sights, *from - 1);
    l->line = dh_mem_zeroed(m, n + 1, sizeof *l->line);
    l->words = dh_mem_zeroed(m, (n + 1) * DH_HEADLINE_WORDS, sizeof *l->words);
    return l->line && l->words ? DH_OK : DH_ENOMEM;
}

static enum dh_err make_table(struct lines *l, const struct dh_allocator *m)
{
    size_t room = 64;
    while (room < SPARSE * l->n_words)
        room *= 2;
    l->mask = room - 1;
    l->slots = dh_mem_zeroed(m, room, sizeof *l->slots);
    l->seen = dh_mem_zeroed(m, room, sizeof *l->seen);
    if (!l->slots || !l->seen)
        return DH_ENOMEM;
    for (size_t i = 0; i < l->n_words; i++)
        l->slots[slot_of(l, l->words[i])] = l->words[i];
    return DH_OK;
}

static void read_story(struct lines *l, const struct dh_pagewords *words, struct dh_zone z)
{
    size_t to = z.to - z.from > FRAGMENTS ? z.from + FRAGMENTS : z.to;
    for (size_t i = z.from; i < to; i++) {
        if (words->page->fragments[i].kind != DH_STORY)
            continue;
        struct dh_wordwalk walk = dh_wordwalk_begin(words, i);
        for (uint64_t hash; (hash = dh_wordwalk_next(&walk)) != 0;)
            l->seen[slot_of(l, hash)] = true; /* of a free slot nobody asks */
    }
}

/* The line with the most content words that come back in the story, if most of its words do. */
static size_t best_line(const struct lines *l, size_t none)
{
    size_t at = none;
    unsigned most = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct line *line = &l->line[i];
        unsigned back = 0;
        for (uint32_t k = 0; k < line->n; k++)
            back += l->seen[slot_of(l, l->words[line->first + k])];
        if (back < DH_HEADLINE_MIN || 100 * back < DH_HEADLINE_PERCENT * line->n || back <= most)
            continue;
        most = back;
        at = line->at;
    }
    return at;
}

static enum dh_err find(struct dh_headline *h)
{
    const struct dh_page *page = h->words->page;
    const struct dh_allocator *m = page->arena.mem;
    struct lines l = { 0 };
    enum dh_err e = DH_OK;
    size_t from;

    e = make_lines(&l, m, page, h->sights, h->zone.from, &from);
    if (e)
        goto out;
    read_lines(&l, h->words, h->sights, from, h->zone.from);
    if (l.n == 0)
        goto out;
    dh_pagewords_hash(h->words);
    e = make_table(&l, m);
    if (e)
        goto out;
    read_story(&l, h->words, h->zone);
    h->at = best_line(&l, page->n_fragments);
out:
    dh_mem_free(m, l.line);
    dh_mem_free(m, l.words);
    dh_mem_free(m, l.slots);
    dh_mem_free(m, l.seen);
    return e;
}

void dh_headline_begin(struct dh_headline *h, struct dh_pagewords *words,
                       const struct dh_sight *sights)
{
    const struct dh_page *page = words->page;
    *h = (struct dh_headline){ .words = words, .sights = sights, .at = page->n_fragments };
    if (page->unit == DH_UNIT_BLOCK)
        return;
    h->zone = dh_zone_find(page, sights);
    h->no_sentence = h->zone.from;
    /* It stands above the first paragraph, wherever the zone begins. */
    while (h->zone.from < h->zone.to && !dh_is_paragraph(page, sights, h->zone.from))
        h->zone.from++;
    if (h->zone.from == h->zone.to)
        h->zone.from = 0;
}

bool dh_headline_is(struct dh_headline *h, size_t i)
{
    const struct dh_page *page = h->words->page;
    if (h->known || i >= h->zone.from || !may_be_headline(page, h->sights, i))
        return h->known && i == h->at;
    h->known = true;
    h->err = find(h);
    /* A sentence there may be the caption of the first picture. */
    if (h->at >= h->no_sentence && h->at < page->n_fragments &&
        (h->sights[h->at].flags & DH_S_STOP))
        h->at = page->n_fragments;
    return i == h->at;
}
