/* SPDX-License-Identifier: MIT */
/* What is counted of a page: see site.h. */
#include "base/err.h"
#include "base/hash.h"
#include "base/wire.h"
#include "repeat/count/count.h"
#include "repeat/site/siteinside.h"
#include "repeat/words/form.h"
#include "repeat/words/linked.h"
#include "repeat/words/words.h"

enum { LINK_PERMILLE = 500 /* of its characters: an item that is one */ };

/* A page that is counted, and what is the same for all its fragments. */
struct place {
    struct dh_buf *out;
    const struct dh_page *page;
    uint64_t hash;               /* of the site */
    uint64_t title, title_first; /* key of the page's title, and its first word; 0: not known */
    uint16_t path;               /* of most of the prose; 0: not known */
    unsigned prose;              /* paragraphs of it on the page */
    unsigned so_far;             /* of these up to the fragment at hand, itself counted */
};

/* One fragment as it is counted. */
struct seen {
    uint32_t i;
    struct dh_sighting sighting;
    uint64_t traits;
};

/* Keys of each kind have a space of their own. */
static uint64_t site_key(uint64_t site, enum dh_site_key by, uint64_t key)
{
    switch (by) {
    case DH_KEY_TEXT:
        return dh_hash_mix(site ^ key);
    case DH_KEY_FIGURES:
        return dh_hash_mix(~site ^ key);
    case DH_KEY_FORM:
        return dh_hash_mix(dh_hash_mix(site) ^ key);
    case DH_KEY_LINK:
        break;
    }
    return dh_hash_mix(dh_hash_mix(~site) ^ key);
}

/* A use as bytes: key, fragment, and in one number how it stood there and its traits. */
enum { SIGHTING_BITS = 16, TRAIT_BITS = 16 };

static void add_use(const struct place *at, const struct seen *seen, enum dh_site_key by,
                    uint64_t key)
{
    uint32_t sighting = (uint32_t)dh_sighting_pack(0, seen->sighting);
    uint32_t traits = (uint32_t)by << DH_T_KEY | (uint32_t)seen->traits;
    dh_wire_put64(at->out, site_key(at->hash, by, key));
    dh_wire_put32(at->out, seen->i);
    dh_wire_put32(at->out, sighting << TRAIT_BITS | traits);
}

enum dh_err dh_sites_take(struct dh_sites *s, struct dh_hash128 page, uint64_t site,
                          struct dh_str counted, uint32_t number, struct dh_detail *d)
{
    struct dh_wire w = { counted, false };
    enum dh_err e = DH_OK;

    if (site == 0)
        return DH_OK;
    uint64_t at = dh_sites_number(s, site);
    if (at == UINT32_MAX)
        return dh_no_memory(d);
    while (e == DH_OK && w.rest.n) {
        uint64_t key = dh_wire_get64(&w), fragment = dh_wire_get32(&w), bits = dh_wire_get32(&w);
        uint64_t entry = page.high >> SIGHTING_BITS << SIGHTING_BITS | bits >> TRAIT_BITS;
        uint64_t traits = bits & ((1u << TRAIT_BITS) - 1);
        uint64_t r[4] = { key, entry, (uint64_t)number << 32 | fragment, at << 32 | traits };
        e = dh_count_add(s->uses, r, d);
    }
    return e;
}

/* The first word; 0: there is none. */
static uint64_t first_word(struct dh_str s)
{
    struct dh_words words = { .s = s };
    struct dh_word word;
    return dh_words_next(&words, &word) ? word.hash : 0;
}

/* Whether a line says what the page's title says; that it begins as this does is asked first. */
static bool is_title(const struct place *at, struct dh_str line)
{
    return first_word(line) == at->title_first && dh_words_key(0, line) == at->title;
}

/* ---- Where a fragment stands */

static bool is_prose(const struct dh_fragment *f)
{
    return (f->kind == DH_STORY || f->kind == DH_DATELINE) && f->looks & DH_LOOKS_PROSE;
}

/* The tags and classes in which most of the prose stands, by its bytes; and how much there is. */
static void look_at_prose(struct place *at)
{
    uint32_t bytes[DH_PATHS + 1] = { 0 };

    for (size_t i = 0; i < at->page->n_fragments; i++) {
        const struct dh_fragment *f = &at->page->fragments[i];
        if (!is_prose(f))
            continue;
        at->prose++;
        bytes[f->path] += f->n;
        if (bytes[f->path] > bytes[at->path])
            at->path = f->path;
    }
}

/* Paragraphs from an end of the prose, as a sighting has them. */
static uint8_t nth(unsigned n)
{
    return (uint8_t)(n <= 3 ? n : 0);
}

static struct dh_sighting sighting_of(const struct place *at, const struct dh_fragment *f,
                                      bool struck)
{
    struct dh_sighting s = { .slot = struck ? DH_SEEN_STRUCK : f->slot, .path = f->path };
    if (s.slot != DH_SLOT_BODY || at->prose == 0)
        return s;
    s.front = nth(at->so_far);
    s.back = nth(at->prose - at->so_far + is_prose(f));
    return s;
}

/* Among the tags and classes of the story: a paragraph beside most of the prose, or an item amid it
 * that is no link. */
static bool is_alike(const struct place *at, const struct dh_fragment *f)
{
    if (f->path == 0)
        return false;
    if (f->role == DH_ROLE_ITEM)
        return f->slot == DH_SLOT_BODY && f->link_permille < LINK_PERMILLE;
    return f->role == DH_ROLE_PARAGRAPH && f->path == at->path;
}

static uint64_t traits_of(const struct place *at, uint32_t i)
{
    const struct dh_fragment *f = &at->page->fragments[i];
    struct dh_str text = dh_page_fragment(at->page, i);
    bool heading = f->role == DH_ROLE_HEADING || f->kind == DH_CROSSHEAD;
    bool titled = at->title && f->slot == DH_SLOT_HEAD && !is_title(at, text);
    bool apart = f->role == DH_ROLE_PARAGRAPH && f->path != at->path;
    return (f->looks & DH_LOOKS_PROSE ? DH_T_PROSE : 0u) |
           (f->looks & DH_LOOKS_LONG ? DH_T_LONG : 0u) |
           (f->looks & DH_LOOKS_QUOTED ? DH_T_QUOTED : 0u) | (heading ? DH_T_HEADING : 0u) |
           (titled ? DH_T_TITLED : 0u) | (f->looks & DH_LOOKS_STOP ? DH_T_STOP : 0u) |
           (dh_standing_outside(at->page, i) ? DH_T_OUTSIDE : 0u) | (apart ? DH_T_APART : 0u) |
           (is_alike(at, f) ? DH_T_ALIKE : 0u);
}

/* ---- What it is counted by */

/* Whether it may be the headline of a page that does not tell its own: any line before the prose,
 * or below its first paragraph, which may be a sentence of the site. */
static bool may_be_headline(const struct place *at, const struct dh_sighting *s)
{
    return !at->title &&
           (s->slot == DH_SLOT_HEAD || (s->slot == DH_SLOT_BODY && s->front == 1 && !s->path));
}

/* What the line may link to, and the line as what others may link to. */
static void add_links(const struct place *at, const struct seen *seen, struct dh_str text)
{
    struct seen link = { seen->i, { .slot = DH_SLOT_TAIL }, seen->traits };
    struct dh_linked linked DH_NOT_CLEARED;

    dh_linked_find(text, &linked);
    if (linked.label.n)
        add_use(at, &link, DH_KEY_LINK, dh_words_key(0, linked.label));
    link.traits |= DH_T_LISTED;
    for (unsigned i = 0; i < linked.n_items; i++)
        add_use(at, &link, DH_KEY_LINK, dh_words_key(0, linked.item[i]));
    if (may_be_headline(at, &seen->sighting)) {
        struct seen headline = { seen->i, { .slot = DH_SLOT_HEAD }, DH_T_BEARER };
        add_use(at, &headline, DH_KEY_LINK, dh_words_key(0, text));
    }
}

/* The form of a date, with its month in place of the tags and classes, of which it asks nothing. */
static void add_date(const struct place *at, const struct seen *seen, uint64_t form, uint64_t month)
{
    struct seen date = *seen;
    date.sighting.path = (uint16_t)(1 + month % DH_PATHS);
    date.traits |= DH_T_DATED;
    add_use(at, &date, DH_KEY_FIGURES, form);
}

/* What a short line is counted by beside its words. A long one has no form, and links to nothing.
 */
static void add_line(const struct place *at, const struct seen *seen)
{
    const struct dh_fragment *f = &at->page->fragments[seen->i];
    struct dh_str text = dh_page_fragment(at->page, seen->i);
    bool plain = !(f->looks & DH_LOOKS_LONG);
    bool varies = plain && f->looks & DH_LOOKS_QUOTED, body = seen->sighting.slot == DH_SLOT_BODY;
    uint64_t month = 0, date = varies ? dh_form_date(text, &month) : 0;
    /* Among paragraphs a date heads part of a story, as a chronicle has them. */
    uint64_t form = varies && !(date && body) ? dh_form_key(text) : 0;

    if (form)
        add_use(at, seen, DH_KEY_FORM, form);
    else if (date && !body)
        add_date(at, seen, date, month);
    else if (f->folded != f->key)
        add_use(at, seen, DH_KEY_FIGURES, f->folded);
    if (plain)
        add_links(at, seen, text);
}

static void add_fragment(const struct place *at, uint32_t i)
{
    const struct dh_fragment *f = &at->page->fragments[i];
    struct seen seen = { .i = i, .traits = traits_of(at, i) };
    bool struck = f->kind != DH_STORY && f->kind != DH_CROSSHEAD && !(seen.traits & DH_T_OUTSIDE);

    if (f->kind == DH_TITLE) { /* others may link to it */
        seen.sighting = (struct dh_sighting){ .slot = DH_SLOT_HEAD, .path = f->path };
        seen.traits |= DH_T_QUIET;
        add_use(at, &seen, DH_KEY_TEXT, f->key);
        return;
    }
    /* What goes on one page for its markup may stay on another: it is counted, not judged. */
    seen.sighting = sighting_of(at, f, struck);
    seen.traits |= struck ? DH_T_QUIET : 0u;
    seen.traits |= dh_standing_doubted(at->page, i) ? DH_T_LONE : 0u;
    add_use(at, &seen, DH_KEY_TEXT, f->key);
    if (!(f->looks & DH_LOOKS_PROSE))
        add_line(at, &seen);
}

void dh_sites_count(const struct dh_page *page, struct dh_buf *out)
{
    struct place at = { .out = out,
                        .page = page,
                        .hash = dh_site_hash(page->field[DH_FIELD_SITE]) };

    if (at.hash == 0)
        return;
    at.title = dh_words_key(0, page->field[DH_FIELD_TITLE]);
    at.title_first = first_word(page->field[DH_FIELD_TITLE]);
    look_at_prose(&at);
    for (uint32_t i = 0; i < page->n_fragments; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        at.so_far += is_prose(f);
        if (f->key && f->kind != DH_NOTE && f->kind != DH_DATELINE)
            add_fragment(&at, i);
    }
    if (at.title) {
        struct seen title = { 0, { .slot = DH_SLOT_HEAD }, DH_T_QUIET };
        add_use(&at, &title, DH_KEY_LINK, at.title);
    }
}
