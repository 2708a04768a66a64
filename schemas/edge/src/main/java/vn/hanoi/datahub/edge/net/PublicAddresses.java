package vn.hanoi.datahub.edge.net;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Distinguishes globally reachable addresses from those that are reachable only inside a network. */
public final class PublicAddresses {

    /**
     * Ranges that are not reachable globally (IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890),
     * multicast, and ranges that lead on to IPv4 addresses (6to4, Teredo).
     */
    private static final List<IpAddressMatcher> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(IpAddressMatcher::new)
            .toList();

    /**
     * The part of IPv6 that is allocated for global use; translated (64:ff9b::), unique local, link-local and all other
     * addresses are outside it.
     */
    private static final IpAddressMatcher GLOBAL_IPV6 = new IpAddressMatcher("2000::/3");

    private PublicAddresses() {}

    /** Returns whether an address is reachable globally. Java treats an IPv4-mapped IPv6 address as an IPv4 address. */
    public static boolean isPublic(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return (plain.indexOf(':') < 0 || GLOBAL_IPV6.matches(plain))
                && SPECIAL.stream().noneMatch(range -> range.matches(plain));
    }
}
