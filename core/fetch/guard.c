/* SPDX-License-Identifier: MIT */
#include "fetch/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

/* Networks that are not to be reached: IANA IPv4 Special-Purpose Address Registry, and
 * multicast. */
static const struct {
    unsigned char net[4];
    unsigned bits;
} denied4[] = {
    { { 0, 0, 0, 0 }, 8 },       /* this host on this network */
    { { 10, 0, 0, 0 }, 8 },      /* private */
    { { 100, 64, 0, 0 }, 10 },   /* shared, behind a carrier's NAT */
    { { 127, 0, 0, 0 }, 8 },     /* loopback */
    { { 169, 254, 0, 0 }, 16 },  /* link-local: cloud metadata services */
    { { 172, 16, 0, 0 }, 12 },   /* private */
    { { 192, 0, 0, 0 }, 24 },    /* protocol assignments */
    { { 192, 0, 2, 0 }, 24 },    /* documentation */
    { { 192, 88, 99, 0 }, 24 },  /* 6to4 relays */
    { { 192, 168, 0, 0 }, 16 },  /* private */
    { { 198, 18, 0, 0 }, 15 },   /* benchmarks */
    { { 198, 51, 100, 0 }, 24 }, /* documentation */
    { { 203, 0, 113, 0 }, 24 },  /* documentation */
    { { 224, 0, 0, 0 }, 4 },     /* multicast */
    { { 240, 0, 0, 0 }, 4 },     /* reserved, broadcast */
};

/* Of IPv6 only 2000::/3 is global unicast; these parts of it are not to be reached. */
static const struct {
    unsigned char net[6];
    unsigned bits;
} denied6[] = {
    { { 0x20, 0x01, 0x00 }, 23 },       /* protocol assignments, Teredo among them */
    { { 0x20, 0x01, 0x0D, 0xB8 }, 32 }, /* documentation */
    { { 0x3F, 0xFF, 0x00 }, 20 },       /* documentation */
};

/* Prefixes behind which four bytes are an IPv4 address. */
static const struct {
    unsigned char net[12];
    unsigned bits, at;
} carriers[] = {
    { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, 96, 12 }, /* IPv4-mapped */
    { { 0x00, 0x64, 0xFF, 0x9B }, 96, 12 },                   /* NAT64, RFC 6052 */
    { { 0x20, 0x02 }, 16, 2 },                                /* 6to4, RFC 3056 */
};

static bool in_net(const unsigned char *a, const unsigned char *net, unsigned bits)
{
    if (memcmp(a, net, bits / 8) != 0)
        return false;
    unsigned rest = bits % 8;
    return !rest || (a[bits / 8] ^ net[bits / 8]) >> (8 - rest) == 0;
}

static bool public4(const unsigned char *a)
{
    for (size_t i = 0; i < DH_LEN(denied4); i++)
        if (in_net(a, denied4[i].net, denied4[i].bits))
            return false;
    return true;
}

static bool public6(const unsigned char *a)
{
    for (size_t i = 0; i < DH_LEN(carriers); i++)
        if (in_net(a, carriers[i].net, carriers[i].bits))
            return public4(a + carriers[i].at);
    for (size_t i = 0; i < DH_LEN(denied6); i++)
        if (in_net(a, denied6[i].net, denied6[i].bits))
            return false;
    return a[0] >> 5 == 1; /* 2000::/3 */
}

bool dh_guard_public(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    switch (address->sa_family) {
    case AF_INET:
        memcpy(&v4, address, sizeof v4);
        return public4((const unsigned char *)&v4.sin_addr);
    case AF_INET6:
        memcpy(&v6, address, sizeof v6);
        return public6(v6.sin6_addr.s6_addr);
    default:
        return false;
    }
}

bool dh_guard_port(unsigned port)
{
    return port == 80 || port == 443 || port == 8080 || port == 8443;
}

bool dh_guard_host(struct dh_str host)
{
    const struct dh_str local = DH_STR("localhost");
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
    char text[INET6_ADDRSTRLEN];

    if (host.n && host.p[host.n - 1] == '.')
        host.n--;
    if (host.n >= local.n && dh_str_eq(dh_str_sub(host, host.n - local.n, host.n), local))
        return host.n > local.n && host.p[host.n - local.n - 1] != '.';
    if (host.n >= 2 && host.p[0] == '[')
        host = dh_str_sub(host, 1, host.n - 2);
    if (host.n >= sizeof text)
        return true; /* a name */
    memcpy(text, host.p, host.n);
    text[host.n] = '\0';
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        return dh_guard_public((const void *)&v4);
    if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
        return dh_guard_public((const void *)&v6);
    return true;
}
