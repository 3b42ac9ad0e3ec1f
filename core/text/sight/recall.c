/* SPDX-License-Identifier: MIT */
#include "text/sight/recall.h"

#include <string.h>

enum {
    WAYS = 4,         /* places where a line may be kept */
    SETS_MOST = 4096, /* of places; four times as many keep 1 % more of the lines of a corpus */
    CHUNK = 64,       /* slots that are made at once: short runs see few lines */
    CUTS = 2          /* lines of more are read each time: hardly any */
};

struct slot {
    uint64_t key; /* of the line */
    uint32_t subject;
    int16_t lang;
    uint16_t n;
    uint8_t n_cuts;
    struct dh_sight sight; /* what most lines need stands together */
    char text[DH_RECALL_MAX];
    struct dh_recalled line;
    struct dh_cut cuts[CUTS];
};

/* Where a line is kept: small, so that all places of a line are at hand at once. */
struct place {
    uint16_t number; /* of its slot, from 1 on; 0: none */
    uint16_t tag;    /* the upper bits of its key */
};

/* The first of the ways has the line that came again last, the last one gives its slot to the next
 * new line: what comes once shall not push out what stands on every page. */
struct set {
    struct place way[WAYS];
};

struct dh_recall {
    const struct dh_allocator *mem;
    struct set *sets;
    size_t mask; /* sets, less one; a power of two */
    struct slot **chunks;
    size_t n_chunks; /* at most */
    uint32_t n;      /* slots that are in use */
};

struct dh_recall *dh_recall_new(const struct dh_allocator *m, size_t bytes)
{
    _Static_assert(SETS_MOST * WAYS <= UINT16_MAX, "slots are numbers of 16 bits");
    const size_t one = WAYS * sizeof(struct slot) + sizeof(struct set);
    size_t sets = SETS_MOST;
    while (sets && sets * one > bytes)
        sets /= 2;
    size_t chunks = sets * WAYS / CHUNK;
    struct dh_recall *r = chunks ? dh_mem_zeroed(m, 1, sizeof *r) : NULL;
    if (!r)
        return NULL;
    r->mem = m;
    r->mask = sets - 1;
    r->sets = dh_mem_zeroed(m, sets, sizeof *r->sets);
    r->chunks = dh_mem_zeroed(m, chunks, sizeof(struct slot *));
    r->n_chunks = r->chunks ? chunks : 0;
    if (r->sets && r->chunks)
        return r;
    dh_recall_free(r);
    return NULL;
}

void dh_recall_free(struct dh_recall *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->n_chunks; i++)
        dh_mem_free(r->mem, r->chunks[i]);
    dh_mem_free(r->mem, r->chunks);
    dh_mem_free(r->mem, r->sets);
    dh_mem_free(r->mem, r);
}

static inline bool is_line(const struct slot *k, const struct dh_recall_key *line)
{
    return k->key == line->key && k->n == line->text.n && k->lang == line->lang &&
           memcmp(k->text, line->text.p, line->text.n) == 0;
}

static inline bool is_kept(const struct dh_recall *r, struct dh_str text)
{
    return r && text.n && text.n <= DH_RECALL_MAX;
}

/* Sites print one line beside stories in many languages: each has a place of its own. */
static inline struct set *set_of(const struct dh_recall *r, uint64_t key, int lang)
{
    const uint64_t apart = 89; /* places between two languages */
    return &r->sets[(key + (uint64_t)(lang + 1) * apart) & r->mask];
}

static inline uint16_t tag_of(uint64_t key)
{
    return (uint16_t)(key >> 48);
}

static inline struct slot *slot_of(const struct dh_recall *r, unsigned number)
{
    return &r->chunks[(number - 1) / CHUNK][(number - 1) % CHUNK];
}

/* The slot that a new line goes to. NULL: out of memory. */
static struct slot *make_slot(struct dh_recall *r, struct set *s, uint64_t key)
{
    int way = 0;
    while (way < WAYS - 1 && s->way[way].number)
        way++;
    if (s->way[way].number == 0) {
        struct slot **chunk = &r->chunks[r->n / CHUNK];
        if (!*chunk)
            *chunk = dh_mem_resize(r->mem, NULL, CHUNK * sizeof **chunk);
        if (!*chunk)
            return NULL;
        s->way[way].number = (uint16_t)++r->n;
    }
    s->way[way].tag = tag_of(key);
    return slot_of(r, s->way[way].number);
}

/* The way that has the line. WAYS: none has. */
static int find_way(const struct dh_recall *r, const struct set *s,
                    const struct dh_recall_key *line)
{
    int way = 0;
    for (; way < WAYS; way++) {
        struct place p = s->way[way];
        if (p.number == 0)
            return WAYS;
        if (p.tag == tag_of(line->key) && is_line(slot_of(r, p.number), line))
            break;
    }
    return way;
}

void dh_recall_where(const struct dh_recall *r, uint64_t key, int lang)
{
    if (r)
        __builtin_prefetch(set_of(r, key, lang));
}

void dh_recall_ahead(const struct dh_recall *r, uint64_t key, int lang)
{
    if (!r)
        return;
    const struct set *s = set_of(r, key, lang);
    for (int way = 0; way < WAYS; way++) {
        if (s->way[way].number == 0 || s->way[way].tag != tag_of(key))
            continue;
        const struct slot *k = slot_of(r, s->way[way].number);
        __builtin_prefetch(k);
        __builtin_prefetch(k->text);
        __builtin_prefetch(&k->line.part);
    }
}

bool dh_recall_find(const struct dh_recall *r, const struct dh_recall_key *line, struct dh_sight *s,
                    struct dh_cut_list *cuts)
{
    if (!is_kept(r, line->text))
        return false;
    struct set *set = set_of(r, line->key, line->lang);
    int way = find_way(r, set, line);
    if (way == WAYS)
        return false;
    struct place p = set->way[way];
    const struct slot *k = slot_of(r, p.number);
    if (k->subject != line->subject)
        return false;
    __builtin_prefetch(&k->line);
    set->way[way] = set->way[0]; /* it comes first now */
    set->way[0] = p;
    *s = k->sight;
    cuts->n = k->n_cuts;
    memcpy(cuts->cut, k->cuts, k->n_cuts * sizeof *k->cuts);
    return true;
}

void dh_recall_keep(struct dh_recall *r, const struct dh_recall_key *line, const struct dh_sight *s,
                    const struct dh_cut_list *cuts)
{
    if (!is_kept(r, line->text) || cuts->n > CUTS)
        return;
    struct set *set = set_of(r, line->key, line->lang);
    int way = find_way(r, set, line); /* of another subject */
    struct slot *k = way < WAYS ? slot_of(r, set->way[way].number) : make_slot(r, set, line->key);
    if (!k)
        return;
    k->key = line->key;
    k->subject = line->subject;
    k->lang = (int16_t)line->lang;
    k->n = (uint16_t)line->text.n;
    memcpy(k->text, line->text.p, line->text.n);
    k->sight = *s;
    k->n_cuts = (uint8_t)cuts->n;
    memcpy(k->cuts, cuts->cut, cuts->n * sizeof *k->cuts);
    k->line.known = false;
    for (int x = 0; x < DH_SAMPLE_EXTENTS; x++)
        k->line.part[x].known = false;
}

struct dh_recalled *dh_recall_line(const struct dh_recall *r, const struct dh_recall_key *line)
{
    if (!is_kept(r, line->text))
        return NULL;
    const struct set *set = set_of(r, line->key, line->lang);
    int way = find_way(r, set, line);
    return way < WAYS ? &slot_of(r, set->way[way].number)->line : NULL;
}
