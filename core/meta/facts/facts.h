/* SPDX-License-Identifier: MIT */
/* What is said about the article on the way from the page's sources (JSON-LD, meta tags, elements)
 * to its fields. Each statement has a rank by its source; the best rank wins, among equals the
 * first. One thread a page. */
#ifndef DH_FACTS_H
#define DH_FACTS_H

#include "meta/meta.h"

enum dh_fact {
    DH_FACT_HEADLINE, /* of JSON-LD */
    DH_FACT_TITLE,    /* of the tags for sharing */
    DH_FACT_SITENAME,
    DH_FACT_AUTHOR,    /* several of one rank are joined */
    DH_FACT_PUBLISHED, /* dates: what date.h cannot read is no fact */
    DH_FACT_MODIFIED,
    DH_FACT_SECTION,
    DH_FACT_LANG,
    DH_FACT_CANONICAL, /* URLs: made absolute; what is no http URL is no fact */
    DH_FACT_IMAGE,
    DH_FACT_DESCRIPTION,
    DH_FACT_TYPE,
    DH_FACTS
};

enum {
    DH_RANK_SHOWN = 50,  /* from here on: what elements say that readers see */
    DH_RANK_HOUSE = 58,  /* the house as author: any name that the page shows counts for more */
    DH_RANK_HANDLE = 59, /* a name to log in with */
    DH_RANK_NONE = 255,
    DH_AUTHORS_MAX = 16,
    DH_PEOPLE_MAX = 16,
    DH_TRAIL_MAX = 8
};

/* Somebody whom JSON-LD names in one script and points to, by "@id", in another. */
struct dh_person {
    struct dh_str id, name; /* name empty: not known */
    unsigned rank;
};

struct dh_facts {
    struct dh_arena *arena; /* the page's */
    struct dh_str base;     /* for relative URLs */
    struct dh_buf raw, text, url;
    struct dh_str value[DH_FACTS];
    uint8_t rank[DH_FACTS];
    struct dh_str authors[DH_AUTHORS_MAX];
    unsigned n_authors;
    struct dh_person named[DH_PEOPLE_MAX], wanted[DH_PEOPLE_MAX]; /* authors by "@id" alone */
    unsigned n_named, n_wanted;
    struct dh_str trail[DH_TRAIL_MAX]; /* breadcrumbs, without the front page */
    unsigned n_trail;
    struct dh_str state_title; /* of the story whose text the page's state has */
    struct dh_meta *meta;
    enum dh_err
        err; /* the first: DH_ENOMEM, DH_ELIMIT (the arena is full). The page is lost, then */
};

void dh_facts_init(struct dh_facts *f, struct dh_arena *a, struct dh_str base, struct dh_meta *m);
void dh_facts_release(struct dh_facts *f);

/* Takes note of an error that a buffer or a reader met on the way. DH_ENOMEM ends it all: a value
 * that is not there since memory ran out must not look as if the page had none. Any other says that
 * the page has no such value. */
void dh_facts_note(struct dh_facts *f, enum dh_err e);
/* Copies s into the arena; *out is empty where it is full, which err tells. */
void dh_facts_keep(struct dh_facts *f, struct dh_str s, struct dh_str *out);

/* States that k is s. markup: s may hold character references. Values that make no sense are
 * ignored. */
void dh_facts_add(struct dh_facts *f, enum dh_fact k, unsigned rank, struct dh_str s, bool markup);

/* The same of a date that is a number of seconds or milliseconds since 1970. */
void dh_facts_add_time(struct dh_facts *f, enum dh_fact k, unsigned rank, double number);

/* Appends a breadcrumb, unless it leads to the front page; url may be relative, or empty. */
void dh_facts_add_trail(struct dh_facts *f, struct dh_str name, struct dh_str url);

/* s with references decoded (markup), tags cut out and white space folded, in the arena. */
struct dh_str dh_facts_text(struct dh_facts *f, struct dh_str s, bool markup);

/* "Ann Lee" of "Lee, Ann" or "Lee, Ann M.", one comma and no other sign but stops; else s. In the
 * arena. */
struct dh_str dh_facts_turned(struct dh_facts *f, struct dh_str s);
/* Takes s as the article's text from a script into meta->body[which] when it is longer than what
 * stands there. */
void dh_facts_take_body(struct dh_facts *f, unsigned which, struct dh_str s);

#endif
