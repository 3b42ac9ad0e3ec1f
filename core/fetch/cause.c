/* SPDX-License-Identifier: MIT */
#include "fetch/cause.h"

const char *dh_cause_name(enum dh_cause c)
{
    switch (c) {
    case DH_CAUSE_NONE:
        return "none";
    case DH_CAUSE_URL:
        return "url";
    case DH_CAUSE_ROBOTS:
        return "robots";
    case DH_CAUSE_NO_ROBOTS:
        return "no robots.txt";
    case DH_CAUSE_HOST_DOWN:
        return "host down";
    case DH_CAUSE_DNS:
        return "dns";
    case DH_CAUSE_CONNECT:
        return "connect";
    case DH_CAUSE_TLS:
        return "tls";
    case DH_CAUSE_TIMEOUT:
        return "timeout";
    case DH_CAUSE_PRIVATE:
        return "private address";
    case DH_CAUSE_CLIENT:
        return "refused";
    case DH_CAUSE_GONE:
        return "gone";
    case DH_CAUSE_BUSY:
        return "busy";
    case DH_CAUSE_SERVER:
        return "server error";
    case DH_CAUSE_STATUS:
        return "odd status";
    case DH_CAUSE_REDIRECT:
        return "redirect";
    case DH_CAUSE_HEADERS:
        return "headers";
    case DH_CAUSE_TYPE:
        return "no page";
    case DH_CAUSE_DECODE:
        return "decode";
    case DH_CAUSE_PARTIAL:
        return "partial";
    case DH_CAUSE_TOO_LARGE:
        return "too large";
    case DH_CAUSE_LIST:
        return "list";
    case DH_CAUSE_OFF_SITE:
        return "off site";
    case DH_CAUSE_OUT_OF_TIME:
        return "out of time";
    case DH_CAUSES:
        break;
    }
    return "unknown";
}

const char *dh_cause_words(enum dh_cause c)
{
    switch (c) {
    case DH_CAUSE_URL:
        return "url (no http or https URL)";
    case DH_CAUSE_ROBOTS:
        return "robots (robots.txt forbids it)";
    case DH_CAUSE_NO_ROBOTS:
        return "no robots.txt (it cannot be had, so nothing is asked for)";
    case DH_CAUSE_HOST_DOWN:
        return "host down (it failed too often, and is left alone for a while)";
    case DH_CAUSE_DNS:
        return "dns (the name has no address)";
    case DH_CAUSE_CONNECT:
        return "connect (no connection, or it broke off)";
    case DH_CAUSE_TLS:
        return "tls (no handshake, or no certificate to trust)";
    case DH_CAUSE_TIMEOUT:
        return "timeout (the answer took too long)";
    case DH_CAUSE_PRIVATE:
        return "private address (--allow-private lets it)";
    case DH_CAUSE_CLIENT:
        return "refused (HTTP status 4xx)";
    case DH_CAUSE_GONE:
        return "gone (HTTP status 404 or 410)";
    case DH_CAUSE_BUSY:
        return "busy (HTTP status 429 or 503)";
    case DH_CAUSE_SERVER:
        return "server error (HTTP status 5xx)";
    case DH_CAUSE_STATUS:
        return "odd status (an HTTP status that no page has)";
    case DH_CAUSE_REDIRECT:
        return "redirect (to no page, in a circle, or too many)";
    case DH_CAUSE_HEADERS:
        return "headers (malformed, or too long)";
    case DH_CAUSE_TYPE:
        return "no page (another type than HTML)";
    case DH_CAUSE_DECODE:
        return "decode (packed data that are damaged, or packed as nobody asked for)";
    case DH_CAUSE_PARTIAL:
        return "partial (the page broke off)";
    case DH_CAUSE_TOO_LARGE:
        return "too large (more bytes than max-page)";
    case DH_CAUSE_LIST:
        return "list (a feed or sitemap that is of no use)";
    case DH_CAUSE_OFF_SITE:
        return "off site (a list names a page of another site)";
    case DH_CAUSE_NONE:
    case DH_CAUSE_OUT_OF_TIME:
    case DH_CAUSES:
        break;
    }
    return dh_cause_name(c);
}

bool dh_cause_is_ours(enum dh_cause c)
{
    return c == DH_CAUSE_OUT_OF_TIME || c == DH_CAUSE_PRIVATE;
}

bool dh_cause_passes(enum dh_cause c)
{
    return c == DH_CAUSE_CONNECT || c == DH_CAUSE_TIMEOUT || c == DH_CAUSE_BUSY ||
           c == DH_CAUSE_SERVER || c == DH_CAUSE_PARTIAL;
}

bool dh_status_has_body(long status)
{
    return status >= 200 && status <= 203;
}

bool dh_status_redirects(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

enum dh_cause dh_cause_of_status(long status, bool conditional)
{
    if (dh_status_has_body(status) || dh_status_redirects(status))
        return DH_CAUSE_NONE;
    if (status == 304 && conditional)
        return DH_CAUSE_NONE;
    if (status == 404 || status == 410)
        return DH_CAUSE_GONE;
    if (status == 408)
        return DH_CAUSE_TIMEOUT;
    if (status == 429 || status == 503)
        return DH_CAUSE_BUSY;
    if (status >= 400 && status < 500)
        return DH_CAUSE_CLIENT;
    return status >= 500 && status < 600 ? DH_CAUSE_SERVER : DH_CAUSE_STATUS;
}
