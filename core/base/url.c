/* SPDX-License-Identifier: MIT */
#include "base/url.h"

#include <curl/curl.h>
#include <libpsl.h>
#include <string.h>

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

/* curl wants NUL-ended text. */
static bool c_string(char *dst, struct dh_str s)
{
    if (s.n >= DH_URL_MAX || (s.n && memchr(s.p, '\0', s.n)))
        return false;
    if (s.n)
        memcpy(dst, s.p, s.n);
    dst[s.n] = '\0';
    return true;
}

static bool set_url(CURLU *u, struct dh_str s)
{
    char text[DH_URL_MAX];
    s = dh_str_trim(s);
    if (dh_url_is_http(s) && dh_url_host(s).n == 0) /* curl takes the path's start for the host */
        return false;
    return c_string(text, s) && curl_url_set(u, CURLUPART_URL, text, CURLU_URLENCODE) == CURLUE_OK;
}

static bool set_part(CURLU *u, CURLUPart part, const char *value)
{
    return curl_url_set(u, part, value, 0) == CURLUE_OK;
}

/* Takes out what is no part of a page's identity and lowers the host. */
static bool clean_parts(CURLU *u)
{
    char *host = NULL;
    if (curl_url_get(u, CURLUPART_HOST, &host, 0) != CURLUE_OK || !host[0]) {
        curl_free(host);
        return false;
    }
    for (char *c = host; *c; c++)
        *c = (char)dh_lower((unsigned char)*c);
    bool ok = set_part(u, CURLUPART_HOST, host) && set_part(u, CURLUPART_USER, NULL) &&
              set_part(u, CURLUPART_PASSWORD, NULL) && set_part(u, CURLUPART_OPTIONS, NULL) &&
              set_part(u, CURLUPART_FRAGMENT, NULL);
    curl_free(host);
    return ok;
}

enum dh_err dh_url_normal(struct dh_str base, struct dh_str ref, struct dh_buf *out)
{
    enum dh_err e = DH_EDATA;
    char *text = NULL;
    CURLU *u = curl_url();

    if (!u)
        return DH_ENOMEM;
    if (base.n && !set_url(u, base))
        goto out;
    if (!set_url(u, ref) || !clean_parts(u))
        goto out;
    if (curl_url_get(u, CURLUPART_URL, &text, CURLU_NO_DEFAULT_PORT) != CURLUE_OK)
        goto out;
    struct dh_str url = dh_str_c(text);
    if (!dh_url_is_http(url) || url.n >= DH_URL_MAX)
        goto out;
    dh_buf_add(out, url);
    dh_buf_byte(out, '\0');
    out->n -= out->err == DH_OK;
    e = out->err;
out:
    curl_free(text);
    curl_url_cleanup(u);
    return e;
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

enum dh_err dh_url_site(struct dh_str url_or_host, struct dh_buf *out)
{
    char name[256];
    struct dh_str host = dh_url_is_http(url_or_host) ? dh_url_host(url_or_host) : url_or_host;

    while (host.n && host.p[host.n - 1] == '.')
        host.n--;
    if (host.n == 0 || host.n >= sizeof name)
        return DH_EDATA;
    for (size_t i = 0; i < host.n; i++)
        name[i] = (char)dh_lower((unsigned char)host.p[i]);
    name[host.n] = '\0';
    const char *domain = is_address(host) ? NULL : psl_registrable_domain(psl_builtin(), name);
    dh_buf_add(out, dh_str_c(domain ? domain : name));
    return out->err;
}

const char *dh_url_list_version(void)
{
    return psl_builtin_sha1sum();
}
