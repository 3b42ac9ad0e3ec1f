/* SPDX-License-Identifier: MIT */
/* Metadata: what a page says about itself, in JSON-LD (schema.org), OpenGraph, article:*, Dublin
 * Core, parsely, sailthru and twitter meta, <time>, rel=author, html lang and rel=canonical; put
 * into the page's fields. What is said there about the article is also handed to body.h, which uses
 * it to find the body. One thread a page.
 *
 * Each source states facts of a rank, meta.c puts the best into fields. Its folders, from the
 * lowest on; none includes what is above it:
 *
 * - date/: date.h, dates in some fifty languages (datetokens.h, datewords.h, monthnames.h,
 *   calendar.h);
 * - name/: what may be a name (personname.h), a line of names (nameline.h), what introduces and
 *   surrounds them (byintro.h, bylinewords.h);
 * - facts/: facts.h, what was stated so far (facts.c, keep.c); byline.h, names out of bylines;
 * - shown/: what readers see: elements.h, by kind, rel and itemprop; nearby.h, what stands near the
 *   headline, by class names (classwords.h), and there dates alone (nearbydate.c) and who wrote the
 *   text (nearbyauthor.c, namebeside.h); changed.h, lines that tell of a change; storytext.h, what
 *   the story's own text begins and ends with;
 * - title/: headings.h, headlines (namedheading.c), less the site's name (titleparts.h,
 *   titlepage.h);
 * - script/: jsonld.h, JSON for others to read (mend.h: as pages write it); state.h, a script's
 *   state, its facts (statefacts.c), texts (richtext.h), and Nuxt's and React's forms of it
 *   (nuxt.c, flight.c).
 *
 * Meta tags stand in meta.c itself. */
#ifndef DH_META_H
#define DH_META_H

#include "tree/tree.h"
#include "page/page.h"

/* Places that name the headline, the most trustworthy first. */
enum dh_headline {
    DH_HEADLINE_JSONLD,
    DH_HEADLINE_OG,    /* og:title, twitter:title, parsely-title, DC.title */
    DH_HEADLINE_H1,    /* the only h1, or the first that agrees with another of these */
    DH_HEADLINE_TITLE, /* <title>, the site's name off its end */
    DH_HEADLINES
};

/* A whole article found in a script. */
struct dh_meta_body {
    struct dh_str text; /* decoded; paragraphs by line ends, or HTML when html */
    bool html;
    struct dh_str source; /* "jsonld", or "state" for JSON of the page's own script */
};

/* All slices lie in the page's arena; empty: not given. */
struct dh_meta {
    struct dh_str headline[DH_HEADLINES];
    struct dh_str description;   /* og:description, description: often the standfirst */
    struct dh_str type;          /* og:type or the JSON-LD type: "article", "NewsArticle" */
    struct dh_meta_body body[2]; /* the longest of each source; text empty: none */
    bool dated;                  /* the page tells when it was published, not its URL alone */
    struct dh_str claim,
        verdict; /* JSON-LD ClaimReview: what was claimed, what it was found to be */
};

/* Reads t's metadata into p's fields (fields that are set already stay) and *m. url: base for
 * relative URLs, may be empty. Broken metadata is skipped, never an error. DH_ELIMIT: the page's
 * arena is full. */
DH_MUST_USE enum dh_err dh_meta_read(const struct dh_tree *t, struct dh_str url, struct dh_page *p,
                                     struct dh_meta *m);

#endif
