/* SPDX-License-Identifier: MIT */
#include "io/warcdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/outfile.h"
#include "base/hash.h"
#include "codec/warc.h"

enum { FILE_BYTES = 1 << 30, PATH_ROOM = 4096, ID_ROOM = 64, DATE_ROOM = 32, DIGEST_ROOM = 48 };

static const char temporary[] = ".warc.gz" DH_UNFINISHED;

struct dh_warcdir {
    const struct dh_allocator *mem;
    struct dh_out file;
    struct dh_buf packed, block;
    char path[PATH_ROOM];
    char info[512]; /* block of the warcinfo record */
    uint64_t run;   /* in the names: no other crawl has it */
    uint64_t file_bytes, records;
    unsigned files;
    int dir; /* the directory, for its lock */
    bool open;
};

/* ---- Directory */

/* A file with a temporary name that nobody holds is what a killed run left. */
static void remove_leftovers(struct dh_warcdir *w)
{
    DIR *all = dh_fd_list(w->path);
    struct dirent *entry;

    while (all && (entry = readdir(all)) != NULL) {
        if (strncmp(entry->d_name, "dehusk-", 7) != 0 || !strstr(entry->d_name, temporary))
            continue;
        int fd = dh_fd_open_at(w->dir, entry->d_name, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
        if (fd < 0)
            continue;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            unlinkat(w->dir, entry->d_name, 0);
        close(fd);
    }
    if (all)
        closedir(all);
}

/* Drawn by lot: process numbers are the same in one container and the next, and so is the second in
 * which cron starts them. */
static uint64_t draw_run(void)
{
    uint64_t n = 0;
    struct timespec t;

    if (getrandom(&n, sizeof n, GRND_NONBLOCK) == (ssize_t)sizeof n)
        return n;
    clock_gettime(CLOCK_REALTIME, &t);
    return ((uint64_t)t.tv_sec << 30 | (uint64_t)t.tv_nsec) * 0x9E3779B97F4A7C15 ^
           (uint64_t)getpid();
}

enum dh_err dh_warcdir_new(struct dh_warcdir **out, const struct dh_allocator *m,
                           const struct dh_warcdir_options *o, struct dh_detail *d)
{
    struct dh_warcdir *w;
    enum dh_err e = dh_file_mkdirs(o->path, d);

    if (e)
        return e;
    if (strlen(o->path) >= PATH_ROOM)
        return dh_fail(d, DH_ECREATE, 0, "the path of the WARC directory is too long");
    w = dh_mem_zeroed(m, 1, sizeof *w);
    if (!w)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    w->mem = m;
    w->dir = -1;
    w->run = draw_run();
    w->file_bytes = o->file_bytes ? o->file_bytes : FILE_BYTES;
    memcpy(w->path, o->path, strlen(o->path) + 1);
    dh_buf_init(&w->packed, m, SIZE_MAX);
    dh_buf_init(&w->block, m, SIZE_MAX);
    snprintf(w->info, sizeof w->info,
             "software: dehusk/%s\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n"
             "http-header-user-agent: %s\r\n%s%s%s",
             DH_VERSION, o->user_agent ? o->user_agent : "", o->operator_ ? "operator: " : "",
             o->operator_ ? o->operator_ : "", o->operator_ ? "\r\n" : "");
    w->dir = dh_fd_open(o->path, O_RDONLY | O_DIRECTORY);
    if (w->dir < 0 || faccessat(w->dir, ".", W_OK | X_OK, 0) != 0) {
        e = dh_fail_os(d, dh_file_error(errno, true), errno, "cannot write into '%s'", o->path);
        dh_warcdir_free(w);
        return e;
    }
    if (flock(w->dir, LOCK_EX | LOCK_NB) == 0) { /* else another run is at this */
        remove_leftovers(w);
        flock(w->dir, LOCK_UN);
    }
    *out = w;
    return DH_OK;
}

void dh_warcdir_free(struct dh_warcdir *w)
{
    if (!w)
        return;
    if (w->open)
        dh_out_abort(&w->file);
    if (w->dir >= 0)
        close(w->dir);
    dh_buf_release(&w->packed);
    dh_buf_release(&w->block);
    dh_mem_free(w->mem, w);
}

/* ---- Records */

/* ISO 8601, for fields; or without what file names would not like. */
static void write_date(char dst[DATE_ROOM], bool for_name, int64_t seconds)
{
    time_t t = (time_t)seconds;
    struct tm tm;
    size_t n = 0;

    if (gmtime_r(&t, &tm))
        n = for_name ? strftime(dst, DATE_ROOM, "%Y%m%dT%H%M%SZ", &tm)
                     : strftime(dst, DATE_ROOM, "%Y-%m-%dT%H:%M:%SZ", &tm);
    dst[n] = '\0';
}

/* A UUID of version 8 (RFC 9562): no two records have one run and number. */
static void write_id(struct dh_warcdir *w, char dst[ID_ROOM], struct dh_str url, int64_t when)
{
    char text[128];
    int n = snprintf(text, sizeof text, "%016llx %llu %lld ", (unsigned long long)w->run,
                     (unsigned long long)++w->records, (long long)when);
    struct dh_hash128 h = dh_hash128((struct dh_str){ text, (size_t)n });
    h.low ^= dh_hash64(url);
    h.high = (h.high & ~0xF000ULL) | 0x8000;
    h.low = (h.low & ~(3ULL << 62)) | 2ULL << 62;
    snprintf(dst, ID_ROOM, "<urn:uuid:%08llx-%04llx-%04llx-%04llx-%012llx>",
             (unsigned long long)(h.high >> 32), (unsigned long long)(h.high >> 16 & 0xFFFF),
             (unsigned long long)(h.high & 0xFFFF), (unsigned long long)(h.low >> 48),
             (unsigned long long)(h.low & 0xFFFFFFFFFFFF));
}

static enum dh_err put_record(struct dh_warcdir *w, struct dh_warc_record *r, char id[ID_ROOM],
                              int64_t when, struct dh_detail *d)
{
    char date[DATE_ROOM];

    write_id(w, id, r->url, when);
    write_date(date, false, when);
    r->id = dh_str_c(id);
    r->date = dh_str_c(date);
    dh_buf_reset(&w->packed);
    if (dh_warc_add(&w->packed, r) != DH_OK)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a WARC record");
    return dh_out_add(&w->file, dh_buf_str(&w->packed), d);
}

static enum dh_err open_file(struct dh_warcdir *w, int64_t when, struct dh_detail *d)
{
    char path[PATH_ROOM + 100], date[DATE_ROOM], id[ID_ROOM];
    struct dh_warc_record info = { .type = DH_WARC_INFO,
                                   .content_type = DH_STR("application/warc-fields"),
                                   .block = dh_str_c(w->info) };

    write_date(date, true, when);
    snprintf(path, sizeof path, "%s/dehusk-%s-%016llx-%05u.warc.gz", w->path, date,
             (unsigned long long)w->run, ++w->files);
    flock(w->dir, LOCK_EX); /* nobody looks for leftovers between making and locking */
    enum dh_err e = dh_out_open(&w->file, w->mem, path, d);
    if (e == DH_OK)
        flock(w->file.fd, LOCK_EX | LOCK_NB);
    flock(w->dir, LOCK_UN);
    w->open = e == DH_OK;
    return e ? e : put_record(w, &info, id, when, d);
}

/* ---- Pages */

static bool is_renamed(struct dh_str line)
{
    return dh_str_starts_nocase(line, DH_STR("content-encoding:")) ||
           dh_str_starts_nocase(line, DH_STR("transfer-encoding:")) ||
           dh_str_starts_nocase(line, DH_STR("content-length:"));
}

static void add_line(struct dh_buf *b, struct dh_str line)
{
    for (size_t i = 0; i < line.n; i++)
        if ((unsigned char)line.p[i] >= ' ' || line.p[i] == '\t')
            dh_buf_byte(b, line.p[i]);
    dh_buf_add(b, DH_STR("\r\n"));
}

/* head with lines that fit the unpacked body, and the empty line. */
static void add_head(struct dh_buf *b, struct dh_str head, size_t body)
{
    struct dh_str line;

    while (dh_str_split(&head, '\n', &line)) {
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (!line.n)
            continue;
        if (is_renamed(line))
            dh_buf_add(b, DH_STR("X-Crawler-"));
        add_line(b, line);
    }
    dh_buf_add(b, DH_STR("Content-Length: "));
    dh_buf_number(b, body);
    dh_buf_add(b, DH_STR("\r\n\r\n"));
}

static enum dh_err put_response(struct dh_warcdir *w, const struct dh_warc_page *p,
                                char id[ID_ROOM], struct dh_detail *d)
{
    char digest[DIGEST_ROOM] = "xxh128:", earlier[DATE_ROOM] = "";
    bool fetched = p->visit == DH_WARC_FETCHED;
    struct dh_warc_record r = { .type = fetched ? DH_WARC_RESPONSE : DH_WARC_REVISIT,
                                .url = p->url,
                                .content_type = DH_STR("application/http;msgtype=response") };

    dh_buf_reset(&w->block);
    add_head(&w->block, p->head, fetched ? p->body.n : 0);
    if (fetched)
        dh_buf_add(&w->block, p->body);
    if (w->block.err)
        return dh_fail(d, w->block.err, 0, "out of memory for a WARC record");
    r.block = dh_buf_str(&w->block);
    if (p->visit != DH_WARC_NOT_MODIFIED) {
        dh_hash128_hex(dh_hash128(p->body), digest + strlen(digest));
        r.payload_digest = dh_str_c(digest);
    }
    if (!fetched) {
        r.refers_to = p->url;
        r.same_payload = p->visit == DH_WARC_SAME_BODY;
        if (p->earlier)
            write_date(earlier, false, p->earlier);
        r.refers_to_date = dh_str_c(earlier);
    }
    return put_record(w, &r, id, p->fetched, d);
}

static enum dh_err put_request(struct dh_warcdir *w, const struct dh_warc_page *p,
                               const char *response, struct dh_detail *d)
{
    char id[ID_ROOM];
    struct dh_warc_record r = { .type = DH_WARC_REQUEST,
                                .url = p->url,
                                .content_type = DH_STR("application/http;msgtype=request"),
                                .concurrent_to = dh_str_c(response),
                                .block = p->request };
    return p->request.n ? put_record(w, &r, id, p->fetched, d) : DH_OK;
}

enum dh_err dh_warcdir_put(struct dh_warcdir *w, const struct dh_warc_page *p, struct dh_detail *d)
{
    char id[ID_ROOM];
    enum dh_err e = w->open ? DH_OK : open_file(w, p->fetched, d);

    if (e == DH_OK)
        e = put_response(w, p, id, d);
    if (e == DH_OK)
        e = put_request(w, p, id, d);
    if (e == DH_OK && w->file.written + w->file.pending.n > w->file_bytes)
        e = dh_warcdir_finish(w, d);
    return e;
}

enum dh_err dh_warcdir_finish(struct dh_warcdir *w, struct dh_detail *d)
{
    if (!w->open)
        return DH_OK;
    w->open = false;
    return dh_out_commit(&w->file, d);
}
