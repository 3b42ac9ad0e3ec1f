/* SPDX-License-Identifier: MIT */
/* Which blocks stay and go whatever the extractor thinks of them: rules over a page's overview,
 * each in a file of its own, called by dh_body_refine in one order. v is only read; choice has
 * v->b->n_blocks. None fails; one thread a page. */
#ifndef DH_REFINE_H
#define DH_REFINE_H

#include "html/html.h"
#include "html/model/overview.h"

enum { DH_BODY_WORDS_MIN = 8 }; /* a page with fewer has no article */

/* One block as the extractors judge it. */
struct dh_choice {
    float score; /* log odds that it is body */
    bool keep;
    bool extracted; /* the extractor kept it: set by dh_body_refine */
};

/* The hand rules (rules.c). choice[v->b->n_blocks]. */
void dh_rules_choose(const struct dh_overview *v, struct dh_choice *choice);

/* What holds whatever the extractor (refine.c): headline, bylines, comments, copies go; lists,
 * crossheads and quotes in the flow of kept text stay. choice[v->b->n_blocks]. */
void dh_body_refine(const struct dh_overview *v, struct dh_choice *choice,
                    const struct dh_html_options *o);

/* Words of the kept blocks in [first, end) (keptwords.c). */
float dh_kept_words(const struct dh_overview *v, const struct dh_choice *choice, uint32_t first,
                    uint32_t end);

/* The kept block next above block i, at most gap blocks up, by its number and one; 0: none. */
uint32_t dh_kept_above(const struct dh_choice *choice, uint32_t i, uint32_t gap);

/* What asks for consent (consent.c): a box of it; a notice that stands there several times, of
 * consent or of a sign-up; where a box of it was taken for the story, the story below the page's
 * headline instead; what stands in such boxes above block `own`, the headline. */
bool dh_in_consent_box(const struct dh_overview *v, uint32_t i);
bool dh_is_repeated_notice(const struct dh_overview *v, uint32_t i);
void dh_prefer_story_to_consent(const struct dh_overview *v, struct dh_choice *choice);
void dh_drop_consent_above(const struct dh_overview *v, struct dh_choice *choice, uint32_t own);

/* A line that a program wrote or was to replace (programlines.c). */
bool dh_is_of_program(const struct dh_overview *v, uint32_t i);

/* Who wrote and when (stamplines.c): the author with a date, or what forums put above a post; when
 * a post of a live blog was written; a line of either kind, or of what the story is filed under, at
 * its head. */
bool dh_is_byline_or_post_head(const struct dh_overview *v, uint32_t i);
bool dh_is_post_stamp(const struct dh_overview *v, uint32_t i);
bool dh_is_head_line(const struct dh_overview *v, uint32_t i);

/* The head of the story (storyhead.c): its headline wherever it is repeated; a few words above the
 * page's h1; the headline, dates and bylines that the text begins with; what is told above the
 * headline. */
void dh_drop_headlines(const struct dh_overview *v, struct dh_choice *choice);
void dh_drop_kicker(const struct dh_overview *v, struct dh_choice *choice);
void dh_drop_head(const struct dh_overview *v, struct dh_choice *choice);
void dh_drop_above_headline(const struct dh_overview *v, struct dh_choice *choice);

/* Other stories, told at some length below the page's own, most of all a short one
 * (teasersbelow.c). */
void dh_drop_stream(const struct dh_overview *v, struct dh_choice *choice);

/* The standfirst, in a box named so above the text, goes or stays (standfirst.c). */
void dh_drop_standfirst(const struct dh_overview *v, struct dh_choice *choice);
void dh_keep_standfirst(const struct dh_overview *v, struct dh_choice *choice);

/* Lines that lead away from the story (signposts.c): to other stories, to a sign-up; and the page's
 * own address behind the text. */
void dh_drop_signposts(const struct dh_overview *v, struct dh_choice *choice);
void dh_drop_own_address(const struct dh_overview *v, struct dh_choice *choice);

/* Lines in a box beside a request to sign up that went, too (signupbox.c). */
void dh_drop_sign_up_lines(const struct dh_overview *v, struct dh_choice *choice);

/* Whether block i is a link that shows its address, with a few words at most before it: something
 * that the text refers to. Links of menus are called something. */
bool dh_shows_address(const struct dh_overview *v, uint32_t i);
#define DH_ADDRESS_SCORE -1.2f /* above it, such a line may be body */

/* Of a block that a rule struck: nothing brings it back. */
#define DH_STRUCK_SCORE -9.f
/* Words of the story without which no rule takes lists or lines on authors off it. */
enum { DH_BELOW_WORDS = 100 };

/* On a page that keeps little, what stands below its headline stays (brief.c). */
void dh_keep_brief(const struct dh_overview *v, struct dh_choice *choice);

/* What the page hides of its story until readers ask for more stays (unfold.c). */
void dh_keep_unfolded(const struct dh_overview *v, struct dh_choice *choice);

/* What a machine summed up of the story, in a box that says so, goes (machine.c). */
void dh_drop_machine_summary(const struct dh_overview *v, struct dh_choice *choice);

/* Small boxes amid the text that ask for something go (insets.c). */
void dh_drop_insets(const struct dh_overview *v, struct dh_choice *choice);

/* Boxes in which the house asks its readers for money or company go (pleas.c). */
void dh_drop_pleas(const struct dh_overview *v, struct dh_choice *choice);

/* Whom the press may ask, and what a study is filed under, go (presslines.c). */
void dh_drop_press_lines(const struct dh_overview *v, struct dh_choice *choice);

/* A line that is a link and little else (linklists.c). */
bool dh_is_link_line(const struct dh_overview *v, uint32_t i);
/* Lists of links, and of titles of other stories with their beginnings, go (linklists.c). */
void dh_drop_link_lists(const struct dh_overview *v, struct dh_choice *choice);

/* A line that is the author's name and no more (authorlines.c). */
bool dh_is_author_line(const struct dh_overview *v, uint32_t i);
/* Whether such lines stand over questions: then they stay. */
bool dh_is_interview(const struct dh_overview *v, const struct dh_choice *choice);
/* Who the author is and how to write to them, behind the story: the last lines that begin with the
 * name go. Where many do, it is an interview; "Reporting by" tells who wrote and no more. */
void dh_drop_bios(const struct dh_overview *v, struct dh_choice *choice);

/* What a fact check says was claimed and found stays, with the labels above (claims.c). */
void dh_keep_claim(const struct dh_overview *v, struct dh_choice *choice);

/* Other stories in small boxes, a title that is a link and a sentence or two below it, go
 * (teaserboxes.c). */
void dh_drop_teaser_boxes(const struct dh_overview *v, struct dh_choice *choice);

/* Numbers that count steps or pictures and say nothing else go (counters.c). */
void dh_drop_counters(const struct dh_overview *v, struct dh_choice *choice);

/* Lines at the end of the text that head nothing, or lead away, go (lastlines.c). */
void dh_drop_last_lines(const struct dh_overview *v, struct dh_choice *choice);

/* "4 May 2031 - Category: Harbour - Tags: lamps, storms": what a program puts at the head or foot
 * of a post (lastlines.c). */
bool dh_is_filing_line(const struct dh_overview *v, uint32_t i);

/* A caption or credit that no figcaption holds (picturelines.c). */
bool dh_is_of_picture(const struct dh_overview *v, uint32_t i);

/* The words beside a field to fill in: sign-up, search, comment. */
bool dh_in_form(const struct dh_overview *v, uint32_t i);

/* Keeps what belongs to the kept text by its place, whatever its score (flow.c): lines between
 * paragraphs, lists that the text announces, crossheads. choice[v->b->n_blocks]. */
void dh_keep_flow(const struct dh_overview *v, struct dh_choice *choice);

/* Whether block i agrees with the page's title; where no block does, a heading with its address: a
 * title element may name the site alone. */
bool dh_names_story(const struct dh_overview *v, uint32_t i);

/* Of several articles on the page the one stays that has the page's title (stories.c). */
void dh_drop_other_articles(const struct dh_overview *v, struct dh_choice *choice);

/* What readers wrote below the story goes, whatever its boxes are called (remarks.c). */
void dh_drop_remarks(const struct dh_overview *v, struct dh_choice *choice);

/* A headline and the text below it: blocks [first, end). */
struct dh_subject {
    uint32_t head, first, end;
};
/* Whether they tell of different things, by their words: the second is long enough to tell, and
 * neither has a longer word of the other's headline (othersubject.c). */
bool dh_are_other_subjects(const struct dh_overview *v, const struct dh_choice *choice,
                           const struct dh_subject *own, const struct dh_subject *other);
/* Other stories below the page's own in the same flow of text, under lower headings that lead to
 * them and with a name or date of their own, go (othersubject.c). */
void dh_drop_stories_in_flow(const struct dh_overview *v, struct dh_choice *choice);

/* Whether the page says that it is one story: by its type, or when or by whom it was written
 * (article.c). Lists of stories seldom do. */
bool dh_says_story(const struct dh_overview *v);

/* Whether the kept blocks are an article (article.c), and no error page, consent wall or list of
 * teasers. b is v->b: tokens are appended and taken back. */
bool dh_body_is_article(const struct dh_overview *v, struct dh_blocks *b,
                        const struct dh_choice *choice);

/* Kind and rule of a block that is not body, by its markup (kinds.c). */
struct dh_kind_rule {
    enum dh_kind kind;
    const char *rule;
};
struct dh_kind_rule dh_block_kind(const struct dh_overview *v, uint32_t i);
/* "Reporting by ..., editing by ...", "Published in the print edition of ...": forms that tell
 * nothing but where a text comes from. Kept, they are notes: no byline to text/. */
bool dh_block_is_note(const struct dh_block *k);
/* What the markup says the block is. */
enum dh_role dh_block_role(const struct dh_blocks *b, uint32_t i);
/* Hash of tag and class of the nearest boxes around a block, 1 to DH_PATHS: the same where one
 * template made them. */
uint16_t dh_block_path(const struct dh_blocks *b, uint32_t i);

#endif
