/* SPDX-License-Identifier: MIT */
/* What the compiled rule tables are made of: roles of words, rules with their conditions, the
 * states and edges of one trie over words, and what the lexicon says of the words of one fragment.
 * cues.h marks and matches with it; forms.h and cueimage.c make it. Read only once made: any
 * thread. */
#ifndef DH_CUETABLE_H
#define DH_CUETABLE_H

#include "text/words/langs.h"
#include "text/words/tokens.h"
#include "text/words/wordlists.h"

/* ---- Roles of words in the lexicon. TOPIC + kind: a word that a kind of chrome is about
 * ("comments"); SOLO + kind: one that says it all by itself ("advertisement"). */

enum dh_role_of_word {
    DH_R_VERB, /* imperatives and infinitives of buttons: "read", "click" */
    DH_R_NOUN, /* what they act on: "article", "page", "friend" */
    DH_R_GLUE, /* function words, and words that buttons share with prose: "this", "now" */
    DH_R_SAY,  /* verbs of reporting: who says so is in a story */
    DH_R_MONTH,
    DH_R_DAY,       /* days of the week, today, yesterday */
    DH_R_AGO,       /* units and words of relative time: "hours", "ago" */
    DH_R_CLOCK,     /* "am", "Uhr", "GMT" */
    DH_R_NETWORK,   /* networks and ways of sharing */
    DH_R_AGENCY,    /* news and picture agencies */
    DH_R_LABEL,     /* what stands before a credit: "Photo" */
    DH_R_BY,        /* what stands before an author: "By" */
    DH_R_JOB,       /* reporter, editor, ... */
    DH_R_PARTICLE,  /* small words inside names: "von", "de" */
    DH_R_SECTION,   /* names of sections: "Politics" */
    DH_R_STAMP,     /* what stands before a date: "Updated" */
    DH_R_PICTURE,   /* words of captions: "pictured", "left" */
    DH_R_COUNT,     /* what is counted: "likes", "views" */
    DH_R_STORE,     /* app stores, systems */
    DH_R_CREDIT,    /* small words of credits: "via", "courtesy of", "pool" */
    DH_R_SOLOLABEL, /* labels that are a credit alone: "Symbolbild" */
    DH_R_SOURCE,    /* labels that may stand behind a paragraph, too: "Source" */
    DH_R_MONEY,     /* what prices are told in: "euros" */
    DH_R_PERIOD,    /* for which something is paid: "months" */
    DH_R_FIXED,
    DH_R_TOPIC = DH_R_FIXED,           /* + enum dh_kind */
    DH_R_SOLO = DH_R_TOPIC + DH_KINDS, /* + enum dh_kind */
    DH_R_OWN = DH_R_SOLO + DH_KINDS,   /* + number of a class that a table made for its forms */
    DH_R_MAX = DH_R_OWN + 128
};
enum dh_where {
    DH_WHERE_WHOLE,  /* the form is the whole fragment */
    DH_WHERE_PREFIX, /* it stands at the start; it is cut off, the rest stays */
    DH_WHERE_SUFFIX, /* it stands at the end */
    DH_WHERE_INSIDE, /* anywhere; the form begins with a sign */
    DH_WHERES
};

enum dh_condition {
    DH_IF_HEAD = 1,     /* before the story: among the first fragments */
    DH_IF_TAIL = 2,     /* behind the story */
    DH_IF_OWN = 4,      /* the document is in the rule's language */
    DH_IF_CAPS = 8,     /* written in capitals */
    DH_IF_CAP = 16,     /* begins with a capital */
    DH_IF_EDGE = 32,    /* at either end of the text, or next to what goes */
    DH_IF_COLON = 64,   /* a colon behind it */
    DH_IF_SHORT = 128,  /* the whole fragment has at most 16 words, or 32 wide characters */
    DH_IF_NOSTOP = 256, /* the fragment does not end as a sentence does */
    DH_IF_NOSAY = 512,  /* no verb of reporting in it */
    DH_IF_LONE = 1024,  /* the fragment before it holds no embedded post that it would belong to */
    DH_IF_LONG = 2048,  /* also where the fragment is longer than DH_SIGHT_FULL */
    DH_IF_OPEN = 4096,  /* set by the reader: the form holds <any> */
    DH_IF_APART = 8192, /* not amid the story: there it is a crosshead, or names who speaks */
    DH_IF_COMPANY = 16384,     /* more of the text goes, or it is too short to be called clean */
    DH_IF_COMPANY_AMID = 32768 /* the same where it stands amid the story */
};

/* A row of the tables, as far as matching needs it. */
struct dh_rule {
    struct dh_str name; /* "ad.de.anzeige" */
    uint8_t kind;       /* enum dh_kind; DH_STORY: keeps the fragment, whatever else matches */
    uint8_t where;
    uint16_t conditions;
    int8_t lang; /* -1: any */
    bool off;    /* --without */
    bool users;  /* of the user's file */
};

/* ---- The trie. States 0 to DH_WHERES - 1 are the roots of the forms, DH_ROOT_LEX that of the
 * lexicon's phrases. */

enum {
    DH_ROOT_LEX = DH_WHERES,
    /* what an edge is for: the number of a word, or one of these + a number */
    DH_LABEL_ROLE = 0x40000000,    /* + role: a phrase of that role */
    DH_LABEL_SPECIAL = 0x50000000, /* + one of the next */
    DH_ANY_NUMBER = 0,
    DH_ANY_DATE,
    DH_ANY_NAME,
    DH_ANY_WORDS,       /* one word or more, any */
    DH_ANY_COLON,       /* a colon, equals sign, dash or bar */
    DH_ANY_SIGN,        /* any sign: "," "(" "[" */
    DH_ANY_COPY,        /* the copyright sign */
    DH_LOOP = 1 << 20,  /* in dh_state.special: behind DH_ANY_WORDS, stays alive over every word */
    DH_ROLES = 1 << 21, /* in dh_state.special: edges for roles leave it */
    DH_VAGUE = 1 << 22, /* in dh_state.special: it is one of dh_cues.vague, */
    DH_VAGUE_SHIFT = 24 /* and from this bit on stands which (dh_vague_bit) */
};
#define DH_VAGUE_BITS ((uint32_t)DH_VAGUE | ~(uint32_t)0 << DH_VAGUE_SHIFT)

struct dh_state {
    uint32_t accept;  /* 1 + number of the first accept (of a phrase: entry); 0: none */
    uint32_t special; /* set of special labels that leave it, DH_LOOP, DH_ROLES, DH_VAGUE */
    uint32_t joins;   /* 1 + number of the first join: states that are alive with it */
    uint32_t edges;   /* number of its first edge */
    uint32_t n_edges;
    uint32_t labels; /* set of dh_label_bit of its edges: most look-ups end here */
};
struct dh_edge {
    uint32_t label, to; /* those of one state stand together, by label */
};
struct dh_accept {
    uint32_t rule, next; /* next: as accept */
};
struct dh_join {
    uint32_t to, next; /* next: as accept */
};
/* A role that a phrase has, and in which languages. */
struct dh_entry {
    uint64_t langs;
    uint32_t role, next; /* next: 1 + number of another of this phrase, 0: none */
    uint32_t roles;      /* set of dh_role_bit of this one and those behind it */
    uint64_t glue;       /* languages in which this one or one behind it is DH_R_GLUE */
};
/* What a word is by itself, and where it leads from the great roots. */
struct dh_first {
    uint64_t glue;  /* of its entry, as are roles */
    uint32_t entry; /* as dh_state.accept: of the word alone */
    uint32_t state; /* behind it; 0: no longer phrase begins with it */
    uint32_t roles;
    uint32_t whole; /* the state behind it from DH_WHERE_WHOLE; 0: none */
    uint32_t leads; /* set of dh_lead */
    uint32_t next;  /* dh_state.labels of state; 0: there is none. Hardly any two words begin a
                     * phrase, and here it is told of most that they do not */
};

/* What an edge for a word leaves: 1 << an enum dh_where is its root. */
enum dh_lead {
    DH_LEADS_BEGIN = 1 << DH_WHERES,       /* the root of DH_WHERE_WHOLE, or a state with it */
    DH_LEADS_VAGUE = 1 << (DH_WHERES + 1), /* a vague state, see vague, */
    DH_LEADS_SHIFT = 8 /* and from this bit on stands the number of the set of them in exits */
};

/* Sets of vague states: bit k is the k-th of dh_cues.vague, the last but one all from there on. The
 * last is no state: that a form ends. */
enum { DH_VAGUE_LAST = 62, DH_VAGUE_END = 63 };
static inline uint64_t dh_vague_bit(const struct dh_state *s)
{
    return (uint64_t)1 << (s->special >> DH_VAGUE_SHIFT);
}

/* One of 32 that a label falls to; and its bit of a set of them. */
static inline uint32_t dh_label_number(uint32_t label)
{
    return label * 0x9E3779B1u >> 27;
}
static inline uint32_t dh_label_bit(uint32_t label)
{
    return (uint32_t)1 << dh_label_number(label);
}

/* Where dh_cues.pairs has its bit for a state that dh_first leads to and what may follow there. */
enum { DH_PAIRS = 4096 /* numbers of 64 bits */ };
static inline uint32_t dh_pair_bit(uint32_t state, uint32_t label)
{
    _Static_assert(DH_PAIRS * 64 == 1 << (32 - 14), "as many bits as are told apart");
    return (state * 0x85EBCA6Bu ^ label * 0x9E3779B1u) * 0xC2B2AE35u >> 14;
}

/* The roles from DH_R_TOPIC on share bits: those of kinds the first DH_KIND_BITS, classes of tables
 * the others. */
enum { DH_KIND_BITS = 7 };
#define DH_KIND_ROLES (((1u << DH_KIND_BITS) - 1) << DH_R_FIXED)
#define DH_OWN_ROLES  (~(uint32_t)0 << (DH_R_FIXED + DH_KIND_BITS))
/* The bit of a role in a set; see above for those that share one. */
static inline uint32_t dh_role_bit(uint32_t role)
{
    uint32_t bit = role;
    if (role >= DH_R_OWN)
        bit = DH_R_FIXED + DH_KIND_BITS + role % (32 - DH_R_FIXED - DH_KIND_BITS);
    else if (role >= DH_R_FIXED)
        bit = DH_R_FIXED + role % DH_KIND_BITS;
    return (uint32_t)1 << bit;
}

struct dh_cues {
    const struct dh_allocator *mem;
    struct dh_arena memory; /* what is not among the program's constants */
    struct dh_vocab vocab;
    const struct dh_state *states;
    const struct dh_edge *edges;
    const struct dh_accept *accepts;
    const struct dh_entry *entries;
    const struct dh_join *joins;
    /* By a word's number. Edges for words of the two great roots, DH_WHERE_WHOLE and DH_ROOT_LEX,
     * stand here alone, not among edges. */
    const struct dh_first *first;
    /* Bits, at dh_pair_bit, of all edges of the states that first leads to in the lexicon: of most
     * words this tells that they begin no phrase together, and nothing is looked up that lies
     * further away. */
    const uint64_t *pairs;
    /* Vague states are those that a form beginning with <any> or a name comes to before its first
     * word, role or copyright sign. A text with nothing that leaves one of them matches no such
     * form. vague_roles: dh_role_bit of the roles that do. */
    const uint32_t *vague;
    size_t n_vague;
    uint32_t vague_roles;
    /* Sets of vague states (dh_vague_bit), so that a walk leaves out those that nothing comes of:
     * exits: that words leave, by dh_first.leads; role_exits, sign_exits: that a role, or the
     * copyright sign, does. reach: what becomes of each by other edges, itself among them, and
     * DH_VAGUE_END if one of those accepts. */
    const uint64_t *exits;
    size_t n_exits;
    uint64_t role_exits[DH_R_MAX], sign_exits, reach[DH_VAGUE_LAST + 1];
    /* A bit for each state: a form may come from it that ends in <any>. No other form is matched by
     * a text of which only the beginning is read. */
    const uint64_t *opens;
    /* The roles and special edges that leave the root or a state which is alive with it; but not
     * <any> and names at the root. */
    uint32_t begin_roles, begin_special;
    struct dh_rule *rules;
    size_t n_states, n_edges, n_accepts, n_entries, n_joins, n_rules;
    size_t n_where[DH_WHERES]; /* rules of each where */
    struct dh_wordlists lists;
    bool inside[256]; /* small first bytes of the words that begin forms of where inside */
};

/* The state that an edge for that label leads to; 0: there is none. */
static inline uint32_t dh_cues_follow(const struct dh_cues *c, uint32_t state, uint32_t label)
{
    if (label < DH_LABEL_ROLE && state == DH_WHERE_WHOLE)
        return c->first[label].whole;
    const struct dh_state *s = &c->states[state];
    if (!(s->labels & dh_label_bit(label)))
        return 0;
    const struct dh_edge *e = &c->edges[s->edges];
    uint32_t n = s->n_edges;
    while (n > 1) {
        uint32_t half = n / 2;
        e += e[half].label <= label ? half : 0;
        n -= half;
    }
    return e->label == label ? e->to : 0;
}

static inline bool dh_cues_opens(const struct dh_cues *c, uint32_t state)
{
    return c->opens[state / 64] >> state % 64 & 1;
}

/* A fragment that the lexicon has been asked about: its words, the tables that were asked, and what
 * they say of each word (dh_cues_mark). The rules and grammars read this; words and tables are
 * borrowed, and cutting another text into those words makes the marks void. */
struct dh_marks {
    const struct dh_cues *cues;
    const struct dh_tokens *words;
    uint32_t end[DH_TOKENS_MAX];   /* behind the longest phrase that begins at a word; 0: none */
    uint32_t entry[DH_TOKENS_MAX]; /* 1 + its first entry */
    uint32_t roles[DH_TOKENS_MAX]; /* its roles: dh_role_bit; 0: none */
    uint32_t leads[DH_TOKENS_MAX]; /* set of dh_lead, of the word or its stem */
    uint64_t glue[DH_TOKENS_MAX];  /* languages in which it is a function word */
    uint32_t any_leads, any_roles; /* those of all words */
};
/* The languages in which the phrase at word i has that role; 0: in none. */
static inline uint64_t dh_marks_role(const struct dh_marks *m, uint32_t i, uint32_t role)
{
    if (!(m->roles[i] & dh_role_bit(role)))
        return 0;
    for (uint32_t e = m->entry[i]; e; e = m->cues->entries[e - 1].next)
        if (m->cues->entries[e - 1].role == role)
            return m->cues->entries[e - 1].langs;
    return 0;
}

#endif
