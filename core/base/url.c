/* SPDX-License-Identifier: MIT */
#include "base/url.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <libpsl.h>
#include <string.h>

#include "base/percent.h"

bool dh_url_is_http(struct dh_str s)
{
    return dh_str_starts_nocase(s, DH_STR("http://")) ||
           dh_str_starts_nocase(s, DH_STR("https://"));
}

struct dh_str dh_url_host(struct dh_str url)
{
    size_t at = dh_str_find(url, DH_STR("://"));
    if (at == url.n)
        return DH_STR_NONE;
    struct dh_str rest = dh_str_sub(url, at + 3, url.n);
    size_t end = 0;
    while (end < rest.n && !strchr("/?#\\", rest.p[end]))
        end++;
    rest.n = end;
    for (size_t i = rest.n; i > 0; i--)
        if (rest.p[i - 1] == '@') {
            rest = dh_str_sub(rest, i, rest.n);
            break;
        }
    if (rest.n && rest.p[0] == '[')
        return dh_str_sub(rest, 0, dh_str_find_byte(rest, ']') + 1);
    return dh_str_sub(rest, 0, dh_str_find_byte(rest, ':'));
}

/* What a URL or a reference to one is made of (RFC 3986, appendix B): views into it, of which
 * scheme, authority and query have p NULL when they are not there. */
struct parts {
    struct dh_str scheme, authority, path, query;
};

/* Length of the scheme that s begins with, without its colon; 0: none. */
static size_t scheme_length(struct dh_str s)
{
    size_t n = 0;

    while (n < s.n && (dh_is_alpha((unsigned char)s.p[n]) ||
                       (n && (dh_is_digit((unsigned char)s.p[n]) || strchr("+-.", s.p[n])))))
        n++;
    return n < s.n && s.p[n] == ':' ? n : 0;
}

static size_t find_any(struct dh_str s, const char *ends)
{
    size_t n = 0;

    while (n < s.n && !strchr(ends, s.p[n]))
        n++;
    return n;
}

static struct parts split(struct dh_str s)
{
    struct parts p = { 0 };

    s = dh_str_sub(s, 0, dh_str_find_byte(s, '#'));
    size_t n = scheme_length(s);
    if (n) {
        p.scheme = dh_str_sub(s, 0, n);
        s = dh_str_sub(s, n + 1, s.n);
    }
    if (dh_str_starts(s, DH_STR("//"))) {
        s = dh_str_sub(s, 2, s.n);
        n = find_any(s, "/?");
        p.authority = dh_str_sub(s, 0, n);
        s = dh_str_sub(s, n, s.n);
    }
    n = dh_str_find_byte(s, '?');
    p.path = dh_str_sub(s, 0, n);
    if (n < s.n)
        p.query = dh_str_sub(s, n + 1, s.n);
    return p;
}

/* What ref leaves out comes from base (RFC 3986, 5.2.2). *folder: what stands before a path that is
 * relative, with its last slash. */
static struct parts resolve(struct parts base, struct parts ref, struct dh_str *folder)
{
    *folder = DH_STR_NONE;
    if (ref.scheme.p)
        return ref;
    ref.scheme = base.scheme;
    if (ref.authority.p)
        return ref;
    ref.authority = base.authority;
    if (!ref.path.n) {
        ref.path = base.path;
        if (!ref.query.p)
            ref.query = base.query;
    } else if (ref.path.p[0] != '/') {
        *folder = base.path;
        while (folder->n && folder->p[folder->n - 1] != '/')
            folder->n--;
    }
    return ref;
}

/* ---- Writing: false means that it is no such URL. */

enum { HOST_ROOM = 256 }; /* a name and its NUL */

static bool is_host_byte(unsigned char c)
{
    return c >= 0x80 || dh_is_alpha(c) || dh_is_digit(c) || (c && strchr("-._~", c));
}

static bool add_ipv6(struct dh_str host, struct dh_buf *out)
{
    char text[INET6_ADDRSTRLEN];
    struct in6_addr a;

    if (host.n < 2 || host.n - 2 >= sizeof text || host.p[host.n - 1] != ']')
        return false;
    memcpy(text, host.p + 1, host.n - 2);
    text[host.n - 2] = '\0';
    if (inet_pton(AF_INET6, text, &a) != 1 || !inet_ntop(AF_INET6, &a, text, sizeof text))
        return false;
    dh_buf_byte(out, '[');
    dh_buf_add(out, dh_str_c(text));
    dh_buf_byte(out, ']');
    return true;
}

/* Puts the name into letters of ASCII, small ones, as DNS and libcurl know it: others as their
 * A-labels (IDNA 2008 by way of UTS 46, which folds case and what is but another spelling of
 * ASCII). DH_EDATA: it is none. */
static enum dh_err to_ascii(char name[HOST_ROOM])
{
    uint8_t *labels = NULL;
    int failed =
        idn2_lookup_u8((const uint8_t *)name, &labels, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    size_t n = failed ? 0 : strlen((const char *)labels);

    if (n > 0 && n < HOST_ROOM)
        memcpy(name, labels, n + 1);
    idn2_free(labels);
    return failed == IDN2_MALLOC ? DH_ENOMEM : n > 0 && n < HOST_ROOM ? DH_OK : DH_EDATA;
}

/* Host without its percent-encoding into name, NUL-ended, as to_ascii puts it. */
static enum dh_err read_host(struct dh_str host, char name[HOST_ROOM])
{
    size_t n = 0;
    bool ascii = true;

    for (size_t i = 0; i < host.n; i++) {
        int decoded = dh_percent_get(host, i);
        unsigned char c = decoded >= 0 ? (unsigned char)decoded : (unsigned char)host.p[i];
        if (n + 1 >= HOST_ROOM || !is_host_byte(c))
            return DH_EDATA;
        name[n++] = (char)dh_lower(c);
        ascii = ascii && c < 0x80;
        i += decoded >= 0 ? 2 : 0;
    }
    name[n] = '\0';
    enum dh_err e = ascii ? (n ? DH_OK : DH_EDATA) : to_ascii(name);
    for (size_t i = 0; e == DH_OK && name[i]; i++) /* UTS 46 makes a slash of a wide one */
        if (!is_host_byte((unsigned char)name[i]))
            e = DH_EDATA;
    return e;
}

/* Also of 0x7f.1, and of what browsers read as an address: with a stop behind it. */
static bool read_ipv4(const char name[HOST_ROOM], struct in_addr *a)
{
    char plain[HOST_ROOM];
    size_t n = strlen(name);

    n -= name[n - 1] == '.';
    memcpy(plain, name, n);
    plain[n] = '\0';
    return inet_aton(plain, a);
}

static bool add_host(struct dh_str host, struct dh_buf *out)
{
    char name[HOST_ROOM];
    struct in_addr a;

    if (host.n && host.p[0] == '[')
        return add_ipv6(host, out);
    enum dh_err e = read_host(host, name);
    if (e == DH_ENOMEM)
        out->err = e;
    if (e != DH_OK)
        return e == DH_ENOMEM;
    if (read_ipv4(name, &a) && !inet_ntop(AF_INET, &a, name, sizeof name))
        return false;
    dh_buf_add(out, dh_str_c(name));
    return true;
}

static bool add_authority(struct dh_str s, bool tls, struct dh_buf *out)
{
    uint64_t port = tls ? 443 : 80, given = port;
    size_t at = dh_str_find_byte(s, '@');

    if (dh_str_find_byte(s, '\\') < s.n) /* browsers would end the host there */
        return false;
    if (at < s.n)
        s = dh_str_sub(s, at + 1, s.n);
    size_t colon = s.n && s.p[0] == '[' ? dh_str_find_byte(s, ']') : 0;
    colon += dh_str_find_byte(dh_str_sub(s, colon, s.n), ':');
    struct dh_str digits = dh_str_sub(s, colon + 1, s.n);
    if (!add_host(dh_str_sub(s, 0, colon), out) ||
        (digits.n && !dh_str_number(digits, 65535, &given)))
        return false;
    if (given != port) {
        dh_buf_byte(out, ':');
        dh_buf_number(out, given);
    }
    return true;
}

static void add_encoded(struct dh_str s, struct dh_buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        char code[DH_PERCENT_STRETCH];
        unsigned char c = (unsigned char)s.p[i];
        if (c > ' ' && c < 0x7F)
            dh_buf_byte(out, s.p[i]);
        else
            dh_buf_add(out, (struct dh_str){ code, dh_percent_put(code, c) });
    }
}

/* How many stops a segment is made of, if of one or two alone; else 0. An encoded one is a stop,
 * too (RFC 3986, 6.2.2.2; browsers read it so). */
static unsigned stops(struct dh_str segment)
{
    unsigned n = 0;
    while (segment.n && n < 3) {
        size_t taken = segment.p[0] == '.'                            ? 1
                       : dh_str_starts_nocase(segment, DH_STR("%2e")) ? 3
                                                                      : 0;
        if (!taken)
            return 0;
        segment = dh_str_sub(segment, taken, segment.n);
        n++;
    }
    return n < 3 ? n : 0;
}

/* Takes "." and ".." out of a path that begins with "/" (RFC 3986, 5.2.4); answers its new length.
 */
static size_t remove_dots(char *path, size_t n)
{
    size_t kept = 0, end;

    for (size_t at = 0; at < n; at = end) {
        for (end = at + 1; end < n && path[end] != '/';)
            end++;
        unsigned n_stops = stops((struct dh_str){ path + at + 1, end - at - 1 });
        if (!n_stops) {
            memmove(path + kept, path + at, end - at);
            kept += end - at;
            continue;
        }
        while (n_stops == 2 && kept && path[--kept] != '/')
            ;
        if (end == n)
            path[kept++] = '/';
    }
    return kept;
}

static bool add_url(const struct parts *p, struct dh_str folder, struct dh_buf *out)
{
    bool tls = dh_str_eq_nocase(p->scheme, DH_STR("https"));

    if (!tls && !dh_str_eq_nocase(p->scheme, DH_STR("http")))
        return false;
    dh_buf_add(out, tls ? DH_STR("https://") : DH_STR("http://"));
    if (!p->authority.n || !add_authority(p->authority, tls, out))
        return false;
    size_t path = out->n;
    add_encoded(folder, out);
    if (!folder.n && !(p->path.n && p->path.p[0] == '/'))
        dh_buf_byte(out, '/');
    add_encoded(p->path, out);
    if (out->err == DH_OK)
        out->n = path + remove_dots(out->p + path, out->n - path);
    if (p->query.n) {
        dh_buf_byte(out, '?');
        add_encoded(p->query, out);
    }
    return true;
}

enum dh_err dh_url_normal(struct dh_str base, struct dh_str ref, struct dh_buf *out)
{
    size_t start = out->n;
    struct dh_str folder;

    base = dh_str_trim(base);
    ref = dh_str_trim(ref);
    if (base.n >= DH_URL_MAX || ref.n >= DH_URL_MAX || dh_str_has_control(base) ||
        dh_str_has_control(ref))
        return DH_EDATA;
    struct parts p = resolve(split(base), split(ref), &folder);
    bool ok = add_url(&p, folder, out) && (out->err != DH_OK || out->n - start < DH_URL_MAX);
    if (!ok) {
        out->n = start;
        return DH_EDATA;
    }
    dh_buf_byte(out, '\0');
    out->n -= out->err == DH_OK;
    return out->err;
}

/* The list knows names only: of 127.0.0.1 it would make "0.1". */
static bool is_address(struct dh_str host)
{
    if (host.p[0] == '[')
        return true;
    for (size_t i = 0; i < host.n; i++)
        if (!dh_is_digit((unsigned char)host.p[i]) && host.p[i] != '.')
            return false;
    return true;
}

/* The site key, in name or of the list's. DH_EDATA: no host. */
static enum dh_err site_of(struct dh_str url_or_host, char name[HOST_ROOM], const char **key)
{
    struct dh_str host = dh_url_is_http(url_or_host) ? dh_url_host(url_or_host) : url_or_host;
    bool ascii = true;

    while (host.n && host.p[host.n - 1] == '.')
        host.n--;
    if (host.n == 0 || host.n >= HOST_ROOM)
        return DH_EDATA;
    for (size_t i = 0; i < host.n; i++) {
        ascii = ascii && (unsigned char)host.p[i] < 0x80;
        name[i] = (char)dh_lower((unsigned char)host.p[i]);
    }
    name[host.n] = '\0';
    if (!ascii && to_ascii(name) == DH_ENOMEM)
        return DH_ENOMEM;
    const char *domain = is_address(host) ? NULL : psl_registrable_domain(psl_builtin(), name);
    *key = domain ? domain : name;
    return DH_OK;
}

enum dh_err dh_url_site(struct dh_str url_or_host, struct dh_buf *out)
{
    char name[HOST_ROOM];
    const char *key;
    enum dh_err e = site_of(url_or_host, name, &key);
    if (e)
        return e;
    dh_buf_add(out, dh_str_c(key));
    return out->err;
}

bool dh_url_same_site(struct dh_str a, struct dh_str b)
{
    char first[HOST_ROOM], second[HOST_ROOM];
    const char *x, *y;
    return site_of(a, first, &x) == DH_OK && site_of(b, second, &y) == DH_OK && strcmp(x, y) == 0;
}

const char *dh_url_list_version(void)
{
    return psl_builtin_sha1sum();
}
