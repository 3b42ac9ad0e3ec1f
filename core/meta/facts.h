/* SPDX-License-Identifier: MIT */
/* What is said about the article on the way from the page's sources (JSON-LD, meta tags, elements)
 * to its fields. Each statement has a rank by its source; the best rank wins, among equals the
 * first. Used by meta.c and what feeds it. One thread a page. */
#ifndef DH_FACTS_H
#define DH_FACTS_H

#include "meta/meta.h"

enum dh_fact {
    DH_FACT_HEADLINE, /* of JSON-LD */
    DH_FACT_TITLE,    /* of the tags for sharing */
    DH_FACT_SITENAME,
    DH_FACT_AUTHOR, /* several of one rank are joined */
    DH_FACT_AUTHOR_URL,
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

/* The names in a byline, cleaned ("By", "Twitter @x", URLs, roles off), appended to authors;
 * duplicates are left out. */
void dh_facts_add_authors(struct dh_facts *f, struct dh_str byline);
/* "Ann Lee" of "Lee, Ann" or "Lee, Ann M.", one comma and no other sign but stops; else s. In the
 * arena. */
struct dh_str dh_facts_turned(struct dh_facts *f, struct dh_str s);
/* Whether s is a byline and nothing else, as "By Ann Lee, staff writer"; *names: "Ann Lee". */
bool dh_facts_is_byline(struct dh_str s, struct dh_str *names);
/* Whether s begins with what introduces a name: "By", "Text:". The first bytes that such may have,
 * set up once a page, answer for most. */
struct dh_byline_starts {
    uint64_t bits[4];
    uint32_t second[128]; /* of ASCII, in lower case: bits of the bytes behind them, modulo 32 */
};
void dh_byline_starts_init(struct dh_byline_starts *b);
bool dh_byline_starts(const struct dh_byline_starts *b, struct dh_str s);
/* Whether a byline, its "By" aside, may be names of people: words with capitals. */
bool dh_facts_are_names(struct dh_str byline);
/* The names that a line or a sentence begins with, where what follows shows that they end: "Ann
 * Lee, 3 May 2024", "Ann Lee is our editor". */
bool dh_facts_leading_names(struct dh_str s, struct dh_str *names);
/* Whether s is a name by which somebody logs in ("ann-lee", "a.lee", "gull.example"), not the one
 * that readers see. */
bool dh_facts_is_handle(struct dh_str s);

/* What the page says of its headline into meta->headline, and the site's name where a title has it.
 * Answers the node of the h1 that is the headline; 0: none. */
uint32_t dh_facts_read_headlines(struct dh_facts *f, const struct dh_tree *t, struct dh_str url);
/* Whether nothing but the title element names the story. */
bool dh_facts_has_title_only(const struct dh_meta *m);
/* Authors that are the site itself count as the house. */
void dh_facts_weigh_authors(struct dh_facts *f, struct dh_str url);
/* Where the headline stands when no h1 is it: the node of a lower heading or of a text that says
 * the same; 0: nowhere. What the title has around it is the site's, then. To be asked after
 * dh_facts_read_headlines. */
uint32_t dh_facts_find_heading(struct dh_facts *f, const struct dh_tree *t);
/* The same where an element is named so by class or id and no other is; its text is the title. */
uint32_t dh_facts_named_heading(struct dh_facts *f, const struct dh_tree *t);
/* The best of the headlines. */
struct dh_str dh_facts_title(const struct dh_meta *m);
/* The section that breadcrumbs name: the last of them that is not the story itself. */
void dh_facts_read_trail(struct dh_facts *f);

/* What elements of the page say by their kind and by marks for machines; breadcrumbs. headline: its
 * node, 0: unknown. */
void dh_facts_read_elements(struct dh_facts *f, const struct dh_tree *t, uint32_t headline);
/* Whether a link's text is a button ("Read more") and no section. */
bool dh_facts_is_button(struct dh_str s);
/* What stands near the headline's node, where nothing else tells; 0: unknown. */
void dh_facts_read_nearby(struct dh_facts *f, const struct dh_tree *t, uint32_t headline);
/* What the story's text begins and ends with, where nothing else tells: "TOWN, March 16, 2021 --",
 * a name that signs it. */
void dh_facts_read_story(struct dh_facts *f, const struct dh_tree *t, uint32_t headline);
/* The text inside element i, folded; in the arena. */
struct dh_str dh_facts_element_text(struct dh_facts *f, const struct dh_tree *t, uint32_t i);
/* Whether a list of words parted by white space holds the word. */
bool dh_facts_has_word(struct dh_str list, struct dh_str word);

/* JSON-LD of one script. Broken JSON is mended where that is safe, else skipped. */
void dh_facts_read_jsonld(struct dh_facts *f, struct dh_str body);
/* Authors that one script points to and another names. To be asked after all of JSON-LD. */
void dh_facts_read_people(struct dh_facts *f);
/* What a meta tag for a counting service holds as JSON ("parsely-page"), references not decoded. */
void dh_facts_read_parsely(struct dh_facts *f, unsigned rank, struct dh_str content);

/* An article's text in JSON that is no JSON-LD: the page's own state. Sets meta->body[1] when it is
 * the longest so far. */
void dh_facts_read_state(struct dh_facts *f, struct dh_str body);
/* The same of what React's server components send, in the calls of many scripts. */
void dh_facts_read_rows(struct dh_facts *f, const struct dh_tree *t);
/* The same of what Nuxt 3 leaves: one array whose objects and arrays have places in it for values.
 * Where no other tag names the story, the object that has the text does. */
bool dh_facts_is_nuxt(struct dh_str tag);
void dh_facts_read_nuxt(struct dh_facts *f, struct dh_str body);
/* What an object there whose title is the page's says of the story, as dh_facts_read_state_facts.
 */
void dh_facts_read_nuxt_facts(struct dh_facts *f, struct dh_str body, struct dh_str title);
/* The same of data attributes that hold JSON, where components find what they draw: <div
 * data-props='{"story": ...'>. The first text is the page's; what follows may be other stories in
 * full. Nothing where a script had one. */
void dh_facts_read_props(struct dh_facts *f, const struct dh_tree *t);
/* When the story was published and who wrote it, from the object of the page's state that has the
 * page's title; where readers are told neither or only one. To be asked after the headlines. */
void dh_facts_read_state_facts(struct dh_facts *f, const struct dh_tree *t);

/* Takes s as the article's text from a script into meta->body[which] when it is longer than what
 * stands there. */
void dh_facts_take_body(struct dh_facts *f, unsigned which, struct dh_str s);

/* The JSON in a script: comment and CDATA wrappers, an assignment's left side and a semicolon off.
 */
struct dh_str dh_json_in_script(struct dh_str body);
/* Appends s, which is not quite JSON, with control characters in strings escaped, trailing commas
 * and escapes that JSON does not know taken away. Whether that is JSON now is for dh_json_parse to
 * say. */
void dh_json_mend(struct dh_str s, struct dh_buf *out);

#endif
