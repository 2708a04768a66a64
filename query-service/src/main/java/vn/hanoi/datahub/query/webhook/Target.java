package vn.hanoi.datahub.query.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Dns;
import vn.hanoi.datahub.edge.net.PublicAddresses;
import vn.hanoi.datahub.edge.personal.PersonalData;

/**
 * Decides which addresses updates may be sent to. The hub is inside the city's network, and nobody may use it to reach
 * what only the hub can reach. The HTTP client also resolves host names through this class, so that it connects only to
 * addresses that were checked. A name that resolves to another address a moment later gains nothing.
 */
final class Target implements Dns {

    /**
     * The message for an unknown name is the same as for a name that resolves to an internal address: an answer must
     * not disclose which internal names exist.
     */
    static final String NOT_PUBLIC = "the host of url has no public address";

    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX]\\p{XDigit}*)\\.?");
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR_NUMBERS = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** The port of HTTPS and its usual alternative; other services must not be contacted. */
    private static final Set<Integer> PORTS = Set.of(443, 8443);

    private final boolean local;
    private final Dns names;

    /**
     * @param local whether this machine, its private network and plain HTTP are allowed: for trials, and if all
     *     subscribers are internal
     */
    public Target(boolean local) {
        this(local, Dns.SYSTEM);
    }

    Target(boolean local, Dns names) {
        this.local = local;
        this.names = names;
    }

    /** Returns why an address must not be sent to; empty if it may. */
    public Optional<String> refusal(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.of("url is not an address");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("https") && !(local && scheme.equals("http"))) {
            return Optional.of("url begins with https://");
        }
        if (isAmbiguous(String.valueOf(uri.getRawAuthority()))) {
            return Optional.of("an IPv4 address in url is four decimal numbers without leading zeros");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            return Optional.of("url has a host, and neither a user nor a fragment");
        }
        if (PersonalData.in(uri.getSchemeSpecificPart()).isPresent()) {
            return Optional.of("url is stored, and contains what looks like personal data; leave it out");
        }
        if (uri.getPort() > HIGHEST_PORT) {
            return Optional.of("url has a port up to " + HIGHEST_PORT);
        }
        if (!local && uri.getPort() >= 0 && !PORTS.contains(uri.getPort())) {
            return Optional.of("url has the port 443 or 8443");
        }
        try {
            lookup(uri.getHost().replaceAll("[\\[\\]]", ""));
            return Optional.empty();
        } catch (UnknownHostException e) {
            return local ? Optional.empty() : Optional.of(NOT_PUBLIC);
        }
    }

    /**
     * Returns whether a host is an IPv4 address that programs read in different ways: {@code 0177.0.0.1} is 127.0.0.1
     * to some and 177.0.0.1 to others, and so are {@code 0x7f.1} and {@code 2130706433} an address or a name.
     */
    private static boolean isAmbiguous(String authority) {
        String host =
                authority.replaceFirst(".*@", "").replaceFirst(":\\d*$", "").replaceAll("[\\[\\]]", "");
        String ipv4 = host.substring(host.lastIndexOf(':') + 1);
        boolean isWithinIpv6 = ipv4.length() < host.length();
        return ENDS_IN_A_NUMBER.matcher(ipv4).matches()
                && !(isWithinIpv6 && ipv4.indexOf('.') < 0)
                && !FOUR_NUMBERS.matcher(ipv4).matches();
    }

    /**
     * Returns the addresses of a host.
     *
     * @throws UnknownHostException if the name is unknown, or one of its addresses must not be connected to
     */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = names.lookup(host);
        if (!local && !addresses.stream().allMatch(PublicAddresses::isPublic)) {
            throw new UnknownHostException(NOT_PUBLIC);
        }
        return addresses;
    }
}
