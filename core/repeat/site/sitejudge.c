/* SPDX-License-Identifier: MIT */
/* What the counts of one key say: see site.h. */
#include "base/hash.h"
#include "repeat/site/siteinside.h"
#include "repeat/story/story.h"

/* A standing as a number: masks of three bits, single ones, a kin up to DH_KIN_MAX, two counts. */
enum {
    W_TEXT = 0,
    W_FORM = 3,
    W_FIGURES = 6,
    W_LINK = 9,
    W_BEFORE,
    W_LINKED,
    W_WIDE,
    W_HEAD,
    W_FEW,
    W_ONE,
    W_BOXED,
    W_RARE,
    W_LONE,
    W_LISTED,
    W_LEAD,
    W_KIN,
    W_SAME = 32,   /* stories with its words, up to MANY */
    W_VARIED = 40, /* with its form, or its digits folded */
    W_BORNE = 48,
    W_SCARCE,
    W_TOPPED,
    MANY = 0xFF
};
_Static_assert((uint64_t)DH_KIN_MAX << W_KIN < (uint64_t)1 << W_SAME, "each has bits of its own");

/* ---- Samples */

static unsigned count_bits(uint32_t bits)
{
    return (unsigned)__builtin_popcount(bits);
}

static void add_bit(struct dh_site_sample *s, uint32_t bit)
{
    s->n += !(s->stories & bit);
    s->stories |= bit;
}

/* The bit of a story; where it is not among the distinct ones, that of the place behind them, 0 of
 * one behind the last. */
static uint32_t bit_of(const struct dh_site_group *g, uint64_t story)
{
    unsigned i = 0;
    while (i < g->all.n && g->distinct[i] != story)
        i++;
    return (uint32_t)((uint64_t)1 << i);
}

void dh_site_group_count(struct dh_site_group *g, const struct dh_stories *stories)
{
    static const struct dh_site_sample nothing;
    g->all = nothing;
    g->below = g->top = g->close = 0;
    for (unsigned i = 0; i <= DH_SEEN_STRUCK; i++)
        g->in[i] = nothing;
    for (unsigned i = 0; i < g->n; i++) {
        g->story[i] = dh_stories_fold(stories, g->entry[i]);
        g->bit[i] = bit_of(g, g->story[i]);
        g->distinct[g->all.n] = g->story[i]; /* if it is there already, for nothing */
        add_bit(&g->all, g->bit[i]);
        g->below |= g->entry[i] < g->mark ? g->bit[i] : 0;
        struct dh_sighting seen = dh_sighting_unpack(g->entry[i]);
        add_bit(&g->in[seen.slot], g->bit[i]);
        bool close = seen.slot == DH_SLOT_BODY && seen.front;
        g->close |= close ? g->bit[i] : 0;
        g->top |= close && seen.front == 1 ? g->bit[i] : 0;
    }
    g->far = (g->in[DH_SLOT_BODY].stories | g->in[DH_SLOT_TAIL].stories) & ~g->close;
    for (unsigned slot = 0; slot < DH_SLOTS; slot++) {
        g->near[slot].stories = g->in[slot].stories | g->in[DH_SLOT_BODY].stories;
        g->near[slot].n = (unsigned)__builtin_popcount(g->near[slot].stories);
    }
    if (g->n + (g->mark != 0) < DH_ENTRIES_MAX)
        g->densest = 0;
    else
        g->densest = g->entry[g->n - 1] > g->mark ? g->entry[g->n - 1] : g->mark;
}

/* The stories of a sample but the one with that bit; estimated where the sample is not all there
 * is: by all of it, too few where it has a mark, or by what lies below that. */
static uint64_t others(const struct dh_site_group *g, const struct dh_site_sample *s, uint32_t self)
{
    uint64_t n = s->n - ((s->stories & self) != 0);
    uint64_t all = dh_entries_estimate(n, g->densest);
    if (!g->mark)
        return all;
    unsigned sure = (unsigned)__builtin_popcount(s->stories & g->below & ~self);
    uint64_t below = dh_entries_estimate(sure, g->mark);
    return below > all ? below : all;
}

/* Stories, this one counted, that have it as many paragraphs from an end of the prose (fixed), and
 * among the same tags and classes (path). Not asked of scraped text: there a paragraph that goes as
 * chrome changes the number of all behind it, and the result has to stay when it comes back. */
static void count_places(const struct dh_site_group *g, uint64_t entry, uint32_t self,
                         struct dh_site_case *c)
{
    struct dh_sighting own = dh_sighting_unpack(entry);
    struct dh_site_sample fixed = { 0, 0 }, path = { 0, 0 };

    if (own.path == 0)
        return;
    for (unsigned i = 0; i < g->n; i++) {
        struct dh_sighting s = dh_sighting_unpack(g->entry[i]);
        if (g->bit[i] == self)
            continue;
        if (dh_sighting_fixed(own, s))
            add_bit(&fixed, g->bit[i]);
        if (own.path == s.path)
            add_bit(&path, g->bit[i]);
    }
    c->fixed = others(g, &fixed, self) + 1;
    c->path = others(g, &path, self) + 1;
}

/* ---- One use */

/* In which slots the use is chrome, as a mask. */
static uint64_t chrome_mask(const struct dh_site_group *g, struct dh_site_case *c, uint32_t self)
{
    uint64_t mask = 0;
    for (unsigned slot = 0; slot < DH_SLOTS; slot++) {
        c->slot = (enum dh_slot)slot;
        c->here = others(g, &g->in[slot], self) + 1;
        c->near = others(g, &g->near[slot], self) + 1;
        mask |= (uint64_t)dh_site_is_chrome(c) << slot;
    }
    return mask;
}

static struct dh_site_case case_of(const struct dh_site_group *g, const struct dh_site_use *u,
                                   uint32_t self, uint64_t stories)
{
    uint64_t total = others(g, &g->all, self) + 1;
    struct dh_site_case c = {
        .stories = stories,
        .total = total < stories ? total : stories, /* an estimate may be too high */
        .head = others(g, &g->in[DH_SLOT_HEAD], self),
        .struck = others(g, &g->in[DH_SEEN_STRUCK], self),
        .by = (enum dh_site_key)(u->traits >> DH_T_KEY & 3),
        .prose = u->traits & DH_T_PROSE,
        .lengthy = u->traits & DH_T_LONG,
        .quoted = u->traits & DH_T_QUOTED,
        .heading = u->traits & DH_T_HEADING,
        .stop = u->traits & DH_T_STOP,
        .titled = u->traits & DH_T_TITLED,
        .apart = u->traits & DH_T_APART,
        .alike = u->traits & DH_T_ALIKE,
    };
    count_places(g, u->entry, self, &c);
    return c;
}

/* A number for the other story whose page has the smallest entry: the same for lines that come with
 * the same stories. */
static uint64_t kin_of(const struct dh_site_group *g, uint32_t self)
{
    for (unsigned i = 0; i < g->n; i++)
        if (g->bit[i] != self)
            return 1 + dh_hash_mix(g->story[i]) % DH_KIN_MAX;
    return 0;
}

/* Whether another story has it as its first paragraph, or below one, as a site's own sentence may
 * stand above the first. */
static bool is_lead(const struct dh_site_group *g, uint32_t self)
{
    for (unsigned i = 0; i < g->n; i++) {
        struct dh_sighting s = dh_sighting_unpack(g->entry[i]);
        if (g->bit[i] != self && s.slot == DH_SLOT_BODY && (s.front == 1 || s.front == 2))
            return true;
    }
    return false;
}

/* Whether others link to it: none has it before its prose, and this page has it there, or most
 * others further below than a headline. */
static bool is_linked(const struct dh_site_group *g, enum dh_slot slot,
                      const struct dh_site_case *c, uint32_t self)
{
    return c->head == 0 &&
           (slot == DH_SLOT_HEAD ||
            (slot == DH_SLOT_BODY && count_bits(g->far & ~self) > count_bits(g->close & ~self)));
}

enum { MONTHS = 16 /* of any calendar, and some that are written in two ways */ };

/* Whether what stands between day and year are months, in a slot: few words, of which a fifth of
 * the stories have one that another has. Titles with a number before and a year behind differ on
 * each page, and may stand below where others have a date. */
static bool is_of_months(const struct dh_site_group *g, uint8_t slot)
{
    bool seen[DH_PATHS + 1] = { false };
    unsigned months = 0;
    for (unsigned i = 0; i < g->n; i++) {
        struct dh_sighting s = dh_sighting_unpack(g->entry[i]);
        months += s.slot == slot && !seen[s.path];
        seen[s.path] |= s.slot == slot;
    }
    return months <= MONTHS && 5 * months <= 4 * g->in[slot].n;
}

/* What the words of a use say beside the mask. */
static uint64_t judge_text(const struct dh_site_group *g, const struct dh_site_use *u,
                           struct dh_site_case *c, uint32_t self)
{
    enum dh_slot slot = dh_sighting_unpack(u->entry).slot;
    bool sentence = (c->prose || c->stop) && !c->heading;
    bool one = sentence && g->bit[0] == self && dh_site_keeps_one(c);
    uint64_t w = (uint64_t)(sentence && dh_site_is_few(c)) << W_FEW | (uint64_t)one << W_ONE |
                 (uint64_t)dh_site_is_rare(c) << W_RARE | (uint64_t)dh_site_is_boxed(c) << W_BOXED;

    w |= kin_of(g, self) << W_KIN | (uint64_t)(c->head > 0) << W_BEFORE |
         (uint64_t)is_linked(g, slot, c, self) << W_LINKED |
         (uint64_t)(c->head == 0 && count_bits(g->top & ~self) == 1) << W_TOPPED;
    w |= (uint64_t)(c->head == 1) << W_BORNE | (uint64_t)dh_site_is_scarce(c) << W_SCARCE;
    if (c->prose)
        w |= (uint64_t)is_lead(g, self) << W_LEAD;
    if (!c->titled) {
        c->titled = true;
        w |= (chrome_mask(g, c, self) >> DH_SLOT_HEAD & 1) << W_HEAD;
    }
    return w;
}

uint64_t dh_site_group_judge(const struct dh_site_group *g, const struct dh_site_use *u,
                             uint64_t story, uint64_t stories)
{
    static const uint8_t place[] = {
        [DH_KEY_TEXT] = W_TEXT, [DH_KEY_FORM] = W_FORM, [DH_KEY_FIGURES] = W_FIGURES
    };
    const uint32_t self = bit_of(g, story);
    bool alone = others(g, &g->all, self) == 0;
    if (u->traits & DH_T_LONE)
        return (uint64_t)(alone && dh_site_is_large(stories)) << W_LONE;
    if (alone || (u->traits & DH_T_DATED && !is_of_months(g, dh_sighting_unpack(u->entry).slot)))
        return 0;
    struct dh_site_case c = case_of(g, u, self, stories);
    if (u->traits & DH_T_BEARER)
        return (uint64_t)(c.head == 0) << W_LINKED;
    uint64_t mask = chrome_mask(g, &c, self), w;
    if (c.by == DH_KEY_LINK)
        return (uint64_t)(mask != 0) << (u->traits & DH_T_LISTED ? W_LISTED : W_LINK);
    w = mask << place[c.by];
    if (c.by == DH_KEY_FORM && dh_site_is_everywhere(&c))
        w |= mask << W_FIGURES;
    if (c.by == DH_KEY_TEXT || c.by == DH_KEY_FORM)
        w |= (uint64_t)dh_site_is_wide(&c) << W_WIDE;
    uint64_t many = c.total < MANY ? c.total : MANY;
    if (c.by == DH_KEY_TEXT)
        w |= judge_text(g, u, &c, self) | many << W_SAME;
    else
        w |= many << W_VARIED;
    return w;
}

struct dh_standing dh_site_unpack(uint64_t w)
{
    const unsigned slots = (1u << DH_SLOTS) - 1;
    return (struct dh_standing){
        .text = (uint8_t)(w >> W_TEXT & slots),
        .form = (uint8_t)(w >> W_FORM & slots),
        .figures = (uint8_t)(w >> W_FIGURES & slots),
        .link = w >> W_LINK & 1 || w >> W_LISTED & 1,
        .listed = !(w >> W_LINK & 1) && w >> W_LISTED & 1,
        .before = w >> W_BEFORE & 1,
        .borne = w >> W_BORNE & 1,
        .topped = w >> W_TOPPED & 1,
        .linked = w >> W_LINKED & 1,
        .wide = w >> W_WIDE & 1,
        .head = w >> W_HEAD & 1,
        .few = w >> W_FEW & 1,
        .one = w >> W_ONE & 1,
        .boxed = w >> W_BOXED & 1,
        .rare = w >> W_RARE & 1,
        .scarce = w >> W_SCARCE & 1,
        .lead = w >> W_LEAD & 1,
        .lone = w >> W_LONE & 1,
        .varies = (w >> W_VARIED & MANY) >= 2 * (w >> W_SAME & MANY) && w >> W_SAME & MANY,
        .kin = (uint16_t)(w >> W_KIN & DH_KIN_MAX),
    };
}
