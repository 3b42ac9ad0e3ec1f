/* SPDX-License-Identifier: MIT */
/* Which copy of a story survives, and what becomes of the others (story.h). A cluster elects twice:
 * its best, and the best of those that an earlier run wrote, which the best supersedes. */
#include "base/err.h"
#include "repeat/story/storyset.h"

/* ---- Elections --------------------------------------------------------------------------------
 */

/* What a survivor is chosen by. */
struct claim {
    int64_t published;
    uint32_t length, rank;
    struct dh_buf id;
};

static bool better(const struct dh_story *a, uint32_t rank, const struct claim *b)
{
    if (a->published != b->published)
        return a->published < b->published;
    if (a->length != b->length)
        return a->length > b->length;
    int c = dh_str_cmp(a->id, dh_buf_str(&b->id));
    return c ? c < 0 : rank < b->rank;
}

static void take(struct claim *c, const struct dh_story *a, uint32_t rank)
{
    c->published = a->published;
    c->length = a->length;
    c->rank = rank;
    dh_buf_reset(&c->id);
    dh_buf_add(&c->id, a->id);
}

/* Fills *out with (root, member) of all clusters of two or more, shadows left out. */
static enum dh_err link_members(struct dh_stories *s, struct dh_count **out, struct dh_detail *d)
{
    bool *linked = dh_mem_zeroed(s->mem, s->n + 1, sizeof *linked);
    enum dh_err e = linked ? dh_count_new(out, s->mem, 2, s->sort_bytes / 4, s->tmp) : DH_ENOMEM;

    if (e)
        dh_no_memory(d);
    for (uint32_t r = 0; e == DH_OK && r < s->n; r++) {
        uint64_t root = s->root[r];
        if ((s->flag[r] & DH_STORY_SHADOW) || root == r)
            continue;
        if (!linked[root]) /* the root itself comes with its first member */
            e = dh_count_add(*out, (uint64_t[]){ root, root }, d);
        linked[root] = true;
        if (e == DH_OK)
            e = dh_count_add(*out, (uint64_t[]){ root, r }, d);
    }
    dh_mem_free(s->mem, linked);
    return e ? e : dh_count_sort(*out, d);
}

/* One cluster's best, and the best of those that an earlier run wrote. */
struct election {
    struct claim best, old;
    uint64_t root;
    bool open, have_old;
};

static enum dh_err close_election(struct dh_stories *s, struct election *x, struct dh_detail *d)
{
    void *array = s->winners;
    uint32_t best = x->best.rank, old = DH_STORY_NONE;

    if (!x->open)
        return DH_OK;
    if (x->have_old && x->old.rank != best && !(s->flag[best] & DH_STORY_WRITTEN))
        old = x->old.rank;
    x->open = x->have_old = false;
    if (s->n_winners == s->cap_winners &&
        !dh_mem_grow(s->mem, &array, &s->cap_winners, sizeof *s->winners))
        return dh_no_memory(d);
    s->winners = array;
    s->winners[s->n_winners++] = (struct dh_stories_winner){ (uint32_t)x->root, best, old };
    return DH_OK;
}

/* The winner of the cluster with this root; NULL: a story alone. */
static const struct dh_stories_winner *winner_of(const struct dh_stories *s, uint32_t root)
{
    size_t lo = 0, hi = s->n_winners;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->winners[mid].root < root)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->n_winners && s->winners[lo].root == root ? &s->winners[lo] : NULL;
}

enum dh_err dh_stories_elect(struct dh_stories *s, struct dh_detail *d)
{
    struct dh_count *links = NULL;
    struct election x = { .open = false };
    struct dh_story story;
    uint64_t r[2];
    enum dh_err e = link_members(s, &links, d);

    dh_buf_init(&x.best.id, s->mem, SIZE_MAX / 2);
    dh_buf_init(&x.old.id, s->mem, SIZE_MAX / 2);
    while (e == DH_OK && (e = dh_count_next(links, r, d)) == DH_OK) {
        uint32_t rank = (uint32_t)r[1];
        if (x.open && r[0] != x.root)
            e = close_election(s, &x, d);
        if (e == DH_OK)
            e = dh_stories_read(s, rank, &s->one, &story, d);
        if (e)
            break;
        if (!x.open || better(&story, rank, &x.best))
            take(&x.best, &story, rank);
        x.open = true;
        x.root = r[0];
        if ((s->flag[rank] & DH_STORY_WRITTEN) && (!x.have_old || better(&story, rank, &x.old))) {
            take(&x.old, &story, rank);
            x.have_old = true;
        }
        if (x.best.id.err || x.old.id.err)
            e = dh_no_memory(d);
    }
    if (e == DH_END)
        e = close_election(s, &x, d);
    dh_buf_release(&x.best.id);
    dh_buf_release(&x.old.id);
    dh_count_free(links);
    return e;
}

/* ---- Results ----------------------------------------------------------------------------------
 */

/* Whether an earlier run wrote other and self is that page again: by its URL and id, though its
 * date may be told no more, or another way. */
static bool is_again(const struct dh_stories *s, const struct dh_story *self,
                     const struct dh_story *other, uint32_t other_rank)
{
    return (s->flag[other_rank] & DH_STORY_WRITTEN) && self->url != 0 && self->url == other->url &&
           dh_str_eq(self->id, other->id);
}

/* *first: whether the batch has neither other nor, before the page at a rank, that page under the
 * same labels: else it is a copy within the batch, whatever earlier runs wrote. */
static enum dh_err is_first(struct dh_stories *s, uint32_t rank, const struct dh_story *self,
                            const struct dh_story *other, bool *first, struct dh_detail *d)
{
    struct dh_story before = { .label = 0 };
    bool copy = s->flag[rank] & DH_STORY_COPY;
    enum dh_err e = copy ? dh_storyfile_numbers(s->file, s->order[rank - 1], &before, d) : DH_OK;
    *first = other->number == DH_STORY_OLD && !(copy && before.label == self->label);
    return e;
}

enum dh_err dh_stories_fate(struct dh_stories *s, uint32_t number, struct dh_story_fate *out,
                            struct dh_detail *d)
{
    struct dh_story self, other;
    bool first;
    uint32_t rank = number < s->n_numbers ? s->by_number[number] : DH_STORY_NONE;

    *out = (struct dh_story_fate){ .duplicate = false };
    if (rank == DH_STORY_NONE)
        return DH_OK;
    const struct dh_stories_winner *w = winner_of(s, s->root[rank]);
    uint32_t want = !w ? DH_STORY_NONE : w->survivor != rank ? w->survivor : w->replaced;
    if (want == DH_STORY_NONE)
        return DH_OK;
    enum dh_err e = dh_stories_read(s, rank, &s->one, &self, d);
    if (e == DH_OK)
        e = dh_stories_read(s, want, &s->two, &other, d);
    if (e == DH_OK)
        e = is_first(s, rank, &self, &other, &first, d);
    if (e)
        return e;
    bool again = is_again(s, &self, &other, want);
    if (w->survivor == rank) {
        out->supersedes = again ? DH_STR_NONE : other.id;
        return DH_OK;
    }
    if (again && first)
        return DH_OK;
    /* Versions of one URL are no duplicates of each other, but the very same page is. */
    bool same_page = self.page.high == other.page.high && self.page.low == other.page.low;
    out->duplicate = same_page || self.url == 0 || self.url != other.url;
    if (out->duplicate)
        out->of = other.id;
    return DH_OK;
}

enum dh_err dh_stories_clusters(struct dh_stories *s,
                                enum dh_err (*each)(void *self, struct dh_str head,
                                                    struct dh_str member),
                                void *self, struct dh_detail *d)
{
    struct dh_count *links = NULL;
    struct dh_story head, member;
    uint64_t r[2], root = UINT64_MAX;
    enum dh_err e = link_members(s, &links, d);

    while (e == DH_OK && (e = dh_count_next(links, r, d)) == DH_OK) {
        const struct dh_stories_winner *w = winner_of(s, (uint32_t)r[0]);
        uint32_t best = w ? w->survivor : (uint32_t)r[0];
        if (r[0] != root) {
            root = r[0];
            e = dh_stories_read(s, best, &s->two, &head, d);
            if (e == DH_OK)
                e = each(self, head.id, head.id);
        }
        if (e == DH_OK && r[1] != best)
            e = dh_stories_read(s, (uint32_t)r[1], &s->one, &member, d);
        if (e == DH_OK && r[1] != best)
            e = each(self, head.id, member.id);
    }
    dh_count_free(links);
    return e == DH_END ? DH_OK : e;
}
