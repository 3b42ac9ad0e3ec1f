/* SPDX-License-Identifier: MIT */
/* libFuzzer target: a state file that was damaged. A small state is made once; the first byte of
 * the input says whether the file is verified and read (what verifies must be readable, row by
 * row), merged into another or expired: one of them, since to open a state costs more than all
 * else. Of the rest each six bytes are a place in the file, the byte that is put there and how many
 * such. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "repeat/story/sketch.h"
#include "state/entries.h"
#include "state/ledger.h"
#include "state/store.h"
#include "state/urls.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { STORIES = 40, FILE_MAX = 4 << 20 };

static char dir[] = "/dev/shm/dehusk-fuzz-XXXXXX", good[64], bad[64], third[64];
static struct dh_buf image, empty; /* a state; one with nothing in it */

static void tidy(void)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    const char *names[] = { good, bad, third };
    char path[80];
    for (size_t i = 0; i < DH_LEN(names) * DH_LEN(ends); i++) {
        snprintf(path, sizeof path, "%s%s", names[i / DH_LEN(ends)], ends[i % DH_LEN(ends)]);
        unlink(path);
    }
}

static void tidy_all(void)
{
    tidy();
    rmdir(dir);
}

static bool fill(struct dh_store *s)
{
    struct dh_ledger *l = NULL;
    struct dh_urls *u = NULL;
    bool ok =
        dh_ledger_open(&l, dh_mem_default(), s, NULL) == DH_OK && dh_urls_new(&u, s, NULL) == DH_OK;

    for (unsigned i = 0; ok && i < STORIES; i++) {
        char name[64];
        bool known;
        struct dh_store_story story = { .page = { dh_hash_mix(i + 1), i },
                                        .label = i,
                                        .site = i % 3,
                                        .published = INT64_MAX,
                                        .length = i,
                                        .day = 20000 + i,
                                        .id = DH_STR("an id"),
                                        .sketch = DH_STR("a sketch") };
        uint64_t entry = story.page.high & ~(uint64_t)3;
        struct dh_key_row fragment = { i, i % 3, &entry, 1 };
        int len = snprintf(name, sizeof name, "http://site.example/%u", i);
        struct dh_str url = { name, (size_t)len };
        struct dh_url_row row = { .key = url, .url = url, .etag = DH_STR("\"x\""), .due = i };
        struct dh_host_row host = { .origin = url, .robots = DH_STR("User-agent: *") };
        struct dh_ledger_file file = { .key = i, .source = 1, .id = url };
        ok = dh_store_put_story(s, &story, NULL) == DH_OK &&
             dh_store_put_key(s, &fragment, NULL) == DH_OK && dh_urls_put(u, &row, NULL) == DH_OK &&
             dh_urls_put_host(u, &host, NULL) == DH_OK &&
             dh_ledger_put_file(l, &file, NULL) == DH_OK &&
             dh_ledger_put_output(l, i, url, NULL) == DH_OK &&
             dh_ledger_put_item(l, i, 20000, &known, NULL) == DH_OK;
    }
    dh_urls_free(u);
    dh_ledger_close(l);
    return ok && dh_store_commit(s, NULL) == DH_OK;
}

static void make(void)
{
    struct dh_store *s = NULL;

    if (!mkdtemp(dir))
        exit(1);
    snprintf(good, sizeof good, "%s/good", dir);
    snprintf(bad, sizeof bad, "%s/bad", dir);
    snprintf(third, sizeof third, "%s/third", dir);
    atexit(tidy_all);
    dh_buf_init(&image, dh_mem_default(), FILE_MAX);
    dh_buf_init(&empty, dh_mem_default(), FILE_MAX);
    bool ok = dh_store_open(&s, dh_mem_default(), third, DH_STORE_WRITE, 0, NULL) == DH_OK;
    dh_store_close(s);
    ok &= dh_store_open(&s, dh_mem_default(), good, DH_STORE_WRITE, 0, NULL) == DH_OK && fill(s);
    dh_store_close(s);
    if (!ok || dh_file_read(good, &image, NULL) != DH_OK ||
        dh_file_read(third, &empty, NULL) != DH_OK)
        exit(1);
}

static void write_third(void)
{
    int fd = open(third, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, empty.p, empty.n) != (ssize_t)empty.n)
        exit(1);
    close(fd);
}

static void write_damaged(const uint8_t *bytes, size_t n)
{
    int fd = open(bad, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, image.p, image.n) != (ssize_t)image.n)
        exit(1);
    for (; n >= 6; bytes += 6, n -= 6) {
        size_t at = ((size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2]) % image.n;
        char with[256];
        memset(with, bytes[3], sizeof with);
        size_t count = bytes[4] % 8 ? 1 : bytes[5];
        if (pwrite(fd, with, count, (off_t)at) != (ssize_t)count)
            exit(1);
    }
    if (n && ftruncate(fd, (off_t)(image.n * bytes[0] / 256)) < 0)
        exit(1);
    close(fd);
}

static enum dh_err story(void *self, const struct dh_store_story *s, struct dh_detail *d)
{
    (void)d;
    *(size_t *)self += s->id.n + s->sketch.n;
    return DH_OK;
}

static enum dh_err key(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    (void)d;
    for (unsigned i = 0; i < row->n; i++)
        *(size_t *)self += (row->key ^ row->site ^ row->entries[i]) & 1;
    return DH_OK;
}

static enum dh_err url(void *self, const struct dh_url_row *row, struct dh_detail *d)
{
    (void)d;
    *(size_t *)self += row->key.n + row->url.n + row->etag.n + row->modified.n;
    return DH_OK;
}

static enum dh_err host(void *self, const struct dh_host_row *row, struct dh_detail *d)
{
    (void)d;
    *(size_t *)self += row->origin.n + row->robots.n;
    return DH_OK;
}

static bool walk(struct dh_store *s)
{
    size_t seen = 0;
    struct dh_store_counts counts;
    bool ok = dh_store_each_story(s, story, &seen, NULL) == DH_OK;
    ok &= dh_store_each_key(s, 0, key, &seen, NULL) == DH_OK;
    ok &= dh_store_each_url(s, url, &seen, NULL) == DH_OK;
    ok &= dh_store_each_host(s, host, &seen, NULL) == DH_OK;
    ok &= dh_store_count(s, &counts, NULL) == DH_OK;
    return ok;
}

static void look(void)
{
    struct dh_store *s = NULL;

    if (dh_store_open(&s, dh_mem_default(), bad, DH_STORE_READ, 0, NULL) == DH_OK) {
        bool sound = dh_store_verify(s, NULL) == DH_OK, read = walk(s);
        if (sound && !read)
            __builtin_trap();
    }
    dh_store_close(s);
}

static void merge(void)
{
    struct dh_store *s = NULL, *from = NULL;

    write_third();
    if (dh_store_open(&s, dh_mem_default(), third, DH_STORE_WRITE, 0, NULL) == DH_OK &&
        dh_store_open(&from, dh_mem_default(), bad, DH_STORE_READ, 0, NULL) == DH_OK &&
        dh_store_merge(s, from, NULL) == DH_OK)
        (void)!dh_store_commit(s, NULL);
    dh_store_close(from);
    dh_store_close(s);
}

static void expire(void)
{
    struct dh_store *s = NULL;
    uint64_t stories, keys;

    if (dh_store_open(&s, dh_mem_default(), bad, DH_STORE_WRITE, 0, NULL) == DH_OK &&
        dh_store_expire(s, 20010, &stories, &keys, NULL) == DH_OK)
        (void)!dh_store_commit(s, NULL);
    dh_store_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static void (*const each[])(void) = { look, merge, expire };

    if (!image.n)
        make();
    if (!n)
        return 0;
    write_damaged(bytes + 1, n - 1);
    each[bytes[0] % DH_LEN(each)]();
    tidy();
    return 0;
}
