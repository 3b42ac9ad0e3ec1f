/* SPDX-License-Identifier: MIT */
/* What counts as one story of a site: copies, and versions of one URL, as of a live report, or of a
 * front page that is fetched every hour. These may have little in common, so they are no copies of
 * each other (storymatch.c), but what they share is not on several stories of the site. Where more
 * than a part of a site's stories have one URL, it tells nothing: all its pages name the same one,
 * or it lacks what tells them apart. */
#include "base/err.h"
#include "repeat/story/storyset.h"
#include "repeat/words/near.h"

/* ---- Sites -------------------------------------------------------------------------------------
 */

static enum dh_err add_site(struct dh_stories *s, uint64_t site, uint64_t stories,
                            struct dh_detail *d)
{
    void *array = s->sites;
    if (s->n_sites == s->cap_sites && !dh_mem_grow(s->mem, &array, &s->cap_sites, sizeof *s->sites))
        return dh_no_memory(d);
    s->sites = array;
    s->sites[s->n_sites++] = (struct dh_stories_site){ site, stories };
    return DH_OK;
}

/* Sorted records of site and root, to sites. */
static enum dh_err read_sites(struct dh_stories *s, struct dh_count *c, struct dh_detail *d)
{
    uint64_t r[2], last[2] = { 0, 0 }, n = 0;
    enum dh_err e;
    while ((e = dh_count_next(c, r, d)) == DH_OK) {
        if (n && r[0] == last[0] && r[1] == last[1])
            continue;
        if (n && r[0] != last[0]) {
            e = add_site(s, last[0], n, d);
            if (e)
                return e;
            n = 0;
        }
        n++;
        memcpy(last, r, sizeof last);
    }
    return e != DH_END ? e : n ? add_site(s, last[0], n, d) : DH_OK;
}

/* Counts the stories of each site: those that have a root, or a fold, of their own. */
static enum dh_err count_sites(struct dh_stories *s, const uint32_t *root, struct dh_detail *d)
{
    struct dh_count *c = NULL;
    struct dh_story story;
    enum dh_err e = dh_count_new(&c, s->mem, 2, s->sort_bytes / 4, s->tmp);

    s->n_sites = 0;
    for (uint32_t i = 0; e == DH_OK && i < s->n; i++) {
        e = dh_storyfile_numbers(s->file, i, &story, d);
        if (e == DH_OK && story.site)
            e = dh_count_add(c, (uint64_t[]){ story.site, root[s->rank[i]] }, d);
    }
    if (e == DH_OK)
        e = dh_count_sort(c, d);
    if (e == DH_OK)
        e = read_sites(s, c, d);
    dh_count_free(c);
    return e;
}

enum dh_err dh_stories_sites(struct dh_stories *s,
                             enum dh_err (*each)(void *self, uint64_t site, uint64_t stories),
                             void *self)
{
    enum dh_err e = DH_OK;
    for (size_t i = 0; e == DH_OK && i < s->n_sites; i++)
        e = each(self, s->sites[i].site, s->sites[i].stories);
    return e;
}

/* ---- Versions ----------------------------------------------------------------------------------
 */

enum { VERSIONS_PART = 4 /* of a site's stories: a quarter may be versions of one URL */ };

/* Stories with one URL and site, as they come out of a count: each root once. */
struct versions {
    uint64_t site, url;
    uint32_t *root;
    size_t n, cap;
};

static enum dh_err add_urls(struct dh_stories *s, struct dh_count *c, struct dh_detail *d)
{
    struct dh_story story;
    for (uint32_t i = 0; i < s->n; i++) {
        enum dh_err e = dh_storyfile_numbers(s->file, i, &story, d);
        if (e == DH_OK && story.site && story.url)
            e = dh_count_add(c, (uint64_t[]){ story.site, story.url, s->root[s->rank[i]] }, d);
        if (e)
            return e;
    }
    return dh_count_sort(c, d);
}

/* Roots of their own stay until something is joined. */
static enum dh_err begin_folds(struct dh_stories *s, struct dh_detail *d)
{
    if (s->fold)
        return DH_OK;
    s->fold = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->fold);
    if (!s->fold)
        return dh_no_memory(d);
    for (size_t i = 0; i < s->n; i++)
        s->fold[i] = s->root[i];
    return DH_OK;
}

static enum dh_err join(struct dh_stories *s, const struct versions *v, uint64_t stories,
                        struct dh_detail *d)
{
    if (v->n < 2 || VERSIONS_PART * v->n > stories)
        return DH_OK;
    enum dh_err e = begin_folds(s, d);
    for (size_t i = 1; e == DH_OK && i < v->n; i++)
        dh_root_join(s->fold, v->root[0], v->root[i]);
    return e;
}

static enum dh_err note_root(struct dh_stories *s, struct versions *v, uint32_t root,
                             struct dh_detail *d)
{
    void *array = v->root;
    if (v->n && v->root[v->n - 1] == root)
        return DH_OK;
    if (v->n == v->cap && !dh_mem_grow(s->mem, &array, &v->cap, sizeof *v->root))
        return dh_no_memory(d);
    v->root = array;
    v->root[v->n++] = root;
    return DH_OK;
}

static enum dh_err walk(struct dh_stories *s, struct dh_count *c, struct versions *v,
                        struct dh_detail *d)
{
    uint64_t r[3];
    size_t at = 0; /* the site of v */
    enum dh_err e;

    while ((e = dh_count_next(c, r, d)) == DH_OK) {
        if (v->n && (r[0] != v->site || r[1] != v->url)) {
            e = join(s, v, s->sites[at].stories, d);
            v->n = 0;
        }
        while (at < s->n_sites && s->sites[at].site < r[0])
            at++;
        v->site = r[0];
        v->url = r[1];
        if (e == DH_OK)
            e = note_root(s, v, (uint32_t)r[2], d);
        if (e)
            return e;
    }
    return e == DH_END && v->n ? join(s, v, s->sites[at].stories, d) : e == DH_END ? DH_OK : e;
}

enum dh_err dh_stories_join_urls(struct dh_stories *s, struct dh_detail *d)
{
    struct versions v = { .n = 0 };
    struct dh_count *c = NULL;
    enum dh_err e = dh_count_new(&c, s->mem, 3, s->sort_bytes / 4, s->tmp);

    if (e == DH_OK)
        e = count_sites(s, s->root, d);
    if (e == DH_OK)
        e = add_urls(s, c, d);
    if (e == DH_OK)
        e = walk(s, c, &v, d);
    for (uint32_t i = 0; e == DH_OK && s->fold && i < s->n; i++)
        s->fold[i] = dh_root_find(s->fold, i);
    if (e == DH_OK && s->fold)
        e = count_sites(s, s->fold, d);
    dh_count_free(c);
    dh_mem_free(s->mem, v.root);
    return e;
}
