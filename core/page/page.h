/* SPDX-License-Identifier: MIT */
/* The page: what is passed along from source to sink, and the only thing the stages share.
 *
 * html/ or text/ sets input and fragments; text/ and repeat/ put a kind and a rule on fragments and
 * add edits inside them; the verdict (job/) decides what goes; dh_page_finish makes text and
 * changes of all that. Stages never call each other and keep no pointer into a page.
 *
 * Every slice of a page lies in its arena, or is static, or (raw) is the caller's: all die at
 * reset. Offsets are 32 bits: an input is at most DH_PAGE_MAX bytes. One thread at a time. What can
 * fail answers DH_ELIMIT, the arena is full, or DH_ENOMEM. */
#ifndef DH_PAGE_H
#define DH_PAGE_H

#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"

enum {
    DH_PAGE_MAX = 0x7FFFFFFF,
    DH_PATHS = 0x3FF,           /* the largest hash of what stands around a block */
    DH_PAGE_FRAGMENTS = 1 << 19 /* of one page; a story has some hundred */
};

/* Metadata and labels. Names, in the order in which the record writes them: page/names.c. */
enum dh_field {
    DH_FIELD_ID,        /* path, JSONL id, WARC record id, URL, or content hash */
    DH_FIELD_URL,       /* where the page came from */
    DH_FIELD_CANONICAL, /* the page's own word for its URL */
    DH_FIELD_SITE,      /* site key: registrable domain, or what the caller says; empty: none */
    DH_FIELD_SITENAME,  /* the publisher's name as the page gives it */
    DH_FIELD_TITLE,
    DH_FIELD_AUTHOR,    /* several: "A, B" */
    DH_FIELD_PUBLISHED, /* RFC 3339, as exact as the page tells: a date, or date and time with
                           offset */
    DH_FIELD_MODIFIED,
    DH_FIELD_SECTION,
    DH_FIELD_IMAGE,   /* URL of the lead image */
    DH_FIELD_LANG,    /* BCP 47, lower-case language part */
    DH_FIELD_TYPE,    /* "html" or "text" */
    DH_FIELD_UNIT,    /* what a fragment is: page/names.c */
    DH_FIELD_CHARSET, /* of the input when it was not UTF-8 */
    DH_FIELD_SOURCE,  /* where the body came from: "tree", "jsonld", "state" */
    DH_FIELDS
};
const char *dh_field_name(enum dh_field f);

/* What a fragment is. Chosen once a page (text/input/units.c), so that cleaning the result chooses
 * the same. */
enum dh_unit {
    DH_UNIT_BLOCK,     /* HTML: the text of a block */
    DH_UNIT_LINE,      /* a line */
    DH_UNIT_PARAGRAPH, /* between blank lines: hard-wrapped text */
    DH_UNIT_SENTENCE   /* all in one line: a sentence */
};
const char *dh_unit_name(enum dh_unit u);

/* What the markup says a block is; text/ may set HEADING, ITEM and QUOTE from plain text's signs.
 */
enum dh_role {
    DH_ROLE_PARAGRAPH,
    DH_ROLE_HEADING,
    DH_ROLE_ITEM,
    DH_ROLE_QUOTE,
    DH_ROLE_CELL,
    DH_ROLE_CAPTION,
    DH_ROLE_PRE
};

/* What the words alone make of a fragment, beside its kind: bits. */
enum dh_looks {
    DH_LOOKS_CAPTION = 1, /* one short sentence, as under a picture (text/grammar/captions.h) */
    DH_LOOKS_PROSE = 2,   /* repeat/: a sentence of some length */
    DH_LOOKS_LONG = 4,    /* repeat/: longer than a slogan */
    DH_LOOKS_QUOTED = 8,  /* repeat/: holds a quotation or figures */
    DH_LOOKS_STOP = 16,   /* repeat/: ends as a sentence does */
    DH_LOOKS_SIGNS = 32,  /* signs alone (text/around/signlines.h): has the rule that strikes it */
    DH_LOOKS_WELL = 64,   /* as it is, nothing of it is to be mended, whatever the language, but for
                             halves that are the same (text/repair/repair.h) */
    DH_LOOKS_REFERS = 128 /* holds an ampersand: a reference? (text/words/entities.h) */
};

/* Where a fragment stands among the prose of its page (repeat/describe.c). */
enum dh_slot {
    DH_SLOT_BODY, /* between its first and its last prose; or there is none */
    DH_SLOT_HEAD, /* before */
    DH_SLOT_TAIL  /* behind */
};

/* A fragment: bytes [at, at + n) of the input, trimmed. What stands between two is their separator.
 */
struct dh_fragment {
    uint32_t at, n;
    uint8_t kind;           /* enum dh_kind; DH_STORY: nothing speaks against it so far */
    uint8_t role;           /* enum dh_role */
    uint8_t looks;          /* enum dh_looks */
    uint8_t slot;           /* enum dh_slot */
    uint8_t waits;          /* enum dh_kind that it is given, by rule, where something beside it
                               goes (dh_page_strike_waiting), or, of a crosshead, where the prose
                               that it stands among goes; DH_STORY: none */
    bool removed;           /* the verdict */
    uint16_t link_permille; /* share of its characters inside links (HTML) */
    uint16_t bold_permille; /* share in bold or headings (HTML) */
    uint16_t
        path; /* hash of the tags and classes around it (HTML; html/block/block.h); 0: not known */
    uint32_t group;     /* repeat/: number of the first fragment it repeats; its own when alone */
    struct dh_str rule; /* who put the kind on it, or would; static or in the arena */
    struct dh_str norm; /* text/normal: the normalised form; n == 0: nothing but punctuation */
    uint64_t key;       /* XXH3-64 of norm; 0 with an empty norm */
    uint64_t folded;    /* the same with digits folded to 0 */
};

/* A change inside a fragment, or of a separator: bytes [at, at + n) become now. */
struct dh_edit {
    uint32_t at, n;
    uint8_t kind; /* DH_STORY: a repair; else a part that is cut as that kind (now is empty) */
    struct dh_str now, rule;
};

struct dh_page {
    struct dh_arena arena;
    struct dh_arena scratch; /* of the stage at work, which resets it when it is done */
    struct dh_str field[DH_FIELDS];
    uint64_t line;        /* of a row: its line in its file, from 1; no part of the record */
    struct dh_str extra;  /* raw JSON members of a row that pass through: "a":1,"b":2 */
    struct dh_str output; /* with -o DIR: path of its text below DIR, less the ".txt" */
    struct dh_str raw;    /* the bytes as read; the caller's, alive while the page is worked on */
    struct dh_str input;  /* decoded text that offsets refer to; may hold bytes that are no UTF-8 */
    bool is_utf8;         /* it was seen to hold none: nobody looks again */
    enum dh_unit unit;
    double confidence; /* that text is the article, 0 to 1; negative: not judged */
    /* HTML: bytes and blocks of visible text outside the element that holds the body */
    uint32_t outside, outside_blocks;
    struct dh_str outside_text; /* the same as text, with --outside */
    struct dh_fragment *fragments;
    size_t n_fragments, cap_fragments;
    struct dh_edit *edits;
    size_t n_edits, cap_edits;
    struct dh_hash128 identity; /* of the raw fragments; labels do not count. Set by repeat/ */
    struct dh_str sketch;   /* the story, packed (repeat/story/sketch.h); not once it was packed */
    bool has_sketch;        /* empty: no story */
    struct dh_str passages; /* repeat/: by what its short ones are looked up (caption.h) */
    /* set by dh_page_finish, which makes the changes of the edits: these are none then */
    struct dh_edit *changes; /* sorted, disjoint; kind != DH_STORY: removed, separators included */
    size_t n_changes;
    struct dh_str text;
    enum dh_verdict verdict;
    struct dh_str error;        /* verdict failed: what happened */
    struct dh_str duplicate_of; /* verdict duplicate: the survivor's id */
    struct dh_str supersedes;   /* id of a story that an earlier run wrote in this one's place */
};

void dh_page_init(struct dh_page *p, const struct dh_allocator *m, size_t arena_cap);
/* Another cap of the arena, in bytes; the scratch may have three quarters of it. */
void dh_page_limit(struct dh_page *p, size_t arena_cap);
void dh_page_reset(struct dh_page *p); /* empty, verdict kept, confidence -1; keeps some memory */
void dh_page_release(struct dh_page *p);

/* What an error of a call on the page is: a limit that was met since the allocator, and no cap,
 * said no is DH_ENOMEM and no fault of the page; any other as it is. */
enum dh_err dh_page_err(const struct dh_page *p, enum dh_err e);

/* n fragments will be added: room for them at once. */
DH_MUST_USE enum dh_err dh_page_expect(struct dh_page *p, size_t n);
/* A fragment at the end; at + n <= input.n, behind the one before. DH_ELIMIT: arena's cap, or
 * DH_PAGE_FRAGMENTS are there. */
DH_MUST_USE enum dh_err dh_page_add_fragment(struct dh_page *p, uint32_t at, uint32_t n,
                                             enum dh_role role);
/* Text of fragment i, a view into input. */
static inline struct dh_str dh_page_fragment(const struct dh_page *p, size_t i)
{
    return dh_str_sub(p->input, p->fragments[i].at, p->fragments[i].n);
}
/* Whether fragments of this kind are part of a story. */
static inline bool dh_kind_stays(uint8_t kind)
{
    const uint64_t story = (uint64_t)1 << DH_STORY | (uint64_t)1 << DH_NOTE |
                           (uint64_t)1 << DH_CROSSHEAD | (uint64_t)1 << DH_DATELINE;
    _Static_assert(DH_KINDS <= 64, "a bit for each kind");
    return story >> kind & 1;
}
/* Whether they stand between a headline and its story: who wrote that, when, and buttons. */
static inline bool dh_kind_opens(uint8_t kind)
{
    return kind == DH_BYLINE || kind == DH_STAMP || kind == DH_SHARE || kind == DH_TOOLS;
}
/* Whether fragment i is to go, as far as was decided. */
static inline bool dh_page_goes(const struct dh_page *p, size_t i)
{
    return !dh_kind_stays(p->fragments[i].kind);
}
/* The input less what goes so far, with the separators that dh_page_finish would leave, and with
 * the edits, which are sorted. In scratch. DH_ELIMIT: no room there. */
DH_MUST_USE enum dh_err dh_page_rest(struct dh_page *p, struct dh_str *out);
/* Puts kind and rule on fragment i; what already has a kind keeps it (first evidence wins). rule is
 * kept as a view: static, in the arena, or in the context's rule tables. */
void dh_page_strike(struct dh_page *p, size_t i, enum dh_kind kind, struct dh_str rule);
/* Fragment i, which nothing has struck, is chrome of this kind once something beside it goes. */
void dh_page_wait(struct dh_page *p, size_t i, enum dh_kind kind, struct dh_str rule);
/* Strikes what waited in vain for its neighbours to stay, until nothing more goes, and signs alone
 * that have no text before them, or none behind. For stages that strike behind the one that judged
 * the words. */
void dh_page_strike_waiting(struct dh_page *p);
/* Adds an edit; now and rule as in dh_page_strike. Edits may come in any order; where two overlap,
 * the one that starts first wins, then the longer, and the other is dropped. */
DH_MUST_USE enum dh_err dh_page_edit(struct dh_page *p, uint32_t at, uint32_t n, enum dh_kind kind,
                                     struct dh_str now, struct dh_str rule);
/* Room for n edits more, at once. DH_ELIMIT, DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_edits_expect(struct dh_page *p, size_t n);
/* Sorts n edits by their places; of two at one place the longer comes first. */
void dh_edits_sort(struct dh_edit *edits, size_t n);
/* The same, and drops those that overlap one before them. Answers how many are left. */
size_t dh_edits_settle(struct dh_edit *edits, size_t n);
/* Writes what becomes of the bytes [from, to) of the input under n sorted edits that begin among
 * them to out, which has room for it; one that begins inside of another, or before `from`, is
 * passed over. Answers the bytes written. */
size_t dh_edits_write(const struct dh_edit *edits, size_t n, struct dh_str input, size_t from,
                      size_t to, char *out);
/* Marks the page failed; e's name and d's message (d may be NULL) become error. */
void dh_page_fail(struct dh_page *p, enum dh_err e, const struct dh_detail *d);
DH_MUST_USE enum dh_err dh_page_set(struct dh_page *p, enum dh_field f,
                                    struct dh_str s); /* copies */

/* From fragments with their removed flags and edits to text, changes and verdict (kept or empty;
 * failed and duplicate stay). A removed fragment takes one separator with it; of a run of removed
 * ones between two kept the larger outer separator stays. Edits inside removed fragments are
 * dropped. Bytes that are no UTF-8 become U+FFFD as a repair with rule "utf8". Where nothing but
 * white space is left that goes too (rule "space" where nothing else went), and the verdict is
 * empty. */
DH_MUST_USE enum dh_err dh_page_finish(struct dh_page *p);
/* The inverse: input from text and changes (was of each change given apart, since a record has no
 * input). */
struct dh_undo {
    uint64_t at;
    struct dh_str was, now;
};
/* A walk over text and changes, from zeros on but for the text: whether u fits in there next, and
 * its place in the text, where what it became begins. */
struct dh_undo_walk {
    struct dh_str text;
    size_t at;      /* in text, */
    uint64_t input; /* and in the input, behind the change before */
};
bool dh_undo_step(struct dh_undo_walk *w, const struct dh_undo *u, size_t *place);
DH_MUST_USE enum dh_err
dh_page_restore(struct dh_str text, const struct dh_undo *u, size_t n,
                struct dh_buf *out); /* DH_EDATA: they do not fit together */

#endif
