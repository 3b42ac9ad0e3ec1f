/* SPDX-License-Identifier: MIT */
/* libFuzzer target: a file as a source reads it, packed or not: pages, rows, tables, archives. The
 * first byte says which type is told, and whether the file grows. No item is larger than the cap,
 * and rows that are read from behind the second one on, as of a file that grew, are the same as
 * those in one go. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/hash.h"
#include "io/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { ITEMS = 1000, MAX_SIZE = 1 << 18 };

/* What was read: the hash of all items behind the one after which a second reading begins. */
struct seen {
    uint64_t hash, from, line;
    size_t items, skip;
};

static void note(struct seen *seen, struct dh_source *s, const struct dh_item *item)
{
    if (!item->err && item->bytes.n > MAX_SIZE)
        __builtin_trap();
    if (seen->items++ < seen->skip) {
        dh_source_at(s, &seen->from, &seen->line);
        return;
    }
    uint64_t h = dh_hash64(item->bytes) ^ item->line;
    seen->hash = dh_hash_mix(seen->hash ^ h ^ (uint64_t)item->err ^ (uint64_t)item->type << 32);
}

/* Answers whether the file is rows that may be read from the middle on. */
static bool read_all(const char *path, const struct dh_source_options *o, struct seen *seen)
{
    struct dh_source *s = NULL;
    struct dh_item item = { .err = DH_OK };
    bool whole = false, rows;

    if (dh_source_new(&s, dh_mem_default(), o, &path, 1, NULL) != DH_OK)
        return false;
    for (size_t failed = 0; seen->items < ITEMS && failed < ITEMS; failed++) {
        enum dh_err e = dh_source_next(s, &item, NULL);
        if (e == DH_OK)
            note(seen, s, &item);
        else if (e != DH_EDATA && e != DH_ENOINPUT)
            break;
    }
    rows = dh_source_rows(s, &whole) && !whole;
    dh_source_free(s);
    return rows;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static int fd = -1;
    static const enum dh_type types[] = { DH_TYPE_AUTO, DH_TYPE_JSONL, DH_TYPE_WARC, DH_TYPE_CSV };
    struct seen first = { .skip = 2 }, second = { .hash = 0 };
    char path[32];

    if (fd < 0)
        fd = memfd_create("in", MFD_CLOEXEC);
    if (!n || ftruncate(fd, 0) < 0 || pwrite(fd, bytes + 1, n - 1, 0) != (ssize_t)(n - 1))
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct dh_source_options o = { .type = types[bytes[0] % DH_LEN(types)],
                                   .max_size = MAX_SIZE,
                                   .growing = bytes[0] / DH_LEN(types) % 2 };
    bool rows = read_all(path, &o, &first);
    if (!rows || first.items <= first.skip || first.items >= ITEMS)
        return 0;
    o.type = DH_TYPE_JSONL;
    o.start = first.from;
    o.start_line = first.line;
    (void)read_all(path, &o, &second);
    if (second.hash != first.hash)
        __builtin_trap();
    return 0;
}
