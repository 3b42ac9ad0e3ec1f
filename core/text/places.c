/* SPDX-License-Identifier: MIT */
/* Traits that a fragment has by its place: sums, neighbours, the zone, shapes that repeat, and the
 * words it shares with the story. */
#include <string.h>

#include "base/hash.h"
#include "base/swar.h"
#include "text/traits.h"
#include "text/zone.h"

enum {
    ROOM_MIN = 256,
    ROOM_MAX = 1 << 15,
    WORD_MIN = 4,         /* bytes: shorter words are function words in most languages */
    HEAD = 3,             /* paragraphs that make the head of a story */
    CONTENT_MAX = 48,     /* words of one fragment that are asked for: its beginning tells */
    HASHES_MAX = 1 << 16, /* words that are hashed once; more are read anew each round */
    HASHED_MAX = 1 << 14  /* the same of fragments */
};

struct dh_line_copy {
    uint64_t key; /* 0: free */
    uint32_t n, seen;
};

static size_t room_for(size_t n)
{
    size_t room = ROOM_MIN;
    while (room < n && room < ROOM_MAX)
        room *= 2;
    return room;
}

/* ---- Vocabulary */

/* The bytes at s.p[at] as a piece of a word: 1 a letter or digit, 3 a character of a script without
 * spaces, 0 what parts words. Signs beyond ASCII are mostly in the rows of Latin-1 and of general
 * punctuation. */
static unsigned piece(struct dh_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];
    if (c < 0x80)
        return dh_is_alpha(c) || dh_is_digit(c);
    if (c == 0xC2 || c == 0xE2 || c == 0xEF)
        return 0;
    bool wide = (c >= 0xE3 && c <= 0xE9) ||
                (c == 0xE0 && at + 1 < s.n &&
                 ((unsigned char)s.p[at + 1] == 0xB8 || (unsigned char)s.p[at + 1] == 0xB9));
    return wide && at + 3 <= s.n ? 3 : 1;
}

/* Behind the letters and digits at `at`, of ASCII or not. */
static size_t word_end(struct dh_str s, size_t at)
{
    while (at < s.n) {
        uint64_t x = dh_swar_load_tail(s, at);
        uint64_t small = (x | 0x20 * DH_SWAR_ONES) & ~DH_SWAR_HIGHS;
        uint64_t other = ~(dh_swar_between(small, 'a', 'z') | dh_swar_between(x, '0', '9')) | x;
        other &= DH_SWAR_HIGHS;
        at += other ? dh_swar_first(other) : 8;
        if (other && (at >= s.n || (unsigned char)s.p[at] < 0x80 || piece(s, at) != 1))
            break;
        at += other != 0;
    }
    return at < s.n ? at : s.n;
}

/* The same for words in small and in capital letters of ASCII. */
static uint64_t hash_word(struct dh_str s)
{
    uint64_t h = s.n;
    for (size_t at = 0; at < s.n; at += 8) {
        uint64_t x = dh_swar_load_tail(s, at);
        h = (h ^ (x | dh_swar_between(x, 'A', 'Z') >> 2)) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    return h | 1;
}

/* Most words: fewer than eight letters and digits of ASCII, and a byte of ASCII behind them.
 * Answers how many; 0: another kind of word. *hash is as of hash_word. */
static inline size_t short_word(struct dh_str s, size_t at, uint64_t *hash)
{
    uint64_t x = dh_swar_load_tail(s, at);
    uint64_t small = (x | 0x20 * DH_SWAR_ONES) & ~DH_SWAR_HIGHS;
    uint64_t other =
        (~(dh_swar_between(small, 'a', 'z') | dh_swar_between(x, '0', '9')) | x) & DH_SWAR_HIGHS;
    if (!other || (x & other & (~other + 1)))
        return 0;
    uint64_t before = ((other & (~other + 1)) >> 7) - 1;
    size_t n = dh_swar_first(other);
    x &= before;
    uint64_t h = (n ^ (x | dh_swar_between(x, 'A', 'Z') >> 2)) * 0x9E3779B97F4A7C15u;
    *hash = (h ^ h >> 32) | 1;
    return n;
}

/* The next word at or behind *at as a hash; 0: there is none. Of scripts without spaces each pair
 * of characters is one. */
static uint64_t next_word(struct dh_str s, size_t *at)
{
    size_t i = *at;
    uint64_t hash;
    while (i < s.n) {
        if (s.p[i] == ' ') {
            i++;
            continue;
        }
        size_t n = short_word(s, i, &hash);
        i += n;
        if (n >= WORD_MIN) {
            *at = i;
            return hash;
        }
        if (n)
            continue;
        unsigned p = piece(s, i);
        if (p == 0) {
            i++;
            /* the rest of a sign of several bytes */
            while (i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80)
                i++;
            continue;
        }
        size_t from = i;
        if (p == 3) {
            i += 3;
            if (i < s.n && piece(s, i) == 3) {
                *at = i;
                return dh_hash_mix(dh_hash64(dh_str_sub(s, from, 6))) | 1;
            }
            continue;
        }
        i = word_end(s, i);
        if (i - from < WORD_MIN)
            continue;
        *at = i;
        return hash_word(dh_str_sub(s, from, i - from));
    }
    *at = i;
    return 0;
}

/* The text that a fragment's words are taken from: normalised where that was kept. */
static struct dh_str words_of(const struct dh_traits *t, size_t i)
{
    const struct dh_fragment *f = &t->page->fragments[i];
    return f->norm.n ? f->norm : dh_page_fragment(t->page, i);
}

/* The words of the first fragments, once for all rounds: as many as there is room for. */
static void hash_words(struct dh_traits *t)
{
    size_t fragments = t->page->n_fragments < HASHED_MAX ? t->page->n_fragments : HASHED_MAX;
    size_t bytes = 0, n = 0;
    for (size_t i = 0; i < fragments; i++)
        bytes += t->page->fragments[i].n;
    size_t room = bytes / WORD_MIN + 1 < HASHES_MAX ? bytes / WORD_MIN + 1 : HASHES_MAX;
    t->hashes = dh_arena_alloc(t->arena, room * sizeof *t->hashes);
    t->hashed = dh_arena_alloc(t->arena, (fragments + 1) * sizeof *t->hashed);
    if (!t->hashes || !t->hashed)
        return; /* then they are read each time */
    t->hashed[0] = 0;
    for (size_t i = 0; i < fragments; i++) {
        struct dh_str s = words_of(t, i);
        uint64_t hash;
        for (size_t at = 0; n < room && (hash = next_word(s, &at)) != 0;)
            t->hashes[n++] = hash;
        if (n == room)
            break; /* this one may have more */
        t->hashed[++t->n_hashed] = (uint32_t)n;
    }
}

/* The words of one fragment, one by one. */
struct words {
    const uint64_t *next, *end; /* of those hashed; next NULL: read from s */
    struct dh_str s;
    size_t at;
};

static struct words start_words(const struct dh_traits *t, size_t i)
{
    struct words w = { .s = words_of(t, i) };
    if (i < t->n_hashed) {
        w.next = t->hashes + t->hashed[i];
        w.end = t->hashes + t->hashed[i + 1];
    }
    return w;
}

static inline uint64_t take_word(struct words *w)
{
    if (!w->next)
        return next_word(w->s, &w->at);
    return w->next < w->end ? *w->next++ : 0;
}

enum dh_err dh_traits_words(struct dh_traits *t)
{
    t->words_room = room_for(t->bytes / 4);
    t->copies_room = room_for(2 * t->page->n_fragments);
    while (t->copies_room < 2 * t->page->n_fragments)
        t->copies_room *= 2;
    t->words = dh_arena_alloc(t->arena, t->words_room * sizeof *t->words);
    t->copies = dh_arena_alloc(t->arena, t->copies_room * sizeof *t->copies);
    if (!t->words || !t->copies)
        return DH_ELIMIT;
    hash_words(t);
    t->common = dh_arena_alloc(t->arena, t->page->n_fragments * sizeof *t->common);
    return DH_OK;
}

static struct dh_line_word *word_slot(const struct dh_traits *t, uint64_t hash)
{
    size_t i = hash >> 1 & (t->words_room - 1);
    while (t->words[i].hash && t->words[i].hash != hash)
        i = (i + 1) & (t->words_room - 1);
    return &t->words[i];
}

static void keep_words(struct dh_traits *t, size_t i, uint32_t number)
{
    struct words words = start_words(t, i);
    uint64_t hash;
    while ((hash = take_word(&words)) != 0) {
        struct dh_line_word *w = word_slot(t, hash);
        if (!w->hash) {
            if (t->words_n * 2 >= t->words_room)
                return;
            t->words_n++;
            *w = (struct dh_line_word){ .hash = hash };
        }
        w->n += w->last != number;
        w->last = number;
        w->head |= number <= HEAD;
    }
}

static void find_words(const struct dh_traits *t, size_t i, bool in, struct dh_line_common *c)
{
    struct words words = start_words(t, i);
    uint64_t hash;
    *c = (struct dh_line_common){ 0 };
    while (c->content < CONTENT_MAX && (hash = take_word(&words)) != 0) {
        const struct dh_line_word *w = word_slot(t, hash);
        unsigned n = w->hash ? w->n - (in && w->n) : 0;
        c->content++;
        c->common += n > 0;
        c->often += n > 2;
        c->rare += n == 0;
        c->head += w->hash && w->head;
    }
}

/* ---- The sequence */

static bool goes(const struct dh_page *p, size_t i)
{
    enum dh_kind k = (enum dh_kind)p->fragments[i].kind;
    return k != DH_STORY && k != DH_NOTE && k != DH_CROSSHEAD && k != DH_DATELINE;
}

static struct dh_line_copy *copy_slot(const struct dh_traits *t, uint64_t key)
{
    size_t i = dh_hash_mix(key) & (t->copies_room - 1);
    while (t->copies[i].key && t->copies[i].key != key)
        i = (i + 1) & (t->copies_room - 1);
    return &t->copies[i];
}

static bool is_figure(const struct dh_line *l)
{
    return l->own[DH_X_T_NUMBERS] && l->own[DH_X_T_WORDS] <= 2 && !l->own[DH_X_T_CLOCK] &&
           !l->own[DH_X_T_YEAR];
}

static bool is_label(const struct dh_line *l)
{
    return l->own[DH_X_T_COLONS] == 1 && l->own[DH_X_T_WORDS] <= 10 && !l->own[DH_X_T_STOP] &&
           !l->own[DH_X_T_COLON_END] && !l->own[DH_X_T_CLOCK] && !l->own[DH_X_T_ADDRESS];
}

static void add_sums(struct dh_traits *t, uint32_t at)
{
    size_t i = t->seq[at];
    const struct dh_line *l = &t->lines[i];
    struct dh_line_sums *s = &t->sums[at + 1];
    bool struck = goes(t->page, i);
    *s = t->sums[at];
    s->words += l->own[DH_X_T_WORDS];
    s->struck += struck;
    s->figures += is_figure(l);
    s->prices += l->own[DH_X_J_PRICE] && l->own[DH_X_T_WORDS] < 14;
    s->labels += is_label(l);
    s->capitals += l->own[DH_X_T_CAPITALS];
    s->weight += dh_zone_weight(t->page, t->sights, i);
    if (struck)
        return;
    s->stops += l->own[DH_X_T_STOP];
    s->shorts += l->own[DH_X_T_WORDS] < 14;
    s->prose += l->good ? l->own[DH_X_T_WORDS] : 0;
    s->good += l->good;
}

static void find_near(struct dh_traits *t)
{
    struct dh_line_near b = { .good_before = -1,
                              .good_behind = -1,
                              .struck_before = -1,
                              .struck_behind = -1,
                              .related_before = -1,
                              .related_behind = -1,
                              .talk_before = -1,
                              .legal_before = -1,
                              .share_before = -1 };
    for (uint32_t at = 0; at < t->n; at++) {
        size_t i = t->seq[at];
        struct dh_line_copy *c = copy_slot(t, t->page->fragments[i].key);
        t->near[at] = b;
        t->near[at].copies_before = (int32_t)c->seen++;
        t->near[at].copies = (int32_t)c->n;
        enum dh_kind k = (enum dh_kind)t->page->fragments[i].kind;
        if (!goes(t->page, i)) {
            if (t->lines[i].good)
                b.good_before = (int32_t)at;
            continue;
        }
        b.struck_before = (int32_t)at;
        if (k == DH_RELATED || k == DH_PROMO || k == DH_VIDEO)
            b.related_before = (int32_t)at;
        else if (k == DH_COMMENTS || k == DH_NEWSLETTER)
            b.talk_before = (int32_t)at;
        else if (k == DH_LEGAL || k == DH_COOKIE || k == DH_TAGS)
            b.legal_before = (int32_t)at;
        else if (k == DH_SHARE || k == DH_TOOLS || k == DH_BYLINE || k == DH_STAMP)
            b.share_before = (int32_t)at;
    }
    for (uint32_t at = t->n; at-- > 0;) {
        size_t i = t->seq[at];
        t->near[at].good_behind = b.good_behind;
        t->near[at].struck_behind = b.struck_behind;
        t->near[at].related_behind = b.related_behind;
        if (!goes(t->page, i)) {
            if (t->lines[i].good)
                b.good_behind = (int32_t)at;
            continue;
        }
        b.struck_behind = (int32_t)at;
        if (t->page->fragments[i].kind == DH_RELATED)
            b.related_behind = (int32_t)at;
    }
}

/* The stretch of the largest sum of weights, as in zone.h, but over the sequence. */
static void find_zone(struct dh_traits *t)
{
    int64_t least = 0, most = 0;
    uint32_t from = 0;
    t->zone_from = t->zone_to = 0;
    t->plus = 0;
    for (uint32_t at = 0; at < t->n; at++) {
        int64_t sum = t->sums[at + 1].weight;
        if (sum > t->sums[at].weight)
            t->plus += sum - t->sums[at].weight;
        if (sum - least > most) {
            most = sum - least;
            t->zone_from = from;
            t->zone_to = at + 1;
        }
        if (sum < least) {
            least = sum;
            from = at + 1;
        }
    }
    t->zone_weight = most;
}

/* Whether the words of all, or of those that stay, were looked up before and are the same again:
 * fragments are only ever struck, so their number tells. */
static bool is_known(struct dh_traits *t, bool all)
{
    size_t stay = 0;
    for (size_t i = 0; i < t->page->n_fragments; i++)
        stay += !goes(t->page, i);
    bool same = t->common && t->known && t->stay == stay && (t->known_all || !all);
    t->known_all = all || (same && t->known_all);
    t->known = true;
    t->stay = stay;
    return same;
}

enum dh_err dh_traits_place(struct dh_traits *t, bool all)
{
    uint32_t number = 0;

    bool same = is_known(t, all);
    t->n = 0;
    t->sums[0] = (struct dh_line_sums){ 0 };
    if (!same) {
        t->words_n = 0;
        memset(t->words, 0, t->words_room * sizeof *t->words);
    }
    memset(t->copies, 0, t->copies_room * sizeof *t->copies);
    memset(t->shapes, 0, sizeof t->shapes);
    for (size_t i = 0; i < t->page->n_fragments; i++) {
        bool struck = goes(t->page, i);
        if ((t->sights[i].flags & DH_S_EMPTY) || (struck && !all))
            continue;
        t->seq[t->n++] = (uint32_t)i;
        add_sums(t, t->n - 1);
        t->shapes[t->lines[i].shape]++;
        struct dh_line_copy *c = copy_slot(t, t->page->fragments[i].key);
        c->key = t->page->fragments[i].key;
        c->n++;
        if (t->lines[i].good && !struck && !same)
            keep_words(t, i, ++number);
    }
    find_near(t);
    for (uint32_t at = 0; at < t->n; at++) {
        size_t i = t->seq[at];
        struct dh_line_common *c = &t->near[at].words;
        if (same)
            *c = t->common[i];
        else
            find_words(t, i, t->lines[i].good && !goes(t->page, i), c);
        if (t->common)
            t->common[i] = *c;
        t->sums[at + 1].content = t->sums[at].content + c->content;
        t->sums[at + 1].common = t->sums[at].common + c->common;
    }
    find_zone(t);
    return DH_OK;
}

/* The sums around a place, up to AROUND places away. */
struct around {
    const struct dh_line_sums *from, *to;
    uint32_t of;
};

static struct around around(const struct dh_traits *t, uint32_t at)
{
    enum { AROUND = 6 };
    uint32_t from = at > AROUND ? at - AROUND : 0;
    uint32_t to = t->n - at > AROUND ? at + AROUND + 1 : t->n;
    return (struct around){ &t->sums[from], &t->sums[to], to - from };
}

bool dh_traits_table(const struct dh_traits *t, uint32_t at)
{
    struct around a = around(t, at);
    uint32_t figures = a.to->figures - a.from->figures, labels = a.to->labels - a.from->labels;
    return (figures >= 3 && figures * 4 >= a.of) ||
           (labels >= 4 && labels * 2 >= a.of && is_label(&t->lines[t->seq[at]]));
}

/* ---- The vector */

static float *neighbour(const struct dh_traits *t, uint32_t at, int by, float *x)
{
    int64_t k = (int64_t)at + by;
    if (k < 0 || k >= t->n) {
        for (int j = 0; j < 8; j++)
            *x++ = -1;
        return x;
    }
    size_t i = t->seq[k];
    const uint16_t *own = t->lines[i].own;
    *x++ = own[DH_X_T_WORDS];
    *x++ = own[DH_X_T_STOP];
    *x++ = own[DH_X_T_CAPITALS];
    *x++ = own[DH_X_L_GLUE];
    *x++ = own[DH_X_L_CHROME];
    *x++ = goes(t->page, i) ? t->page->fragments[i].kind : 0;
    *x++ = own[DH_X_T_SIGNS];
    *x++ = t->lines[i].good;
    return x;
}

/* Places [from, to), which may be none. */
static float *window(const struct dh_traits *t, uint32_t from, uint32_t to, float *x)
{
    const struct dh_line_sums *a = &t->sums[from], *b = &t->sums[to];
    float n = from < to ? (float)(to - from) : 1;
    *x++ = (float)(b->words - a->words) / n;
    *x++ = (float)(b->prose - a->prose);
    *x++ = (float)(b->stops - a->stops) / n;
    *x++ = (float)(b->shorts - a->shorts) / n;
    *x++ = (float)(b->struck - a->struck) / n;
    *x++ = (float)(b->capitals - a->capitals) / n;
    return x;
}

static float *windows(const struct dh_traits *t, uint32_t at, float *x)
{
    static const uint32_t sizes[] = { 4, 12 };
    for (size_t k = 0; k < DH_LEN(sizes); k++) {
        uint32_t n = sizes[k], behind = at + 1;
        x = window(t, at > n ? at - n : 0, at, x);
        x = window(t, behind, t->n - behind > n ? behind + n : t->n, x);
    }
    return x;
}

static float words_at(const struct dh_traits *t, int32_t place)
{
    return place < 0 ? -1 : t->lines[t->seq[place]].own[DH_X_T_WORDS];
}

static float since(uint32_t at, int32_t place)
{
    return place < 0 ? 999 : (float)((int64_t)at - place);
}

static float until(uint32_t at, int32_t place)
{
    return place < 0 ? 999 : (float)(place - (int64_t)at);
}

static float kind_at(const struct dh_traits *t, int32_t place)
{
    return place < 0 ? 0 : t->page->fragments[t->seq[place]].kind;
}

static float *distances(const struct dh_traits *t, uint32_t at, float *x)
{
    const struct dh_line_near *n = &t->near[at];
    uint32_t from = (uint32_t)(n->good_before + 1);
    uint32_t to = n->good_behind < 0 ? t->n : (uint32_t)n->good_behind;
    *x++ = since(at, n->good_before);
    *x++ = until(at, n->good_behind);
    *x++ = words_at(t, n->good_before);
    *x++ = words_at(t, n->good_behind);
    *x++ = (float)(to - from);
    *x++ = (float)(t->sums[to].words - t->sums[from].words);
    *x++ = since(at, n->struck_before);
    *x++ = until(at, n->struck_behind);
    *x++ = kind_at(t, n->struck_before);
    *x++ = kind_at(t, n->struck_behind);
    *x++ = since(at, n->related_before);
    *x++ = since(at, n->talk_before);
    *x++ = since(at, n->legal_before);
    *x++ = until(at, n->related_behind);
    *x++ = since(at, n->share_before);
    return x;
}

static float *zone(const struct dh_traits *t, uint32_t at, float *x)
{
    uint32_t low = at > 6 ? at - 6 : 0, high = t->n - at > 7 ? at + 7 : t->n;
    *x++ = at >= t->zone_from && at < t->zone_to;
    *x++ = (float)at - (float)t->zone_from;
    *x++ = (float)t->zone_to - (float)at;
    *x++ = t->plus ? (float)t->zone_weight / (float)t->plus : 0;
    *x++ = (float)(t->sums[at].weight - t->sums[0].weight);
    *x++ = (float)(t->sums[t->n].weight - t->sums[at].weight);
    *x++ = (float)(t->sums[high].weight - t->sums[low].weight);
    return x;
}

static unsigned alike(const struct dh_traits *t, uint32_t at, int step, int times)
{
    unsigned n = 0;
    for (int k = -times; k <= times; k++) {
        int64_t place = (int64_t)at + (int64_t)k * step;
        n += k && place >= 0 && place < t->n &&
             t->lines[t->seq[place]].shape == t->lines[t->seq[at]].shape;
    }
    return n;
}

static float *shapes(const struct dh_traits *t, uint32_t at, float *x)
{
    uint16_t shape = t->lines[t->seq[at]].shape;
    uint32_t before = 0, behind = 0;
    while (before < 32 && before < at && t->lines[t->seq[at - before - 1]].shape == shape)
        before++;
    while (behind < 32 && at + behind + 1 < t->n &&
           t->lines[t->seq[at + behind + 1]].shape == shape)
        behind++;
    *x++ = (float)t->shapes[shape] / (float)t->n;
    *x++ = (float)(before + behind);
    *x++ = (float)before;
    *x++ = (float)behind;
    *x++ = (float)alike(t, at, 2, 3);
    *x++ = (float)alike(t, at, 3, 3);
    *x++ = (float)alike(t, at, 4, 3);
    return x;
}

/* The share of the words of places [from, to) that the story has elsewhere; -1: they have none. */
static float common_share(const struct dh_traits *t, uint32_t from, uint32_t to)
{
    uint32_t content = t->sums[to].content - t->sums[from].content;
    return content ? (float)(t->sums[to].common - t->sums[from].common) / (float)content : -1;
}

static float *vocabulary(const struct dh_traits *t, uint32_t at, float *x)
{
    enum { NEAR = 6, FAR = 12 };
    const struct dh_line_near *n = &t->near[at];
    const struct dh_line_common *c = &n->words;
    float content = c->content ? (float)c->content : 1;
    uint32_t left = t->n - at;
    *x++ = (float)c->common / content;
    *x++ = (float)c->content;
    *x++ = (float)c->often / content;
    *x++ = (float)c->rare;
    *x++ = (float)c->head / content;
    *x++ = (float)n->copies;
    *x++ = (float)n->copies_before;
    *x++ = common_share(t, at > NEAR ? at - NEAR : 0, left > NEAR ? at + NEAR + 1 : t->n);
    *x++ = common_share(t, at, left > FAR ? at + FAR : t->n);
    *x++ = common_share(t, at > FAR ? at - FAR : 0, at + 1);
    *x++ = common_share(t, (uint32_t)(n->good_before + 1),
                        n->good_behind < 0 ? t->n : (uint32_t)n->good_behind);
    return x;
}

void dh_traits_of(const struct dh_traits *t, uint32_t at, float out[DH_TRAITS])
{
    const struct dh_line_sums *all = &t->sums[t->n];
    const struct dh_line *l = &t->lines[t->seq[at]];
    float *x = out, n = (float)t->n;
    struct around near = around(t, at);

    for (int k = 0; k < DH_TRAITS_OWN; k++)
        *x++ = l->own[k];
    *x++ = (float)at;
    *x++ = (float)(t->n - 1 - at);
    *x++ = (float)at / n;
    *x++ = (float)t->sums[at].prose;
    *x++ = (float)(all->prose - t->sums[at + 1].prose);
    *x++ = all->prose ? (float)t->sums[at].prose / (float)all->prose : 0;
    *x++ = (float)(near.to->figures - near.from->figures) / (float)near.of;
    for (int by = -3; by <= 3; by++)
        if (by)
            x = neighbour(t, at, by, x);
    x = windows(t, at, x);
    x = distances(t, at, x);
    x = zone(t, at, x);
    x = shapes(t, at, x);
    x = vocabulary(t, at, x);
    *x++ = n;
    *x++ = (float)all->good;
    *x++ = (float)all->prose;
    *x++ = (float)all->struck / n;
    *x++ = (float)all->shorts / n;
    *x++ = (float)all->words;
    *x++ = t->lang >= 0;
    *x++ = l->own[DH_X_T_WIDE];
}
