/* SPDX-License-Identifier: MIT */
/* How blocks agree with what the page says of itself: its headlines and topic, its description, its
 * author, the body in its data for machines. */
#include <string.h>

#include "html/model/overviewinside.h"

enum {
    SHORT_TITLE = 3,
    TITLE_WORDS_MAX = 60,
    TITLES_MAX = 7,
    TOPIC = TITLES_MAX,
    TITLE_MAP = 1024,
    RUN_WITHIN =
        400, /* of a text's first tokens: what is too short for a gram is looked for there */
    FILTER = 4096,
    BITS_A_NUMBER = 64,
    BITS_A_GRAM = 16, /* of which one is set */
    AUTHOR_WORDS = 20
};

/* ---- Headlines and topic */

/* Words of the headline candidates: a bit for each candidate that has the word, and one for the
 * topic. */
struct titles {
    uint32_t key[TITLE_MAP];
    uint16_t in[TITLE_MAP];
    uint16_t df[TITLE_MAP]; /* blocks with the word */
    uint32_t last[TITLE_MAP];
    uint32_t words[TITLES_MAX];
    uint32_t n, used;
    uint64_t among[FILTER / 64]; /* a bit for each word, by its hash: most tokens are none */
    uint32_t *token, *slot;      /* of the blocks' tokens that are one */
    uint32_t n_hits;
};

static uint32_t title_slot(const struct titles *t, uint32_t token)
{
    uint32_t i = (token ^ token >> 15) & (TITLE_MAP - 1);
    while (t->in[i] && t->key[i] != token)
        i = (i + 1) & (TITLE_MAP - 1);
    return i;
}

static bool add_title(struct titles *t, struct dh_blocks *b, struct dh_str text, bool topic_only)
{
    uint32_t first, n;
    if (dh_blocks_tokens(b, dh_str_sub(text, 0, 600), &first, &n))
        return false;
    uint16_t bits = 1u << TOPIC;
    if (!topic_only && n > 0 && t->n < TITLES_MAX) {
        bits |= (uint16_t)(1u << t->n);
        t->words[t->n++] = n;
    }
    for (uint32_t i = 0; i < n && t->used < TITLE_MAP / 2; i++) {
        uint32_t s = title_slot(t, b->tokens[first + i]);
        t->used += !t->in[s];
        t->key[s] = b->tokens[first + i];
        t->in[s] |= bits;
        t->among[t->key[s] % FILTER / 64] |= 1ull << t->key[s] % 64;
    }
    return true;
}

/* The last path segment with letters in it, without extension: "/2019/08/two-words-1234.html" gives
 * "two-words-1234". */
static struct dh_str slug_of(struct dh_str url)
{
    struct dh_str best = DH_STR(""), piece;
    size_t at = dh_str_find(url, DH_STR("://"));
    struct dh_str rest = at < url.n ? dh_str_sub(url, at + 3, url.n) : url;
    rest = dh_str_sub(rest, 0, dh_str_find_byte(rest, '?'));
    bool host = true;
    while (dh_str_split(&rest, '/', &piece)) {
        size_t dashes = 0;
        for (size_t i = 0; i < piece.n; i++)
            dashes += piece.p[i] == '-' || piece.p[i] == '_';
        if (!host && dashes >= 2 && piece.n >= best.n)
            best = piece;
        host = false;
    }
    return best;
}

/* The tokens of the blocks that may be one of the words, in t->token, without a branch that nobody
 * can guess; how many. */
static uint32_t sift_tokens(const struct titles *t, const struct dh_blocks *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        for (uint32_t j = b->blocks[i].token; j < b->blocks[i].token + b->blocks[i].n_tokens; j++) {
            uint32_t token = b->tokens[j];
            t->token[n] = j;
            n += t->among[token % FILTER / 64] >> token % 64 & 1;
        }
    return n;
}

/* Notes where the blocks have the words, and how many blocks have each. */
static bool find_title_words(struct titles *t, const struct dh_blocks *b, struct dh_arena *a)
{
    t->token = dh_arena_alloc(a, (b->n_tokens + 1u) * sizeof *t->token);
    t->slot = dh_arena_alloc(a, (b->n_tokens + 1u) * sizeof *t->slot);
    if (!t->token || !t->slot)
        return false;
    uint32_t n = sift_tokens(t, b);
    for (uint32_t k = 0, i = 0; k < n; k++) {
        uint32_t j = t->token[k], s = title_slot(t, b->tokens[j]);
        if (!t->in[s])
            continue;
        while (j >= b->blocks[i].token + b->blocks[i].n_tokens)
            i++;
        t->token[t->n_hits] = j;
        t->slot[t->n_hits++] = s;
        if (t->last[s] != i + 1) {
            t->last[s] = i + 1;
            t->df[s] += t->df[s] < UINT16_MAX;
        }
    }
    t->token[t->n_hits] = UINT32_MAX;
    return true;
}

/* Overlap of block i with the headline candidates, and how much of the page's topic is in it. *hit:
 * the first in it of what was found; moved behind them. */
static void judge_title(struct dh_overview *v, const struct titles *t, uint32_t slug, uint32_t i,
                        uint32_t *hit)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_block_facts *f = &v->facts[i];
    uint32_t hits[TITLES_MAX] = { 0 };
    for (; t->token[*hit] < k->token + k->n_tokens; ++*hit) {
        uint32_t s = t->slot[*hit];
        f->topic += 1.0f / (1.0f + (float)t->df[s] / 3);
        for (uint32_t c = 0; c < t->n; c++)
            hits[c] += t->in[s] >> c & 1;
    }
    if (k->n_tokens == 0 || k->n_tokens > TITLE_WORDS_MAX)
        return;
    for (uint32_t c = 0; c < t->n; c++) {
        float in = (float)hits[c] / (float)k->n_tokens, of = (float)hits[c] / (float)t->words[c];
        if (t->words[c] < SHORT_TITLE && (in < 1 || k->n_tokens != t->words[c]))
            continue; /* one or two words are a title only when they are all */
        if (c == slug) {
            f->slug = dh_lesser(in, dh_lesser(of, 1));
            continue;
        }
        f->title_in = dh_greater(f->title_in, in);
        f->title_of = dh_greater(f->title_of, dh_lesser(of, 1));
    }
    f->title = f->title_in > .75f && f->title_of > .45f;
}

static bool read_titles(struct dh_overview *v, struct dh_blocks *b, struct dh_str url)
{
    struct titles *t = dh_arena_zeroed(v->arena, 1, sizeof *t);
    if (!t)
        return false;
    uint32_t slug = TITLES_MAX;
    bool ok = true;
    for (size_t i = 0; ok && i < DH_HEADLINES; i++)
        ok = add_title(t, b, v->meta->headline[i], false);
    uint32_t before = t->n;
    ok = ok && add_title(t, b, slug_of(url), false);
    if (t->n > before)
        slug = before;
    ok = ok && add_title(t, b, v->meta->description, true);
    if (!ok)
        return false;
    if (!find_title_words(t, b, v->arena))
        return false;
    for (uint32_t i = 0, hit = 0; i < b->n_blocks; i++)
        judge_title(v, t, slug, i, &hit);
    return true;
}

/* ---- Description, author, articleBody */

struct text_set { /* a text: its tokens and 4-grams */
    struct dh_slots grams;
    uint64_t *may; /* a few bits for each of them: most runs of other texts find theirs unset */
    size_t mask;   /* of its numbers */
    uint32_t first, n;
    uint64_t among[FILTER / 64]; /* a bit for each token of the first RUN_WITHIN, by its hash */
};

/* Bits that the places in grams do not go by. */
static uint64_t *may_of(const struct text_set *s, uint64_t gram)
{
    return &s->may[gram >> 40 & s->mask];
}
static uint64_t bit_of(uint64_t gram)
{
    return 1ull << (gram >> 34 & 63);
}

static bool set_make(struct text_set *s, struct dh_overview *v, struct dh_blocks *b,
                     struct dh_str text)
{
    bool fresh;
    *s = (struct text_set){ .n = 0 };
    if (dh_blocks_tokens(b, dh_str_sub(text, 0, 200000), &s->first, &s->n))
        return false;
    size_t numbers = 1;
    while (numbers * BITS_A_NUMBER < (size_t)s->n * BITS_A_GRAM)
        numbers *= 2;
    s->mask = numbers - 1;
    s->may = dh_arena_zeroed(v->arena, numbers, sizeof *s->may);
    if (!s->may || !dh_slots_make(&s->grams, v->arena, s->n))
        return false;
    const uint32_t *t = b->tokens + s->first;
    for (uint32_t i = 0; i + DH_GRAM <= s->n; i++) {
        uint64_t gram = dh_gram(t + i);
        dh_slots_at(&s->grams, gram, &fresh);
        *may_of(s, gram) |= bit_of(gram);
    }
    for (uint32_t i = 0; i < s->n && i < RUN_WITHIN; i++)
        s->among[t[i] % FILTER / 64] |= 1ull << t[i] % 64;
    return true;
}

static bool holds_run(const struct text_set *s, const uint32_t *hay, const uint32_t *needle,
                      uint32_t m)
{
    if (!(s->among[needle[0] % FILTER / 64] >> needle[0] % 64 & 1))
        return false;
    for (uint32_t i = 0; i + m <= s->n && i < RUN_WITHIN; i++)
        if (hay[i] == needle[0] && memcmp(hay + i, needle, m * sizeof *hay) == 0)
            return true;
    return false;
}

/* Share of block k's 4-grams that stand in the text; shorter blocks: whether the text holds them;
 * -1: no text. */
static float share_in(const struct dh_overview *v, const struct text_set *s,
                      const struct dh_block *k)
{
    const uint32_t *t = v->b->tokens + k->token;
    if (s->n == 0)
        return -1;
    if (k->n_tokens < DH_GRAM)
        return k->n_tokens && holds_run(s, v->b->tokens + s->first, t, k->n_tokens);
    uint32_t hits = 0, all = k->n_tokens - DH_GRAM + 1;
    for (uint32_t i = 0; i < all; i++) {
        uint64_t gram = dh_overview_gram(v, k->token + i);
        hits += *may_of(s, gram) & bit_of(gram) && dh_slots_has(&s->grams, gram);
    }
    return (float)hits / (float)all;
}

/* Share of a short block's tokens that stand in the text; 0: it is longer. */
static float tokens_in(const struct dh_overview *v, const struct text_set *s,
                       const struct dh_block *k)
{
    const uint32_t *tokens = v->b->tokens;
    uint32_t hits = 0;
    if (k->n_tokens == 0 || k->words > AUTHOR_WORDS)
        return 0;
    for (uint32_t j = 0; j < k->n_tokens; j++)
        hits += holds_run(s, tokens + s->first, tokens + k->token + j, 1);
    return (float)hits / (float)k->n_tokens;
}

static bool read_texts(struct dh_overview *v, struct dh_blocks *b, struct dh_str author)
{
    struct text_set desc, body, who;
    const struct dh_meta_body *best = &v->meta->body[0];
    if (v->meta->body[1].text.n > best->text.n)
        best = &v->meta->body[1];
    if (!set_make(&desc, v, b, v->meta->description) || !set_make(&body, v, b, best->text) ||
        !set_make(&who, v, b, author))
        return false;
    float covered = 0;
    v->who = who.first;
    v->n_who = who.n;
    v->json_length = body.n;
    v->json_first = v->json_last = b->n_blocks;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        const struct dh_block *k = &b->blocks[i];
        struct dh_block_facts *f = &v->facts[i];
        f->description = share_in(v, &desc, k);
        f->json = share_in(v, &body, k);
        f->author = tokens_in(v, &who, k);
        covered += f->json > 0 ? f->json * (float)k->n_tokens : 0;
        if (f->json >= .6f && k->n_tokens >= DH_GRAM) {
            v->json_first = v->json_first == b->n_blocks ? i : v->json_first;
            v->json_last = i;
        }
    }
    v->json_covered = covered / dh_greater(1, (float)body.n);
    return true;
}

bool dh_overview_agree(struct dh_overview *v, struct dh_blocks *b, struct dh_str url,
                       struct dh_str author)
{
    return read_titles(v, b, url) && read_texts(v, b, author);
}
