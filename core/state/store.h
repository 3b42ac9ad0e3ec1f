/* SPDX-License-Identifier: MIT */
/* The state: what earlier runs saw, in one SQLite file (format: docs/dehusk-state.5). It holds
 * - for every fragment of a site its key and the smallest entries (entries.h) that tell in which
 *   stories, and where in them, it stood;
 * - for every story its identity, labels and sketch;
 * - of a crawl its URLs and hosts (urls.h).
 * So all that a decision uses can be worked out again, and two states merge into the one that a run
 * over all their pages would have made.
 *
 * One writer at a time: opening takes a lock (flock on the file) and keeps it until close; readers
 * share one. A writer's changes are one transaction until dh_store_commit; what was not committed
 * is gone after a crash, and the file is whole. While open the file has a -wal and a -shm beside
 * it, after close it stands alone. Only this folder includes sqlite3.h, whose memory comes from
 * malloc.
 *
 * Damage is noticed where it is read: opening looks at the head of the file and its size, a walk
 * over all stories at their checksums, merging at all checksums, dh_store_verify at everything. A
 * run that meets damage ends with DH_EDATA, and what it wrote to the store is undone.
 *
 * Messages name the path. Errors: DH_ELOCKED another run holds the lock; DH_EDATA not a state,
 * damaged, or made by another version of the format, the hash, the normaliser's Unicode or the
 * public suffix list; DH_ENOINPUT, DH_EACCESS, DH_ECREATE for the file; DH_EIO a full disk or a
 * failing one. One thread at a time. */
#ifndef DH_STORE_H
#define DH_STORE_H

#include "base/hash.h"
#include "base/mem.h"
#include "state/entries.h"

enum dh_store_mode {
    DH_STORE_READ,  /* must exist */
    DH_STORE_WRITE, /* is made when it does not exist */
    DH_STORE_ALONE, /* must exist; is read, and by nobody else: until it is closed, or another takes
                       its place (dh_store_name) */
    DH_STORE_ADOPT  /* must exist; its Unicode and suffix list may be others, and become ours with
                       the  next commit */
};

struct dh_store;

/* DH_EUSAGE: path is "-", which is a stream elsewhere. Of all that are opened it is asked. */
DH_MUST_USE enum dh_err dh_store_check_name(const char *path, struct dh_detail *d);

/* wait: seconds to wait for the lock; 0: none. */
DH_MUST_USE enum dh_err dh_store_open(struct dh_store **out, const struct dh_allocator *m,
                                      const char *path, enum dh_store_mode mode, unsigned wait,
                                      struct dh_detail *d);
/* The same for who may be told to stop while it waits. stop: not 0: DH_ESTOPPED; may be NULL. */
DH_MUST_USE enum dh_err dh_store_wait(struct dh_store **out, const struct dh_allocator *m,
                                      const char *path, enum dh_store_mode mode, unsigned wait,
                                      const volatile int *stop, struct dh_detail *d);
/* Makes what was put so far last, and goes on. */
DH_MUST_USE enum dh_err dh_store_commit(struct dh_store *s, struct dh_detail *d);
/* After a commit, before the store is closed: gives what is free in the file back. Where there is
 * no room for a copy beside it the file stays as large, and what is free in it is used. */
void dh_store_shrink(struct dh_store *s);
/* Undoes what was not committed, closes, leaves one file. NULL is fine. */
void dh_store_close(struct dh_store *s);

/* An empty store that will be the file path, which messages name. Until then it stands in that
 * directory without a name: nothing of it stays behind whatever ends the process, but for an empty
 * file (DH_UNFINISHED) when that is killed in this call. It is not to be committed. DH_ECREATE,
 * DH_EACCESS. */
DH_MUST_USE enum dh_err dh_store_unnamed(struct dh_store **out, const struct dh_allocator *m,
                                         const char *path, struct dh_detail *d);
/* Makes s, which is unnamed, its file, with every row in the place of its key: a function of its
 * rows alone. That takes the place of old, which was open alone there (who waits for its lock
 * gets the new one); without old, what somebody made there meanwhile stays (DH_ECREATE). Writes the
 * whole file three times over: a copy goes to SQLite's directory for temporary files, one beside
 * the other. Closes both whatever comes of it. DH_EIO. */
DH_MUST_USE enum dh_err dh_store_name(struct dh_store *s, struct dh_store *old,
                                      struct dh_detail *d);

/* For a reader that runs on and on: goes on with a copy of what it reads, which is gone with the
 * process, and lets go of the lock. tmp: directory for the copy; NULL: TMPDIR, else /tmp. Where
 * there is not four times the room for it, and after any error, the store stays as it was. Not
 * while rows are walked over. NULL is fine. */
void dh_store_detach(struct dh_store *s, const char *tmp);

/* In a forked process, which uses the store for nothing: lets go of the lock, which stays that of
 * the process that took it. NULL is fine. */
void dh_store_forked(struct dh_store *s);

/* ---- Stories */

struct dh_store_story {
    struct dh_hash128 page; /* identity of the page */
    uint64_t label;         /* hash of its labels; page and label together are the key */
    uint64_t site, url;     /* hashes; 0: none */
    int64_t published;      /* seconds since 1970; INT64_MAX: not known */
    uint32_t length;        /* bytes */
    uint32_t day;           /* days since 1970 when it was seen last */
    bool written;           /* a run wrote it out as text of its own */
    struct dh_str id, sketch;
};
/* The order in which stories are put most cheaply: they lie in that of this number, which is a
 * hash, so that of many new ones in another order each is put into a page that has to be read
 * first. */
uint64_t dh_store_story_order(struct dh_hash128 page, uint64_t label);
/* Adds the story; of one that is there only day (the later) and written (either) change. */
DH_MUST_USE enum dh_err dh_store_put_story(struct dh_store *s, const struct dh_store_story *story,
                                           struct dh_detail *d);
/* Marks a story that is there as written. */
DH_MUST_USE enum dh_err dh_store_mark_written(struct dh_store *s, struct dh_hash128 page,
                                              uint64_t label, struct dh_detail *d);
/* All stories in the order of the table; strings live during the call. */
DH_MUST_USE enum dh_err dh_store_each_story(struct dh_store *s,
                                            enum dh_err (*each)(void *self,
                                                                const struct dh_store_story *story,
                                                                struct dh_detail *d),
                                            void *self, struct dh_detail *d);

/* ---- Fragments */

/* entries has room for DH_ENTRIES_MAX; *n is 0 for a key that is not there. */
DH_MUST_USE enum dh_err dh_store_get_key(struct dh_store *s, uint64_t key, uint64_t *entries,
                                         unsigned *n, struct dh_detail *d);
/* Replaces what is there of row->key. Cheapest with ascending keys. */
DH_MUST_USE enum dh_err dh_store_put_key(struct dh_store *s, const struct dh_key_row *row,
                                         struct dh_detail *d);
/* All keys from `from` on, ascending; a row lives during the call. */
DH_MUST_USE enum dh_err dh_store_each_key(struct dh_store *s, uint64_t from,
                                          enum dh_err (*each)(void *self,
                                                              const struct dh_key_row *row,
                                                              struct dh_detail *d),
                                          void *self, struct dh_detail *d);

/* ---- The whole */

/* Brings everything of from into s. DH_EDATA: from is damaged; nothing came into s. */
DH_MUST_USE enum dh_err dh_store_merge(struct dh_store *s, struct dh_store *from,
                                       struct dh_detail *d);
/* Forgets stories seen last before day, and their entries; URLs, hosts and the items of the ledger
 * (ledger.h) likewise. *stories and *keys: how many went. */
DH_MUST_USE enum dh_err dh_store_expire(struct dh_store *s, uint32_t day, uint64_t *stories,
                                        uint64_t *keys, struct dh_detail *d);
/* Reads all rows and compares their checksums: for who makes something of all of them. DH_EDATA: d
 * names the table. */
DH_MUST_USE enum dh_err dh_store_verify_sums(struct dh_store *s, struct dh_detail *d);
/* Checks structure and contents, row by row. DH_EDATA: d says what is wrong. */
DH_MUST_USE enum dh_err dh_store_verify(struct dh_store *s, struct dh_detail *d);

struct dh_store_counts {
    uint64_t stories, written, sites, keys, keys_twice; /* keys_twice: with two entries or more */
    uint64_t bytes;                                     /* of the file */
    uint32_t first_day, last_day;                       /* 0: no stories */
    uint64_t urls, hosts;                               /* of crawls */
};
DH_MUST_USE enum dh_err dh_store_count(struct dh_store *s, struct dh_store_counts *out,
                                       struct dh_detail *d);
/* Names and values of the versions it was made with, in a fixed order; false past the last. */
bool dh_store_version(const struct dh_store *s, unsigned i, const char **name, const char **value);

#endif
